package winnow.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import winnow.random.RandomStream;

/** Sorting, crowding and volume against their definitions, on random points with many ties. */
class DominanceTest {

    private static double[][] points(RandomStream random, int most) {
        int losses = 1 + random.nextInt(4);
        int levels = 2 + random.nextInt(12);
        double[][] points = new double[random.nextInt(most + 1)][losses];
        for (var point : points) {
            Arrays.setAll(point, j -> random.nextInt(levels) / (double) levels);
        }
        return points;
    }

    @Test
    void frontsAreThoseOfTakingTheUndominatedAwayAgainAndAgain() {
        for (int round = 0; round < 2_000; round++) {
            var points = points(RandomStream.of(1, "fronts", round), 40);
            assertThat(Dominance.fronts(points)).isEqualTo(peeled(points));
        }
    }

    private static int[] peeled(double[][] points) {
        int[] fronts = new int[points.length];
        Set<Integer> left =
                new HashSet<>(IntStream.range(0, points.length).boxed().toList());
        for (int front = 0; !left.isEmpty(); front++) {
            var first = left.stream()
                    .filter(i -> left.stream().noneMatch(j -> Dominance.dominates(points[j], points[i])))
                    .toList();
            for (int i : first) {
                fronts[i] = front;
            }
            left.removeAll(first);
        }
        return fronts;
    }

    @Test
    void crowdingIsTheDistanceOfTheNeighboursOnEachAxis() {
        double[][] line = {{0, 1}, {0.1, 0.7}, {0.5, 0.5}, {1, 0}, {2, 2}};
        double[] crowding = Dominance.crowding(line, Dominance.fronts(line));
        assertThat(crowding[0]).isInfinite();
        assertThat(crowding[1]).isCloseTo(0.5 + 0.5, within(1e-12));
        assertThat(crowding[2]).isCloseTo(0.9 + 0.7, within(1e-12));
        assertThat(crowding[3]).isInfinite();
        assertThat(crowding[4]).isInfinite();
        assertThat(Dominance.order(line)).containsExactly(0, 3, 2, 1, 4);
    }

    @Test
    void anOrderNeverPutsAPointBeforeOneOfAFormerFront() {
        for (int round = 0; round < 500; round++) {
            var random = RandomStream.of(2, "order", round);
            var points = points(random, 30);
            var order = Dominance.order(points);
            var fronts = peeled(points);
            assertThat(Arrays.stream(order).map(i -> fronts[i]).toArray())
                    .isEqualTo(Arrays.stream(fronts).sorted().toArray());
            assertThat(Arrays.stream(order).sorted().toArray())
                    .isEqualTo(IntStream.range(0, points.length).toArray());
        }
    }

    @Test
    void withOneLossTheOrderIsThatOfTheLosses() {
        for (int round = 0; round < 200; round++) {
            var random = RandomStream.of(3, "one", round);
            double[][] points = new double[20][1];
            for (var point : points) {
                point[0] = random.nextInt(9);
            }
            var byLoss = IntStream.range(0, 20)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> points[i][0]))
                    .mapToInt(i -> i)
                    .toArray();
            assertThat(lossesBy(Dominance.order(points), points)).isEqualTo(lossesBy(byLoss, points));
        }
    }

    private static double[] lossesBy(int[] order, double[][] points) {
        return Arrays.stream(order).mapToDouble(i -> points[i][0]).toArray();
    }

    @Test
    void whatIsNotFiniteComesLast() {
        double inf = Double.POSITIVE_INFINITY;
        assertThat(Dominance.order(new double[][] {{inf, inf}, {5, 5}, {0, inf}, {1, 1}}))
                .containsExactly(3, 1, 0, 2);
    }

    @Test
    void volumesAreThoseOfTheCellsThatAPointReaches() {
        for (int round = 0; round < 600; round++) {
            var points = points(RandomStream.of(4, "volume", round), 12);
            int losses = points.length == 0 ? 2 : points[0].length;
            double[] reference = new double[losses];
            Arrays.fill(reference, round % 2 == 0 ? 1.1 : 0.6);
            assertThat(Hypervolume.of(points, reference)).isCloseTo(cells(points, reference), within(1e-9));
        }
    }

    /** The sum over the cells of the grid that the points' coordinates make. */
    private static double cells(double[][] points, double[] reference) {
        var edges = IntStream.range(0, reference.length)
                .mapToObj(j -> {
                    var set = new TreeSet<Double>(List.of(reference[j]));
                    Arrays.stream(points)
                            .map(p -> p[j])
                            .filter(x -> x < reference[j])
                            .forEach(set::add);
                    return List.copyOf(set);
                })
                .toList();
        return cells(points, edges, new double[reference.length], 0, 1);
    }

    private static double cells(double[][] points, List<List<Double>> edges, double[] corner, int j, double volume) {
        if (j == corner.length) {
            boolean isReached = Arrays.stream(points)
                    .anyMatch(p -> IntStream.range(0, p.length).allMatch(k -> p[k] <= corner[k]));
            return isReached ? volume : 0;
        }
        double sum = 0;
        for (int i = 0; i + 1 < edges.get(j).size(); i++) {
            corner[j] = edges.get(j).get(i);
            double width = edges.get(j).get(i + 1) - corner[j];
            sum += cells(points, edges, corner, j + 1, volume * width);
        }
        return sum;
    }

    @Test
    void aVolumeNeedsAsManyLossesAsItsReference() {
        assertThatThrownBy(() -> Hypervolume.of(new double[][] {{1, 2}}, new double[] {3}))
                .hasMessage("a point has 2 losses, the reference 1: there must be as many");
    }
}
