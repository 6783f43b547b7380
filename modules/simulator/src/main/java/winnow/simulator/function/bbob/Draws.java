package winnow.simulator.function.bbob;

/**
 * The random numbers that place optima, rotations and peaks. The report fixes them, so that everybody has the same
 * functions: Park and Miller's generator (1988) with the shuffle of Bays and Durham (1976), 32 places, 40 steps of
 * warm-up.
 */
final class Draws {
    private static final int MULTIPLIER = 16807;
    private static final int MODULUS = Integer.MAX_VALUE;
    private static final int PLACES = 32;
    private static final int WARM_UP = 40;
    private static final double NEVER_ZERO = 1e-99;

    private Draws() {}

    /** Numbers uniform in (0, 1). */
    static double[] uniform(int count, long seed) {
        long state = Math.max(1, Math.abs(seed));
        long[] shuffled = new long[PLACES];
        for (int step = WARM_UP - 1; step >= 0; step--) {
            state = next(state);
            if (step < PLACES) {
                shuffled[step] = state;
            }
        }
        long shown = shuffled[0];
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            state = next(state);
            // 2^26 + 1: the place is one of 32 for every number below the modulus
            int place = (int) (shown / 67_108_865);
            shown = shuffled[place];
            shuffled[place] = state;
            numbers[i] = shown == 0 ? NEVER_ZERO : shown / (double) MODULUS;
        }
        return numbers;
    }

    private static long next(long state) {
        return state * MULTIPLIER % MODULUS;
    }

    /** Numbers of the standard normal distribution, by Box and Muller (1958). */
    static double[] gaussian(int count, long seed) {
        double[] uniform = uniform(2 * count, seed);
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            double radius = Math.sqrt(-2 * Math.log(uniform[i]));
            double number = radius * Math.cos(2 * Math.PI * uniform[count + i]);
            numbers[i] = number == 0 ? NEVER_ZERO : number;
        }
        return numbers;
    }

    /** An orthogonal d x d matrix: Gaussian columns, made orthonormal one after the other (Gram and Schmidt). */
    static double[][] rotation(int d, long seed) {
        double[] numbers = gaussian(d * d, seed);
        double[][] matrix = new double[d][d];
        for (int column = 0; column < d; column++) {
            for (int row = 0; row < d; row++) {
                matrix[row][column] = numbers[column * d + row];
            }
            for (int before = 0; before < column; before++) {
                double product = product(matrix, column, before);
                for (int row = 0; row < d; row++) {
                    matrix[row][column] -= product * matrix[row][before];
                }
            }
            double length = Math.sqrt(product(matrix, column, column));
            for (int row = 0; row < d; row++) {
                matrix[row][column] /= length;
            }
        }
        return matrix;
    }

    private static double product(double[][] matrix, int first, int second) {
        double product = 0;
        for (double[] row : matrix) {
            product += row[first] * row[second];
        }
        return product;
    }
}
