package winnow.simulator.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import winnow.search.Hypervolume;
import winnow.space.ChoiceParameter;
import winnow.space.Condition;
import winnow.space.Configuration;
import winnow.space.IntegerParameter;
import winnow.space.Parameter;
import winnow.space.RealParameter;
import winnow.space.Scale;
import winnow.space.SearchSpace;
import winnow.space.Value;

/** The problems with several losses that can be named. */
public final class FrontProblems {
    private static final int ZDT_DIMENSIONS = 6;
    private static final int DTLZ_DIMENSIONS = 7;
    private static final int MOST_UNITS = 512;

    private FrontProblems() {}

    public static List<String> names() {
        return List.of("zdt1", "zdt2", "dtlz2", "tradeoff");
    }

    /** The problem of a name, if there is one. */
    public static Optional<FrontProblem> of(String name) {
        return switch (name) {
            case "zdt1" -> Optional.of(zdt1(ZDT_DIMENSIONS));
            case "zdt2" -> Optional.of(zdt2(ZDT_DIMENSIONS));
            case "dtlz2" -> Optional.of(dtlz2());
            case "tradeoff" -> Optional.of(tradeoff());
            default -> Optional.empty();
        };
    }

    /**
     * ZDT1: a convex front. Zitzler, Deb and Thiele, "Comparison of Multiobjective Evolutionary Algorithms", 2000.
     *
     * @param dimensions at least 2; theirs has 30
     */
    public static FrontProblem zdt1(int dimensions) {
        return continuous("zdt1", dimensions, FrontProblems::zdt1, new double[] {1.1, 1.1}, 0.1 + 2.0 / 3 + 0.11);
    }

    private static double[] zdt1(double[] x) {
        double g = zdtDistance(x);
        return new double[] {x[0], g * (1 - Math.sqrt(x[0] / g))};
    }

    /**
     * ZDT2: a front that is not convex, which weighted sums cannot find.
     *
     * @param dimensions at least 2; theirs has 30
     */
    public static FrontProblem zdt2(int dimensions) {
        return continuous(
                "zdt2",
                dimensions,
                x -> {
                    double g = zdtDistance(x);
                    return new double[] {x[0], g * (1 - (x[0] / g) * (x[0] / g))};
                },
                new double[] {1.1, 1.1},
                0.1 + 1.0 / 3 + 0.11);
    }

    private static double zdtDistance(double[] x) {
        double sum = 0;
        for (int j = 1; j < x.length; j++) {
            sum += x[j];
        }
        return 1 + 9 * sum / (x.length - 1);
    }

    /** DTLZ2 with three losses: an eighth of a sphere. Deb, Thiele, Laumanns and Zitzler, 2002. */
    private static FrontProblem dtlz2() {
        return continuous(
                "dtlz2",
                DTLZ_DIMENSIONS,
                x -> {
                    double g = 0;
                    for (int j = 2; j < x.length; j++) {
                        g += (x[j] - 0.5) * (x[j] - 0.5);
                    }
                    double a = x[0] * Math.PI / 2;
                    double b = x[1] * Math.PI / 2;
                    return new double[] {
                        (1 + g) * Math.cos(a) * Math.cos(b), (1 + g) * Math.cos(a) * Math.sin(b), (1 + g) * Math.sin(a)
                    };
                },
                new double[] {1.1, 1.1, 1.1},
                1.1 * 1.1 * 1.1 - Math.PI / 6);
    }

    private static FrontProblem continuous(
            String name, int dimensions, UnaryOperator<double[]> function, double[] reference, double most) {
        var axes = new ArrayList<Parameter>();
        for (int j = 1; j <= dimensions; j++) {
            axes.add(RealParameter.of("x" + j, 0, 1, Scale.LINEAR));
        }
        return new FrontProblem(
                name,
                new SearchSpace(axes, List.of()),
                c -> function.apply(
                        axes.stream().mapToDouble(axis -> c.real(axis.name())).toArray()),
                reference,
                most);
    }

    /**
     * What the search for a small net is like: a loss that falls with the units, and their number; with a log scale, an
     * integer, a choice, and a parameter under a condition, all of which must be right. The front is that of the numbers
     * of units with the best of the rest.
     */
    private static FrontProblem tradeoff() {
        var momentum = new RealParameter(
                "momentum",
                0,
                0.99,
                Scale.LINEAR,
                OptionalDouble.empty(),
                Optional.of(Condition.on("optimizer", Value.of("sgd"))));
        var space = SearchSpace.of(
                RealParameter.of("learning_rate", 1e-5, 1, Scale.LOG),
                IntegerParameter.of("units", 8, MOST_UNITS, Scale.LOG),
                ChoiceParameter.of("optimizer", Value.of("sgd"), Value.of("adam"), Value.of("adagrad")),
                momentum);
        double[] reference = {1.2, 1.1};
        var front = new double[MOST_UNITS - 7][];
        for (int units = 8; units <= MOST_UNITS; units++) {
            front[units - 8] = new double[] {lossOf(units), (double) units / MOST_UNITS};
        }
        return new FrontProblem(
                "tradeoff", space, FrontProblems::tradeoff, reference, Hypervolume.of(front, reference));
    }

    private static double lossOf(double units) {
        return 1 / (1 + units / 64);
    }

    private static double[] tradeoff(Configuration c) {
        var optimizer = c.text("optimizer");
        double bestRate = optimizer.equals("adam") ? -3 : optimizer.equals("sgd") ? -1 : -2;
        double rate = Math.log10(c.real("learning_rate")) - bestRate;
        double rest = optimizer.equals("sgd") ? Math.pow(c.real("momentum") - 0.9, 2) : 0.1;
        double units = c.real("units");
        return new double[] {lossOf(units) + 0.2 * rate * rate + rest, units / MOST_UNITS};
    }
}
