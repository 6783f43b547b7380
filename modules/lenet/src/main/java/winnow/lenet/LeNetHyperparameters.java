package winnow.lenet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import winnow.space.ChoiceParameter;
import winnow.space.Configuration;
import winnow.space.IntegerParameter;
import winnow.space.Parameter;
import winnow.space.RealParameter;
import winnow.space.SearchSpace;
import winnow.space.Value;
import winnow.study.Setting;
import winnow.study.SpecProblem;
import winnow.text.Nearest;

/**
 * The hyperparameters of LeNet-5, all with defaults, so that a search space names only those it searches.
 *
 * @param learningRate step size, above 0
 * @param momentum of sgd and nesterov; the other optimizers ignore it
 * @param batchSize images a step
 * @param weightDecay coupled L2 penalty, as in PyTorch: added to the gradient, for weights and biases alike
 * @param dropout probability of dropping (PyTorch's meaning, not DL4J's), after both hidden dense layers
 * @param conv1Channels width of the first convolution
 * @param conv2Channels width of the second convolution
 * @param dense1Units width of the first dense layer
 * @param dense2Units width of the second dense layer
 */
public record LeNetHyperparameters(
        double learningRate,
        double momentum,
        Optimizer optimizer,
        int batchSize,
        double weightDecay,
        double dropout,
        int conv1Channels,
        int conv2Channels,
        int dense1Units,
        int dense2Units,
        Nonlinearity activation,
        Initialisation init,
        ClassWeighting classWeights) {

    /** Names, kinds, defaults and legal ranges. */
    public static final List<Setting> SETTINGS = List.of(
            Setting.real("learning_rate", 0.01, 1e-9, 1000, "step size of the optimizer"),
            Setting.real("momentum", 0.9, 0, 0.999999, "momentum of sgd and nesterov; others ignore it"),
            Setting.word("optimizer", "sgd", Word.of(Optimizer.class), "optimizer, each as in PyTorch"),
            Setting.integer("batch_size", 64, 1, 4096, "images a step"),
            Setting.real("weight_decay", 0, 0, 10, "L2 penalty on weights and biases, coupled as in PyTorch"),
            Setting.real("dropout", 0, 0, 0.99, "probability of dropping a unit of the hidden dense layers"),
            Setting.integer("conv1_channels", 6, 1, 256, "channels of the first convolution"),
            Setting.integer("conv2_channels", 16, 1, 256, "channels of the second convolution"),
            Setting.integer("dense1_units", 120, 1, 4096, "units of the first dense layer"),
            Setting.integer("dense2_units", 84, 1, 4096, "units of the second dense layer"),
            Setting.word("activation", "relu", Word.of(Nonlinearity.class), "function between layers"),
            Setting.word("init", "torch", Word.of(Initialisation.class), "how weights begin"),
            Setting.word("class_weights", "none", Word.of(ClassWeighting.class), "what each class counts in training"));

    private static final List<String> NAMES =
            SETTINGS.stream().map(Setting::name).toList();

    /** All defaults: LeNet-5 as in PyTorch's examples. */
    public static final LeNetHyperparameters DEFAULTS = of(new Configuration(Map.of()));

    /**
     * The hyperparameters that a configuration means, defaults for those it does not name.
     *
     * @throws IllegalArgumentException for an unknown name or a value that is not legal
     */
    public static LeNetHyperparameters of(Configuration configuration) {
        var values = new LinkedHashMap<String, Value>();
        SETTINGS.forEach(s -> values.put(s.name(), s.preset().orElseThrow().get(0)));
        configuration.values().forEach((name, value) -> {
            var problem = problem(name, value);
            if (problem.isPresent()) {
                throw new IllegalArgumentException(problem.get());
            }
            values.put(name, value);
        });
        return new LeNetHyperparameters(
                values.get("learning_rate").number(),
                values.get("momentum").number(),
                Word.parse(Optimizer.class, values.get("optimizer").text()),
                (int) values.get("batch_size").number(),
                values.get("weight_decay").number(),
                values.get("dropout").number(),
                (int) values.get("conv1_channels").number(),
                (int) values.get("conv2_channels").number(),
                (int) values.get("dense1_units").number(),
                (int) values.get("dense2_units").number(),
                Word.parse(Nonlinearity.class, values.get("activation").text()),
                Word.parse(Initialisation.class, values.get("init").text()),
                Word.parse(ClassWeighting.class, values.get("class_weights").text()));
    }

    /** The configuration that means these hyperparameters, every one named. */
    public Configuration configuration() {
        var values = new LinkedHashMap<String, Value>();
        values.put("learning_rate", Value.of(learningRate));
        values.put("momentum", Value.of(momentum));
        values.put("optimizer", Value.of(optimizer.word()));
        values.put("batch_size", Value.of(batchSize));
        values.put("weight_decay", Value.of(weightDecay));
        values.put("dropout", Value.of(dropout));
        values.put("conv1_channels", Value.of(conv1Channels));
        values.put("conv2_channels", Value.of(conv2Channels));
        values.put("dense1_units", Value.of(dense1Units));
        values.put("dense2_units", Value.of(dense2Units));
        values.put("activation", Value.of(activation.word()));
        values.put("init", Value.of(init.word()));
        values.put("class_weights", Value.of(classWeights.word()));
        return new Configuration(values);
    }

    /** What is wrong with a search space for this objective; empty if nothing. */
    public static List<SpecProblem> problems(SearchSpace space) {
        var problems = new ArrayList<SpecProblem>();
        for (var parameter : space.parameters()) {
            extremes(parameter).stream()
                    .map(value -> problem(parameter.name(), value))
                    .flatMap(Optional::stream)
                    .distinct()
                    .forEach(text -> problems.add(new SpecProblem("space." + parameter.name(), text)));
        }
        return problems;
    }

    /** Values that are legal exactly if all of the parameter's are. */
    private static List<Value> extremes(Parameter parameter) {
        if (parameter instanceof RealParameter real) {
            return List.of(Value.of(real.low()), Value.of(real.high()));
        }
        if (parameter instanceof IntegerParameter integer) {
            return List.of(Value.of(integer.low()), Value.of(integer.high()));
        }
        return ((ChoiceParameter) parameter).options();
    }

    private static Optional<String> problem(String name, Value value) {
        var setting = SETTINGS.stream().filter(s -> s.name().equals(name)).findFirst();
        if (setting.isEmpty()) {
            return Optional.of("lenet5 has no hyperparameter '" + name + "'" + Nearest.hint(name, NAMES));
        }
        return setting.flatMap(s -> misfit(s, value))
                .map(right -> name + " is " + value.text() + ": " + right + " would be right");
    }

    /** What would be right instead of a value. */
    private static Optional<String> misfit(Setting setting, Value value) {
        if (setting.kind() == Setting.Kind.TEXT) {
            boolean fits = value instanceof Value.Text && setting.words().contains(value.text());
            return fits ? Optional.empty() : Optional.of("one of " + String.join(", ", setting.words()));
        }
        double low = setting.low().orElseThrow();
        double high = setting.high().orElseThrow();
        boolean whole = setting.kind() == Setting.Kind.INTEGER;
        boolean fits = value.numeric()
                && value.number() >= low
                && value.number() <= high
                && (!whole || value instanceof Value.Integral);
        var kind = whole ? "an integer" : "a number";
        return fits ? Optional.empty() : Optional.of(kind + " from " + plain(low) + " to " + plain(high));
    }

    private static String plain(double number) {
        return number == Math.rint(number)
                ? Long.toString((long) number)
                : Value.of(number).text();
    }
}
