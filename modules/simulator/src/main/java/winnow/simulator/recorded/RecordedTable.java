package winnow.simulator.recorded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import winnow.random.RandomStream;
import winnow.simulator.GradedProblem;
import winnow.space.Configuration;
import winnow.space.SearchSpace;
import winnow.trial.Metrics;

/**
 * A recorded grid: every configuration was trained with several seeds, and the values it ended with are known. One epoch
 * is a whole training.
 *
 * <p>A trial measures one of the recorded seeds, drawn by the trial's own seed. A configuration is graded by the mean
 * over its seeds, as {@code (mean - best) / (median - best)} over the table: 0 is the best configuration, 1 a median one.
 *
 * <p>The file has a column a parameter, then {@code s0}, {@code s1} and so on, a column a recorded seed, some of which
 * may be empty; and a row for each combination of the parameters' values.
 */
public final class RecordedTable implements GradedProblem {
    private static final String FIRST_SEED = "s0";

    private final String name;
    private final List<Levels> levels;
    private final SearchSpace space;
    private final double[][] losses;
    private final double[] means;
    private final double best;
    private final double median;

    /** What values of a table mean. */
    public enum Reading {
        /** Lower is better, and differences count by their ratio: the logarithm to base 10 is searched. */
        MINIMIZE_LOG,
        MINIMIZE,
        MAXIMIZE;

        double loss(double value) {
            return switch (this) {
                case MINIMIZE_LOG -> Math.log10(value);
                case MINIMIZE -> value;
                case MAXIMIZE -> -value;
            };
        }

        /** As the folder of a file says: {@code fcnet} has errors to minimise in log10, all others are maximised. */
        public static Reading ofFolder(Path file) {
            return folder(file).toLowerCase(Locale.ROOT).contains("fcnet") ? MINIMIZE_LOG : MAXIMIZE;
        }
    }

    private RecordedTable(String name, List<Levels> levels, double[][] losses) {
        this.name = name;
        this.levels = levels;
        this.losses = losses;
        space = new SearchSpace(levels.stream().map(Levels::parameter).toList(), List.of());
        means = Arrays.stream(losses)
                .mapToDouble(l -> Arrays.stream(l).average().orElseThrow())
                .toArray();
        best = Arrays.stream(means).min().orElseThrow();
        median = Median.of(means);
    }

    /**
     * Reads a table.
     *
     * @throws TableException if it is not as it should be
     */
    public static RecordedTable read(Path file, Reading reading) {
        return of(Csv.read(file), reading);
    }

    static RecordedTable of(Csv csv, Reading reading) {
        int parameters = csv.place(FIRST_SEED);
        if (parameters < 1) {
            throw new TableException(csv.file() + ":1: a column " + FIRST_SEED
                    + " is needed, after at least one parameter; the columns are " + csv.columns());
        }
        for (int column = parameters; column < csv.columns().size(); column++) {
            var expected = "s" + (column - parameters);
            if (!csv.columns().get(column).equals(expected)) {
                throw new TableException(csv.file() + ":1: column " + (column + 1) + " is "
                        + csv.columns().get(column) + ": after the parameters come s0, s1 and so on, here " + expected);
            }
        }
        var names = names(csv.columns().subList(0, parameters));
        var levels = IntStream.range(0, parameters)
                .mapToObj(column -> Levels.of(csv, column, names.get(column)))
                .toList();
        var table = new RecordedTable(name(csv.file()), levels, losses(csv, levels, reading));
        if (!(table.median > table.best)) {
            throw new TableException(csv.file() + ": at least half of its configurations are as good as the best: "
                    + "nothing can be told apart on it");
        }
        return table;
    }

    /** Names of columns, changed where no parameter may have them. */
    private static List<String> names(List<String> columns) {
        var names = new ArrayList<String>();
        var seen = new HashSet<String>();
        for (int column = 0; column < columns.size(); column++) {
            var legal = columns.get(column).replaceAll("[^A-Za-z0-9_]", "_");
            boolean isUsable = winnow.space.ChoiceParameter.problems(legal, List.of(winnow.space.Value.of("x")))
                            .isEmpty()
                    && seen.add(legal);
            names.add(isUsable ? legal : "column_" + (column + 1));
        }
        return names;
    }

    private static double[][] losses(Csv csv, List<Levels> levels, Reading reading) {
        long size = 1;
        for (var one : levels) {
            size *= one.count();
            if (size > csv.rows().size()) {
                break;
            }
        }
        if (size > csv.rows().size()) {
            throw new TableException(csv.file() + ": has " + csv.rows().size()
                    + " rows, fewer than there are combinations of its parameters' values: a table has a row for each");
        }
        double[][] losses = new double[(int) size][];
        var isRead = new BitSet();
        for (int row = 0; row < csv.rows().size(); row++) {
            int index = 0;
            for (int column = 0; column < levels.size(); column++) {
                index = index * levels.get(column).count()
                        + levels.get(column).place(csv.rows().get(row).get(column));
            }
            if (isRead.get(index)) {
                throw new TableException(csv.where(row) + ": this configuration stands in the table already");
            }
            isRead.set(index);
            losses[index] = recorded(csv, row, levels.size(), reading);
        }
        // as many rows as combinations or more, and none twice: each is there
        return losses;
    }

    private static double[] recorded(Csv csv, int row, int first, Reading reading) {
        double[] losses = IntStream.range(first, csv.columns().size())
                .filter(column -> !csv.rows().get(row).get(column).isEmpty())
                .mapToDouble(column -> loss(csv, row, column, reading))
                .toArray();
        if (losses.length == 0) {
            throw new TableException(csv.where(row) + ": no seed has a value");
        }
        return losses;
    }

    private static double loss(Csv csv, int row, int column, Reading reading) {
        double value = csv.number(row, column);
        if (reading == Reading.MINIMIZE_LOG && !(value > 0)) {
            throw new TableException(
                    csv.where(row) + ": " + csv.columns().get(column) + " is " + value + ": it has no logarithm");
        }
        return reading.loss(value);
    }

    /** The folder and the name of a file up to its first point. */
    static String name(Path file) {
        return folder(file) + "/" + stem(file);
    }

    /** The name of a file up to its first point. */
    static String stem(Path file) {
        var last = String.valueOf(file.getFileName());
        int point = last.indexOf('.', 1);
        return point < 0 ? last : last.substring(0, point);
    }

    private static String folder(Path file) {
        var folder = file.toAbsolutePath().normalize().getParent();
        return folder == null || folder.getFileName() == null
                ? ""
                : folder.getFileName().toString();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public SearchSpace space() {
        return space;
    }

    @Override
    public Metrics measure(Configuration configuration, long seed, int epoch) {
        double[] recorded = losses[index(configuration)];
        int drawn = RandomStream.of(seed, "recorded seed", epoch).nextInt(recorded.length);
        return Metrics.of(METRIC, recorded[drawn]);
    }

    /** From half a second to one and a half, so that trials on several slots do not end together. */
    @Override
    public double seconds(Configuration configuration, int epoch) {
        return 0.5 + RandomStream.of(index(configuration), "seconds", epoch).nextDouble();
    }

    @Override
    public double regret(Configuration configuration) {
        return (means[index(configuration)] - best) / (median - best);
    }

    /** The regrets of all configurations, ascending. */
    public double[] regrets() {
        return Arrays.stream(means)
                .map(mean -> (mean - best) / (median - best))
                .sorted()
                .toArray();
    }

    private int index(Configuration configuration) {
        int index = 0;
        for (var one : levels) {
            index = index * one.count() + one.place(configuration);
        }
        return index;
    }
}
