package winnow.app.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.math3.stat.inference.WilcoxonSignedRankTest;

/**
 * Whether one method does better than another on the same problems and seeds.
 *
 * @param first a method
 * @param second another
 * @param pairs how many problems and seeds both have
 * @param wins in how many the first one's regret is lower
 * @param losses in how many it is higher
 * @param p how likely differences like these are if there is none: two-sided signed-rank test of Wilcoxon (1945), pairs
 *     without a difference left out, exact up to 30 pairs without ties
 * @param corrected the same, corrected for the number of comparisons by Holm (1979)
 */
public record Comparison(String first, String second, int pairs, int wins, int losses, double p, double corrected) {
    private static final int MOST_EXACT = 30;

    /** Compares pairs of equal index, without correction. */
    public static Comparison of(String first, String second, double[] ofFirst, double[] ofSecond) {
        double[] differences = new double[ofFirst.length];
        Arrays.setAll(differences, i -> ofFirst[i] - ofSecond[i]);
        int wins = (int) Arrays.stream(differences).filter(d -> d < 0).count();
        int losses = (int) Arrays.stream(differences).filter(d -> d > 0).count();
        double p = p(Arrays.stream(differences).filter(d -> d != 0).toArray());
        return new Comparison(first, second, ofFirst.length, wins, losses, p, p);
    }

    /** @param differences none of them 0 */
    private static double p(double[] differences) {
        if (differences.length == 0) {
            return 1;
        }
        long sizes = Arrays.stream(differences).map(Math::abs).distinct().count();
        boolean isExact = differences.length <= MOST_EXACT && sizes == differences.length;
        double p = new WilcoxonSignedRankTest()
                .wilcoxonSignedRankTest(differences, new double[differences.length], isExact);
        return Math.min(1, p);
    }

    /** The same comparisons with p corrected, in their order. */
    public static List<Comparison> corrected(List<Comparison> comparisons) {
        var order = new ArrayList<Integer>();
        for (int i = 0; i < comparisons.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingDouble(i -> comparisons.get(i).p()));
        var corrected = new ArrayList<>(comparisons);
        double bar = 0;
        for (int rank = 0; rank < order.size(); rank++) {
            var one = comparisons.get(order.get(rank));
            bar = Math.max(bar, Math.min(1, one.p() * (order.size() - rank)));
            corrected.set(
                    order.get(rank),
                    new Comparison(one.first, one.second, one.pairs, one.wins, one.losses, one.p, bar));
        }
        return corrected;
    }
}
