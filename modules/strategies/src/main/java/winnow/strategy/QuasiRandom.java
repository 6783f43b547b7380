package winnow.strategy;

import java.util.Arrays;
import org.apache.commons.math3.random.SobolSequenceGenerator;
import winnow.random.RandomStream;

/**
 * Points that fill the unit cube evenly: Sobol's sequence (Joe and Kuo's numbers), shifted as a whole, modulo 1, by a
 * random vector (Cranley and Patterson, 1976). Beyond 1,000 dimensions they are random.
 */
final class QuasiRandom {
    private static final int MOST_DIMENSIONS = 1000;

    private QuasiRandom() {}

    /**
     * Some points of a sequence.
     *
     * @param first from 0
     * @param shift names the sequence; its position does not matter
     * @return {@code count x dimensions}, each in [0, 1)
     */
    static double[][] points(int dimensions, int first, int count, RandomStream shift) {
        var random = shift.split("shift", 0);
        double[][] points = new double[count][dimensions];
        if (dimensions > MOST_DIMENSIONS) {
            for (int i = 0; i < count; i++) {
                var own = shift.split("point", (long) first + i);
                Arrays.setAll(points[i], c -> own.nextDouble());
            }
            return points;
        }
        double[] offset = new double[dimensions];
        Arrays.setAll(offset, c -> random.nextDouble());
        var sobol = new SobolSequenceGenerator(dimensions);
        sobol.skipTo(first);
        for (double[] point : points) {
            double[] next = sobol.nextVector();
            Arrays.setAll(point, c -> (next[c] + offset[c]) % 1);
        }
        return points;
    }
}
