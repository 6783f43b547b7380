package winnow.simulator.function.bbob;

/**
 * What a function is made from.
 *
 * @param d dimensions, at least 2
 * @param seed of the function and instance
 */
record Setting(int d, long seed) {
    private static final long SECOND = 1_000_000;

    /** The place of the optimum of most functions, in [-4, 4]^d with four decimals. */
    double[] optimum() {
        return optimum(seed);
    }

    /** The same, from the seed of the first rotation. */
    double[] secondOptimum() {
        return optimum(seed + SECOND);
    }

    private double[] optimum(long from) {
        double[] place = Draws.uniform(d, from);
        for (int i = 0; i < d; i++) {
            double at = 8 * Math.floor(1e4 * place[i]) / 1e4 - 4;
            place[i] = at == 0 ? -1e-5 : at;
        }
        return place;
    }

    /** One of two independent rotations; the published values say which function turns by which. */
    double[][] r() {
        return Draws.rotation(d, seed + SECOND);
    }

    /** The other rotation. */
    double[][] q() {
        return Draws.rotation(d, seed);
    }

    /** Both rotations with a diagonal of {@code base^(i / (d - 1))} between them, as one matrix. */
    double[][] between(double base) {
        double[][] r = r();
        double[][] q = q();
        double[][] product = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                for (int k = 0; k < d; k++) {
                    product[i][j] += r[i][k] * Math.pow(base, share(k)) * q[k][j];
                }
            }
        }
        return product;
    }

    /** {@code i / (d - 1)}: 0 for the first dimension, 1 for the last. */
    double share(int i) {
        return (double) i / (d - 1);
    }

    /** {@code base^(i / (d - 1))} for each dimension. */
    double[] powers(double base) {
        double[] powers = new double[d];
        for (int i = 0; i < d; i++) {
            powers[i] = Math.pow(base, share(i));
        }
        return powers;
    }
}
