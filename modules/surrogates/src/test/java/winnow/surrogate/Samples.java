package winnow.surrogate;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import winnow.random.RandomStream;
import winnow.space.SearchSpace;

/** Points and losses of made-up functions. */
final class Samples {
    private Samples() {}

    static double[][] points(SearchSpace space, int n, String purpose) {
        var random = RandomStream.of(7, purpose, n);
        var points = new double[n][];
        Arrays.setAll(points, i -> space.encode(space.draw(random)));
        return points;
    }

    static double[] losses(double[][] points, ToDoubleFunction<double[]> function) {
        return Arrays.stream(points).mapToDouble(function).toArray();
    }

    /** Smooth, of every coordinate that takes part. */
    static double wave(double[] point) {
        double sum = 0;
        for (int i = 0; i < point.length; i++) {
            sum += Double.isNaN(point[i]) ? 0.3 : StrictMath.sin(3 * point[i] + i) / (1 + i);
        }
        return sum;
    }
}
