package winnow.simulator.recorded;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import winnow.simulator.GradedProblem;
import winnow.space.Configuration;
import winnow.space.IntegerParameter;
import winnow.space.Parameter;
import winnow.space.RealParameter;
import winnow.space.Scale;
import winnow.space.SearchSpace;
import winnow.trial.Metrics;

/**
 * Recorded learning curves of LCBench (Zimmer, Lindauer, Hutter, "Auto-PyTorch Tabular", TPAMI 2021): multi-layer
 * perceptrons of random configurations, each with its validation accuracy after every epoch and the seconds up to then.
 *
 * <p>The space is that of LCBench; the recorded configuration nearest in the unit cube answers for any other, by its
 * error, 100 minus accuracy in percent. A configuration is graded by its error at the last epoch, as {@code (error -
 * best) / (median - best)} over the file: 0 is the best configuration, 1 a median one.
 *
 * <p>The file has the parameters' columns, then {@code val_acc_1} and so on, and {@code time_1} and so on, cumulative
 * seconds. Where these fall from one epoch to the next, as predicted times may, the later epoch takes no time.
 */
public final class RecordedCurves implements GradedProblem {
    private static final List<Axis> AXES = List.of(
            new Axis("batch_size", 16, 512, true, true),
            new Axis("learning_rate", 1e-4, 1e-1, true, false),
            new Axis("momentum", 0.1, 0.99, false, false),
            new Axis("weight_decay", 1e-5, 1e-1, false, false),
            new Axis("num_layers", 1, 5, false, true),
            new Axis("max_units", 64, 1024, true, true),
            new Axis("max_dropout", 0, 1, false, false));
    private static final String ACCURACY = "val_acc_";
    private static final String TIME = "time_";

    private final String name;
    private final SearchSpace space;
    private final double[][] points;
    private final double[][] errors;
    private final double[][] seconds;
    private final double best;
    private final double median;

    /** A parameter of LCBench. */
    private record Axis(String name, double low, double high, boolean isLog, boolean isInteger) {

        Parameter parameter() {
            var scale = isLog ? Scale.LOG : Scale.LINEAR;
            return isInteger
                    ? IntegerParameter.of(name, (long) low, (long) high, scale)
                    : RealParameter.of(name, low, high, scale);
        }

        /** Where a value lies between the bounds, 0 to 1. */
        double unit(double value) {
            return isLog ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
        }
    }

    private RecordedCurves(String name, double[][] points, double[][] errors, double[][] seconds) {
        this.name = name;
        this.points = points;
        this.errors = errors;
        this.seconds = seconds;
        space = new SearchSpace(AXES.stream().map(Axis::parameter).toList(), List.of());
        double[] last = Arrays.stream(errors).mapToDouble(e -> e[e.length - 1]).toArray();
        best = Arrays.stream(last).min().orElseThrow();
        median = Median.of(last);
    }

    /**
     * Reads a file.
     *
     * @throws TableException if it is not as it should be
     */
    public static RecordedCurves read(Path file) {
        var csv = Csv.read(file);
        int[] parameters =
                AXES.stream().mapToInt(axis -> column(csv, axis.name())).toArray();
        int[] accuracies = series(csv, ACCURACY);
        int[] times = series(csv, TIME);
        if (accuracies.length != times.length) {
            throw new TableException(file + ":1: there are " + accuracies.length + " columns " + ACCURACY + "N and "
                    + times.length + " columns " + TIME + "N: each epoch needs both");
        }
        int rows = csv.rows().size();
        double[][] points = new double[rows][];
        double[][] errors = new double[rows][];
        double[][] seconds = new double[rows][];
        for (int row = 0; row < rows; row++) {
            points[row] = point(csv, row, parameters);
            errors[row] = Arrays.stream(numbers(csv, row, accuracies))
                    .map(a -> 100 - a)
                    .toArray();
            seconds[row] = steps(numbers(csv, row, times));
        }
        var curves = new RecordedCurves(RecordedTable.stem(file), points, errors, seconds);
        if (!(curves.median > curves.best)) {
            throw new TableException(file + ": at least half of its configurations end as well as the best: nothing can"
                    + " be told apart on it");
        }
        return curves;
    }

    private static int column(Csv csv, String name) {
        int place = csv.place(name);
        if (place < 0) {
            throw new TableException(csv.file() + ":1: a column " + name + " is needed; there are "
                    + csv.columns().stream().limit(AXES.size() + 2).toList() + " and so on");
        }
        return place;
    }

    /** The columns of a name with 1, 2 and so on behind it, at least two. */
    private static int[] series(Csv csv, String name) {
        column(csv, name + 1);
        column(csv, name + 2);
        return IntStream.iterate(1, n -> csv.place(name + n) >= 0, n -> n + 1)
                .map(n -> csv.place(name + n))
                .toArray();
    }

    private static double[] point(Csv csv, int row, int[] columns) {
        double[] point = new double[columns.length];
        for (int i = 0; i < point.length; i++) {
            var axis = AXES.get(i);
            double value = csv.number(row, columns[i]);
            if (!(value >= axis.low() && value <= axis.high())) {
                throw new TableException(csv.where(row) + ": " + axis.name() + " is " + value + ": it must be from "
                        + axis.low() + " to " + axis.high());
            }
            point[i] = axis.unit(value);
        }
        return point;
    }

    private static double[] numbers(Csv csv, int row, int[] columns) {
        return Arrays.stream(columns).mapToDouble(c -> csv.number(row, c)).toArray();
    }

    /** How much each number is above all before it. */
    private static double[] steps(double[] cumulative) {
        double[] steps = new double[cumulative.length];
        double highest = 0;
        for (int i = 0; i < steps.length; i++) {
            steps[i] = Math.max(0, cumulative[i] - highest);
            highest = Math.max(highest, cumulative[i]);
        }
        return steps;
    }

    /** The epochs of a whole training. */
    public int epochs() {
        return errors[0].length;
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
        return Metrics.of(METRIC, errors[nearest(configuration)][place(epoch)]);
    }

    @Override
    public double seconds(Configuration configuration, int epoch) {
        return seconds[nearest(configuration)][place(epoch)];
    }

    private int place(int epoch) {
        if (epoch < 1 || epoch > epochs()) {
            throw new IllegalArgumentException(
                    "epoch is " + epoch + ": curves were recorded from 1 to " + epochs() + " epochs");
        }
        return epoch - 1;
    }

    @Override
    public double regret(Configuration configuration) {
        return (errors[nearest(configuration)][epochs() - 1] - best) / (median - best);
    }

    private int nearest(Configuration configuration) {
        double[] wanted = AXES.stream()
                .mapToDouble(axis -> axis.unit(configuration.real(axis.name())))
                .toArray();
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int row = 0; row < points.length; row++) {
            double distance = 0;
            for (int i = 0; i < wanted.length; i++) {
                double difference = points[row][i] - wanted[i];
                distance += difference * difference;
            }
            if (distance < least) {
                least = distance;
                nearest = row;
            }
        }
        return nearest;
    }
}
