package winnow.simulator.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * Regrets of one method on one problem, over seeds.
 *
 * @param method who searched, and by which rule the best was named
 * @param problem its name
 * @param points after how many trials or epochs
 * @param regrets a row a seed from 0, a place a point
 */
public record Scores(String method, String problem, List<Integer> points, List<double[]> regrets) {

    public Scores {
        points = List.copyOf(points);
        regrets = List.copyOf(regrets);
        for (var row : regrets) {
            if (row.length != points.size()) {
                throw new IllegalArgumentException(
                        "a seed has " + row.length + " regrets, and there are " + points.size() + " points");
            }
        }
    }

    /** The mean over seeds at a point's place. */
    public double mean(int place) {
        return regrets.stream().mapToDouble(row -> row[place]).average().orElse(Double.NaN);
    }

    /** Half the width of the 95 % interval of the mean, by the normal distribution; 0 for one seed. */
    public double halfWidth(int place) {
        if (regrets.size() < 2) {
            return 0;
        }
        double mean = mean(place);
        double squares = regrets.stream()
                .mapToDouble(row -> (row[place] - mean) * (row[place] - mean))
                .sum();
        return 1.96 * Math.sqrt(squares / (regrets.size() - 1) / regrets.size());
    }

    /**
     * {@code winnow 0.1.0 random fcnet/protein_structure: @10 0.4401 @30 0.3208 @100 0.2173 @200 0.1576 ±0.0234 (30
     * seeds)}; the interval is that of the last point but one.
     */
    public String line(String version) {
        return line(version, Scores::figure);
    }

    /** The same, with figures written otherwise. */
    public String line(String version, DoubleFunction<String> figure) {
        var parts = new ArrayList<String>();
        for (int place = 0; place < points.size(); place++) {
            parts.add("@" + points.get(place) + " " + figure.apply(mean(place)));
        }
        return "winnow " + version + " " + method + " " + problem + ": " + String.join(" ", parts) + " ±"
                + figure.apply(halfWidth(Math.max(0, points.size() - 2))) + " (" + regrets.size() + " seeds)";
    }

    /** Four decimals. */
    public static String figure(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    /** The geometric mean over problems of (mean regret + offset) at a point's place. */
    public static double geometricMean(List<Scores> scores, int place, double offset) {
        return Math.exp(scores.stream()
                .mapToDouble(s -> Math.log(s.mean(place) + offset))
                .average()
                .orElse(Double.NaN));
    }
}
