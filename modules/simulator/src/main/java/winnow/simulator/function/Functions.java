package winnow.simulator.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import winnow.simulator.function.bbob.Bbob;
import winnow.space.ChoiceParameter;
import winnow.space.Condition;
import winnow.space.Configuration;
import winnow.space.IntegerParameter;
import winnow.space.Parameter;
import winnow.space.RealParameter;
import winnow.space.Scale;
import winnow.space.SearchSpace;
import winnow.space.Value;

/** The functions that can be named: {@code f1} to {@code f24} of BBOB, and others of fixed dimension. */
public final class Functions {
    private static final int INSTANCE = 1;
    private static final List<String> OTHERS = List.of("branin", "hartmann6", "mixed", "tree");

    private static final double BRANIN_LEAST = 0.39788735772973816;
    private static final double HARTMANN_LEAST = -3.3223680114155147;
    private static final double[] HARTMANN_WEIGHTS = {1.0, 1.2, 3.0, 3.2};
    private static final double[][] HARTMANN_SLOPES = {
        {10, 3, 17, 3.5, 1.7, 8}, {0.05, 10, 17, 0.1, 8, 14}, {3, 3.5, 1.7, 10, 17, 8}, {17, 8, 0.05, 10, 0.1, 14}
    };
    private static final double[][] HARTMANN_PLACES = {
        {0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886},
        {0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991},
        {0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650},
        {0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381}
    };

    private Functions() {}

    /** All names, BBOB's first. */
    public static List<String> names() {
        return Stream.concat(IntStream.rangeClosed(1, Bbob.COUNT).mapToObj(n -> "f" + n), OTHERS.stream())
                .toList();
    }

    /**
     * The function of a name.
     *
     * @param dimensions of a function of BBOB; others have their own
     * @throws IllegalArgumentException if there is none, or not of so many dimensions
     */
    public static FunctionProblem of(String name, int dimensions) {
        return switch (name) {
            case "branin" -> branin();
            case "hartmann6" -> hartmann6();
            case "mixed" -> mixed();
            case "tree" -> tree();
            default -> bbob(name, dimensions);
        };
    }

    private static FunctionProblem bbob(String name, int dimensions) {
        if (!names().contains(name)) {
            throw new IllegalArgumentException("there is no function " + name + ": there are f1 to f" + Bbob.COUNT
                    + " and " + String.join(", ", OTHERS) + "; with several losses "
                    + String.join(", ", FrontProblems.names()));
        }
        var function = Bbob.of(Integer.parseInt(name.substring(1)), dimensions, INSTANCE);
        return continuous(
                "bbob/" + name + "-d" + dimensions, axes(dimensions, -5, 5), function::value, function.optimum());
    }

    private static List<Parameter> axes(int dimensions, double low, double high) {
        var axes = new ArrayList<Parameter>();
        for (int i = 1; i <= dimensions; i++) {
            axes.add(RealParameter.of("x" + i, low, high, Scale.LINEAR));
        }
        return axes;
    }

    private static FunctionProblem continuous(
            String name, List<Parameter> axes, java.util.function.ToDoubleFunction<double[]> function, double least) {
        return new FunctionProblem(
                name,
                new SearchSpace(axes, List.of()),
                c -> function.applyAsDouble(
                        axes.stream().mapToDouble(axis -> c.real(axis.name())).toArray()),
                least);
    }

