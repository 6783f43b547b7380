package winnow.surrogate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import winnow.random.RandomStream;

/** Which observations a model of limited size keeps: the best quarter, and a random rest that is always the same. */
final class Subset {
    private Subset() {}

    /** Indices in ascending order, at most {@code most}. */
    static int[] of(double[] losses, int most) {
        int n = losses.length;
        if (n <= most) {
            return IntStream.range(0, n).toArray();
        }
        var byLoss = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> losses[i]))
                .toList();
        int best = most / 4;
        var random = RandomStream.of(0, "subset", 0);
        double[] lot = new double[n];
        Arrays.setAll(lot, i -> random.nextDouble());
        var rest = byLoss.subList(best, n).stream()
                .sorted(Comparator.comparingDouble(i -> lot[i]))
                .limit((long) most - best);
        return IntStream.concat(
                        byLoss.subList(0, best).stream().mapToInt(Integer::intValue), rest.mapToInt(Integer::intValue))
                .sorted()
                .toArray();
    }

    static double[] pick(double[] values, int[] chosen) {
        return Arrays.stream(chosen).mapToDouble(i -> values[i]).toArray();
    }

    static double[][] pick(double[][] points, int[] chosen) {
        return Arrays.stream(chosen).mapToObj(i -> points[i]).toArray(double[][]::new);
    }
}
