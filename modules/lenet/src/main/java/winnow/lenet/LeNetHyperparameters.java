package winnow.lenet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import winnow.kernel.Augmentation;
import winnow.kernel.LeNetShape;
import winnow.kernel.TrainingRule;
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
 * <p>Weight decay is PyTorch's, for weights and biases alike: added to the gradient, or decoupled for adamw. Dropout is the
 * probability of dropping, after each hidden dense layer (PyTorch's meaning, not DL4J's).
 *
 * @param configuration a legal value for each of {@link #SETTINGS}
 */
public record LeNetHyperparameters(Configuration configuration) {

    /** Names, kinds, defaults and legal ranges. */
    public static final List<Setting> SETTINGS = List.of(
            Setting.real("learning_rate", 0.01, 1e-9, 1000, "step size of the optimizer"),
            Setting.real("momentum", 0.9, 0, 0.999999, "momentum of sgd, momentum and nesterov; others ignore it"),
            Setting.word("optimizer", "sgd", Word.of(Optimizer.class), "optimizer, each as in PyTorch"),
            Setting.integer("batch_size", 64, 1, 4096, "images a step"),
            Setting.real("weight_decay", 0, 0, 10, "decay of weights and biases, as in PyTorch"),
            Setting.real("dropout", 0, 0, 0.99, "probability of dropping a unit of the hidden dense layers"),
            Setting.integer("kernel_size", 5, 3, 5, "height and width of both convolutions' kernels, 3 or 5"),
            Setting.integer("conv1_channels", 6, 1, 256, "channels of the first convolution"),
            Setting.integer("conv2_channels", 16, 1, 256, "channels of the second convolution"),
            Setting.word("pooling", "max", Word.of(PoolingKind.class), "how 2 x 2 values become one"),
            Setting.integer("dense_layers", 3, 1, 3, "dense layers, the last of which has the ten classes"),
            Setting.integer("dense1_units", 120, 1, 4096, "units of the first dense layer, unless it is the last"),
            Setting.integer("dense2_units", 84, 1, 4096, "units of the second dense layer, unless it is the last"),
            Setting.word("activation", "relu", Word.of(Nonlinearity.class), "function between layers"),
            Setting.word("init", "torch", Word.of(Initialisation.class), "how weights begin"),
            Setting.word("class_weights", "none", Word.of(ClassWeighting.class), "what each class counts in training"),
            Setting.real("label_smoothing", 0, 0, 0.99, "share of the target spread over all classes"),
            Setting.word("schedule", "constant", Word.of(LearningRateCourse.class), "how the learning rate goes"),
            Setting.integer("schedule_epochs", 10, 1, 100_000, "length of cosine and onecycle"),
            Setting.integer("step_epochs", 5, 1, 100_000, "epochs between the steps of step"),
            Setting.real("step_decay", 0.1, 1e-6, 1, "what the learning rate is multiplied by at each step of step"),
            Setting.real("cosine_floor", 0, 0, 0.999, "share of the learning rate that cosine ends with"),
            Setting.real("onecycle_rise", 0.3, 0.01, 0.99, "share of its length in which onecycle rises"),
            Setting.real("warmup_epochs", 1, 0.01, 100_000, "how long warmup rises"),
            Setting.real("warmup_start", 0.1, 0, 0.999, "share of the learning rate that warmup begins with"),
            Setting.integer("shift", 0, 0, 8, "farthest random shift of a training image in pixels"),
            Setting.real("flip", 0, 0, 1, "probability of mirroring a training image, left to right"),
            Setting.real("rotation", 0, 0, 45, "farthest random rotation of a training image in degrees"),
            Setting.real("erasing", 0, 0, 1, "probability of blacking out a random rectangle of a training image"));

    private static final Map<String, Setting> BY_NAME =
            SETTINGS.stream().collect(Collectors.toUnmodifiableMap(Setting::name, setting -> setting));

    private static final List<String> NAMES =
            SETTINGS.stream().map(Setting::name).toList();

    /** All defaults: LeNet-5 as in PyTorch's examples. */
    public static final LeNetHyperparameters DEFAULTS = of(new Configuration(Map.of()));

    /**
     * All hyperparameters at once.
     *
     * @throws IllegalArgumentException for an unknown name, a value that is not legal, or one that is missing
     */
    public LeNetHyperparameters {
        configuration.values().forEach((name, value) -> problem(name, value).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        }));
        for (var name : NAMES) {
            if (!configuration.values().containsKey(name)) {
                throw new IllegalArgumentException(name + " is missing");
            }
        }
    }

    /**
     * The hyperparameters that a configuration means, defaults for those it does not name.
     *
     * @throws IllegalArgumentException for an unknown name or a value that is not legal
     */
    public static LeNetHyperparameters of(Configuration configuration) {
        var values = new LinkedHashMap<String, Value>();
        SETTINGS.forEach(s -> values.put(s.name(), s.preset().orElseThrow().get(0)));
        values.putAll(configuration.values());
        return new LeNetHyperparameters(new Configuration(values));
    }

    Optimizer optimizer() {
        return word(Optimizer.class, "optimizer");
    }

    double learningRate() {
        return real("learning_rate");
    }

    /** Of sgd, momentum and nesterov. */
    double momentum() {
        return real("momentum");
    }

    /** Images a step. */
    public int batchSize() {
        return whole("batch_size");
    }

    double weightDecay() {
        return real("weight_decay");
    }

    double dropout() {
        return real("dropout");
    }

    double labelSmoothing() {
        return real("label_smoothing");
    }

    Nonlinearity activation() {
        return word(Nonlinearity.class, "activation");
    }

    PoolingKind pooling() {
        return word(PoolingKind.class, "pooling");
    }

    Initialisation init() {
        return word(Initialisation.class, "init");
    }

    ClassWeighting classWeights() {
        return word(ClassWeighting.class, "class_weights");
    }

    /** The net, as the kernels describe it. */
    LeNetShape shape() {
        var units = List.of(whole("dense1_units"), whole("dense2_units"));
        int hidden = whole("dense_layers") - 1;
        var dense = IntStream.rangeClosed(0, hidden)
                .mapToObj(i -> i < hidden ? units.get(i) : (Integer) LeNet.CLASSES)
                .toList();
        return new LeNetShape(
                whole("conv1_channels"),
                whole("conv2_channels"),
                whole("kernel_size"),
                pooling().kernel(),
                dense,
                activation().kernel());
    }

    /** The learning rate's course, in steps. */
    TorchSchedule schedule(int stepsPerEpoch) {
        var course = word(LearningRateCourse.class, "schedule");
        return switch (course) {
            case CONSTANT -> TorchSchedule.CONSTANT;
            case STEP -> new TorchSchedule(course, (long) whole("step_epochs") * stepsPerEpoch, real("step_decay"));
            case COSINE -> new TorchSchedule(course, cycle(stepsPerEpoch), real("cosine_floor"));
            case ONECYCLE -> new TorchSchedule(course, Math.max(2, cycle(stepsPerEpoch)), real("onecycle_rise"));
            case WARMUP ->
                new TorchSchedule(
                        course, Math.max(1, Math.round(real("warmup_epochs") * stepsPerEpoch)), real("warmup_start"));
        };
    }

    private long cycle(int stepsPerEpoch) {
        return (long) whole("schedule_epochs") * stepsPerEpoch;
    }

    /** How training images are varied. */
    Augmentation augmentation() {
        return new Augmentation(whole("shift"), real("flip"), real("rotation"), real("erasing"));
    }

    /**
     * How the net is trained, as the kernels describe it.
     *
     * @param classWeights what each class counts; empty: all 1
     */
    TrainingRule rule(List<Double> classWeights, int stepsPerEpoch) {
        return TrainingRule.of(optimizer().kernel(), learningRate())
                .withMomentum(momentum())
                .withWeightDecay(weightDecay())
                .withDropout(dropout())
                .withLabelSmoothing(labelSmoothing())
                .withClassWeights(classWeights)
                .withSchedule(schedule(stepsPerEpoch).course())
                .withAugmentation(augmentation());
    }

    private double real(String name) {
        return configuration.real(name);
    }

    private int whole(String name) {
        return (int) configuration.integer(name);
    }

    private <W extends Word> W word(Class<W> kind, String name) {
        return Word.parse(kind, configuration.values().get(name).text());
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
            // Between kernels of 3 and of 5 there is none of 4.
            return integer.name().equals("kernel_size") && integer.low() < integer.high()
                    ? List.of(Value.of(4))
                    : List.of(Value.of(integer.low()), Value.of(integer.high()));
        }
        return ((ChoiceParameter) parameter).options();
    }

    private static Optional<String> problem(String name, Value value) {
        var setting = Optional.ofNullable(BY_NAME.get(name));
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
        if (setting.name().equals("kernel_size")) {
            return fits && value.number() != 4 ? Optional.empty() : Optional.of("3 or 5");
        }
        var kind = whole ? "an integer" : "a number";
        return fits ? Optional.empty() : Optional.of(kind + " from " + plain(low) + " to " + plain(high));
    }

    private static String plain(double number) {
        return number == Math.rint(number)
                ? Long.toString((long) number)
                : Value.of(number).text();
    }
}
