package winnow.importance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import winnow.random.RandomStream;
import winnow.space.ChoiceParameter;
import winnow.surrogate.Features;
import winnow.surrogate.RegressionTree;

/**
 * Functional analysis of variance: the share of the loss's variance over the whole space that each parameter, and each
 * pair of them, explains by itself.
 *
 * <p>Hutter, Hoos and Leyton-Brown, "An Efficient Approach for Assessing Hyperparameter Importance", 2014: 64 trees of
 * depth up to 64 are fitted to bootstrap samples; a tree cuts the space into boxes of constant loss, over which averages
 * are exact sums. Shares need not add up to 1: what is missing is interaction.
 *
 * <p>The space is weighed as it is encoded: numbers uniformly over their scale, options equally. A parameter that takes
 * part only at times has absence as one more option, and its share contains that of its taking part.
 */
public final class Fanova {
    /** Pairs of more parameters than these, the most important, are not looked at. */
    static final int MOST = 12;

    private static final int TREES = 64;
    private static final RegressionTree.Growth GROWTH = new RegressionTree.Growth(0.7, 4, 2, 64);

    private final Sample sample;
    private final Features features;
    private final List<TreeBoxes> trees;

    /**
     * What two parameters do together beyond what each does by itself.
     *
     * @param share of the loss's variance over the whole space, 0 to 1
     */
    public record Interaction(String first, String second, double share) {}

    /**
     * The loss over two parameters, averaged over all others.
     *
     * @param losses a row for each place of the first parameter, in it one for each place of the second: options in
     *     their order, or the middles of cells of equal size over the scale of a number
     */
    public record Surface(String first, String second, double[][] losses) {}

    private Fanova(Sample sample, Features features, List<TreeBoxes> trees) {
        this.sample = sample;
        this.features = features;
        this.trees = trees;
    }

    /**
     * Fits the forest.
     *
     * @param seed of the forest
     */
    public static Fanova grown(Sample sample, long seed) {
        var features = Features.of(sample.space());
        double[][] rows = features.rows(sample.points());
        var trees = IntStream.range(0, sample.size() > 1 && features.size() > 0 ? TREES : 0)
                .mapToObj(tree -> {
                    var random = RandomStream.of(seed, "fanova", tree);
                    int[] drawn = new int[sample.size()];
                    Arrays.setAll(drawn, i -> random.nextInt(drawn.length));
                    return new TreeBoxes(RegressionTree.grown(features, rows, sample.losses(), drawn, GROWTH, random));
                })
                .toList();
        return new Fanova(sample, features, trees);
    }

    /**
     * The share of each parameter, 0 to 1, in the order of the space; all 0 where nothing varies.
     *
     * @param seed of the forest
     */
    public static Map<String, Double> of(Sample sample, long seed) {
        return grown(sample, seed).shares();
    }

    /** The share of each parameter, 0 to 1, in the order of the space; all 0 where nothing varies. */
    public Map<String, Double> shares() {
        var result = new LinkedHashMap<String, Double>();
        sample.space().parameters().forEach(p -> result.put(p.name(), 0.0));
        for (int column = 0; column < features.size(); column++) {
            result.merge(name(column), share(column), (a, b) -> Math.min(1, a + b));
        }
        return result;
    }

    private double share(int column) {
        double sum = 0;
        for (var tree : trees) {
            sum += varies(tree) ? Math.min(1, tree.variance(column) / tree.variance()) : 0;
        }
        return sum / TREES;
    }

    private static boolean varies(TreeBoxes tree) {
        return tree.variance() > 1e-300;
    }

    private String name(int column) {
        return sample.space().parameters().get(features.column(column).place()).name();
    }

    /** What pairs of the most important parameters do together, the largest share first. */
    public List<Interaction> interactions() {
        var chosen = important();
        double[] own = new double[features.size() * trees.size()];
        for (int column = 0; column < features.size(); column++) {
            for (int tree = 0; tree < trees.size(); tree++) {
                own[tree * features.size() + column] = trees.get(tree).variance(column);
            }
        }
        var found = new ArrayList<Interaction>();
        for (int i = 0; i < chosen.size(); i++) {
            for (int j = i + 1; j < chosen.size(); j++) {
                found.add(new Interaction(chosen.get(i), chosen.get(j), share(chosen.get(i), chosen.get(j), own)));
            }
        }
        found.sort(Comparator.comparingDouble(Interaction::share).reversed());
        return found;
    }

    private double share(String first, String second, double[] own) {
        double sum = 0;
        for (int a : columns(first)) {
            for (int b : columns(second)) {
                for (int tree = 0; tree < trees.size(); tree++) {
                    var boxes = trees.get(tree);
                    double beyond =
                            boxes.variance(a, b) - own[tree * features.size() + a] - own[tree * features.size() + b];
                    sum += varies(boxes) ? Math.max(0, beyond / boxes.variance()) : 0;
                }
            }
        }
        return Math.min(1, sum / TREES);
    }

    /** Parameters that vary, in the order of the space: all of them, or the most important. */
    private List<String> important() {
        var shares = shares();
        var most = shares.keySet().stream()
                .filter(name -> columns(name).length > 0)
                .sorted(Comparator.comparingDouble((String name) -> shares.get(name))
                        .reversed())
                .limit(trees.isEmpty() ? 0 : MOST)
                .toList();
        return shares.keySet().stream().filter(most::contains).toList();
    }

    private int[] columns(String parameter) {
        return IntStream.range(0, features.size())
                .filter(column -> name(column).equals(parameter))
                .toArray();
    }

    /**
     * The loss over each pair of the most important parameters, in the order of the space.
     *
     * @param cells into which the scale of a number is cut
     */
    public List<Surface> surfaces(int cells) {
        var chosen = important();
        var surfaces = new ArrayList<Surface>();
        for (int i = 0; i < chosen.size(); i++) {
            for (int j = i + 1; j < chosen.size(); j++) {
                surface(chosen.get(i), chosen.get(j), cells).ifPresent(surfaces::add);
            }
        }
        return surfaces;
    }

    private Optional<Surface> surface(String first, String second, int cells) {
        int a = columns(first)[0];
        int b = columns(second)[0];
        if (features.column(a).kind() == Features.Kind.PRESENCE
                || features.column(b).kind() == Features.Kind.PRESENCE) {
            return Optional.empty();
        }
        double[] rows = places(a, cells);
        double[] columns = places(b, cells);
        double[][] losses = new double[rows.length][columns.length];
        for (var tree : trees) {
            double[][] one = tree.averages(a, rows, b, columns);
            for (int i = 0; i < rows.length; i++) {
                for (int j = 0; j < columns.length; j++) {
                    losses[i][j] += one[i][j] / TREES;
                }
            }
        }
        return Optional.of(new Surface(first, second, losses));
    }

    private double[] places(int column, int cells) {
        var parameter = sample.space().parameters().get(features.column(column).place());
        int count =
                parameter instanceof ChoiceParameter choice ? choice.options().size() : cells;
        double[] places = new double[count];
        boolean isCategory = features.column(column).isCategory();
        Arrays.setAll(places, i -> isCategory ? i + 1 : (i + 0.5) / count);
        return places;
    }
}
