package winnow.simulator.function.bbob;

/** The transformations that make plain functions uneven. Vectors are not changed but made anew. */
final class Shaping {
    private static final double BOUND = 5;

    private Shaping() {}

    /** T_osz: smooth, strictly ascending, with bumps around the straight line. */
    static double oscillated(double x) {
        if (x == 0) {
            return 0;
        }
        double log = Math.log(Math.abs(x)) / 0.1;
        double waves = x > 0 ? Math.sin(log) + Math.sin(0.79 * log) : Math.sin(0.55 * log) + Math.sin(0.31 * log);
        return Math.signum(x) * Math.pow(Math.exp(log + 0.49 * waves), 0.1);
    }

    static double[] oscillated(double[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = oscillated(x[i]);
        }
        return y;
    }

    /** T_asy: positive coordinates grow faster than negative ones, later dimensions more so. */
    static double[] asymmetric(double beta, double[] x) {
        double[] y = x.clone();
        for (int i = 0; i < y.length; i++) {
            if (y[i] > 0) {
                y[i] = Math.pow(y[i], 1 + beta * i / (y.length - 1) * Math.sqrt(y[i]));
            }
        }
        return y;
    }

    static double[] minus(double[] x, double[] y) {
        double[] difference = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            difference[i] = x[i] - y[i];
        }
        return difference;
    }

    /** Coordinate by coordinate. */
    static double[] times(double[] x, double[] y) {
        double[] product = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            product[i] = x[i] * y[i];
        }
        return product;
    }

    static double[] times(double[][] matrix, double[] x) {
        double[] product = new double[matrix.length];
        for (int i = 0; i < product.length; i++) {
            for (int j = 0; j < x.length; j++) {
                product[i] += matrix[i][j] * x[j];
            }
        }
        return product;
    }

    /** How far outside of [-5, 5]^d, squared. */
    static double penalty(double[] x) {
        double sum = 0;
        for (double one : x) {
            double beyond = Math.max(0, Math.abs(one) - BOUND);
            sum += beyond * beyond;
        }
        return sum;
    }

    /** {@code 10 (d - sum cos 2 pi z) + sum z^2}. */
    static double rastrigin(double[] z) {
        double waves = 0;
        double squares = 0;
        for (double one : z) {
            waves += Math.cos(2 * Math.PI * one);
            squares += one * one;
        }
        return 10 * (z.length - waves) + squares;
    }

    /** {@code sum weights z^2}. */
    static double squares(double[] weights, double[] z) {
        double sum = 0;
        for (int i = 0; i < z.length; i++) {
            sum += weights[i] * z[i] * z[i];
        }
        return sum;
    }

    /** The term of Rosenbrock's function between a dimension and the next. */
    static double valley(double z, double next) {
        double bend = z * z - next;
        return 100 * bend * bend + (z - 1) * (z - 1);
    }

    static double rosenbrock(double[] z) {
        double sum = 0;
        for (int i = 0; i + 1 < z.length; i++) {
            sum += valley(z[i], z[i + 1]);
        }
        return sum;
    }

    /** Halves go up, as the report rounds. */
    static double rounded(double x) {
        return Math.floor(x + 0.5);
    }
}