    /** Branin's function: three equal optima. Dixon and Szegö, "Towards Global Optimisation 2", 1978. */
    private static FunctionProblem branin() {
        var axes = List.<Parameter>of(
                RealParameter.of("x1", -5, 10, Scale.LINEAR), RealParameter.of("x2", 0, 15, Scale.LINEAR));
        return continuous(
                "branin",
                axes,
                x -> {
                    double bend = x[1] - 5.1 / (4 * Math.PI * Math.PI) * x[0] * x[0] + 5 / Math.PI * x[0] - 6;
                    return bend * bend + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x[0]) + 10;
                },
                BRANIN_LEAST);
    }

    /** Hartmann's function of six dimensions. Dixon and Szegö, 1978. */
    private static FunctionProblem hartmann6() {
        return continuous(
                "hartmann6",
                axes(6, 0, 1),
                x -> {
                    double sum = 0;
                    for (int i = 0; i < HARTMANN_WEIGHTS.length; i++) {
                        double exponent = 0;
                        for (int j = 0; j < x.length; j++) {
                            double distance = x[j] - HARTMANN_PLACES[i][j];
                            exponent += HARTMANN_SLOPES[i][j] * distance * distance;
                        }
                        sum -= HARTMANN_WEIGHTS[i] * Math.exp(-exponent);
                    }
                    return sum;
                },
                HARTMANN_LEAST);
    }

    /**
     * What a training's hyperparameters are like: three reals, two of them on a log scale, an integer, an ordered choice
     * and an unordered one on which the best learning rate depends. The least value is 0.
     */
    private static FunctionProblem mixed() {
        var batch = IntStream.of(16, 32, 64, 128, 256).mapToObj(Value::of).toList();
        var space = SearchSpace.of(
                RealParameter.of("learning_rate", 1e-5, 1, Scale.LOG),
                RealParameter.of("momentum", 0, 0.99, Scale.LINEAR),
                RealParameter.of("weight_decay", 1e-6, 1e-1, Scale.LOG),
                IntegerParameter.of("units", 16, 256, Scale.LINEAR),
                new ChoiceParameter("batch_size", batch, true, Optional.empty()),
                ChoiceParameter.of("optimizer", Value.of("sgd"), Value.of("adam"), Value.of("adagrad")));
        return new FunctionProblem("mixed", space, Functions::mixed, 0);
    }

    private static double mixed(Configuration c) {
        var optimizer = c.text("optimizer");
        double bestRate = optimizer.equals("adam") ? -3 : optimizer.equals("sgd") ? -1 : -2;
        double rate = Math.log10(c.real("learning_rate")) - bestRate;
        double momentum = c.real("momentum") - 0.9;
        double decay = Math.log10(c.real("weight_decay")) + 4;
        double units = (c.real("units") - 120) / 100;
        double batch = Math.log(c.real("batch_size") / 64) / Math.log(2);
        double choice = optimizer.equals("adam") ? 0 : optimizer.equals("sgd") ? 0.05 : 0.15;
        return rate * rate + momentum * momentum + 0.1 * decay * decay + units * units + 0.05 * batch * batch + choice;
    }

    /**
     * A tree of conditions: three choices lead to one of four leaves, each with a number of its own and one shared with
     * the neighbouring leaf. The least value is 0.1. Jenatton et al., "Bayesian Optimization with Tree-structured
     * Dependencies", ICML 2017.
     */
    private static FunctionProblem tree() {
        var zero = Value.of(0L);
        var one = Value.of(1L);
        var space = SearchSpace.of(
                ChoiceParameter.of("x1", zero, one),
                choice("x2", Condition.on("x1", zero)),
                choice("x3", Condition.on("x1", one)),
                real("x4", -1, Condition.on("x2", zero)),
                real("x5", -1, Condition.on("x2", one)),
                real("x6", -1, Condition.on("x3", zero)),
                real("x7", -1, Condition.on("x3", one)),
                real("r8", 0, Condition.on("x1", zero)),
                real("r9", 0, Condition.on("x1", one)));
        return new FunctionProblem("tree", space, Functions::tree, 0.1);
    }

    private static Parameter choice(String name, Condition when) {
        return new ChoiceParameter(name, List.of(Value.of(0L), Value.of(1L)), false, Optional.of(when));
    }

    private static Parameter real(String name, double low, Condition when) {
        return new RealParameter(name, low, 1, Scale.LINEAR, OptionalDouble.empty(), Optional.of(when));
    }

    private static double tree(Configuration c) {
        boolean isLeft = c.integer("x1") == 0;
        boolean isFirst = c.integer(isLeft ? "x2" : "x3") == 0;
        double own = c.real(isLeft ? (isFirst ? "x4" : "x5") : (isFirst ? "x6" : "x7"));
        double shared = c.real(isLeft ? "r8" : "r9");
        double floor = isLeft ? 0.1 : isFirst ? 0.2 : 0.3;
        return own * own + floor + shared;
    }
}
