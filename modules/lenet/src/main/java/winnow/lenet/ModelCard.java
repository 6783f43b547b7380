package winnow.lenet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import winnow.space.Configuration;
import winnow.space.Value;
import winnow.study.Setting;

/**
 * What a saved model says about itself, apart from its numbers; written as lines {@code key=value} in UTF-8.
 *
 * @param hyperparameters of the net and its training
 * @param classWeights what each class counts in training; empty: all 1
 * @param classes names of the outputs
 * @param dataset what it was trained on
 * @param digest of that data set, see {@link winnow.data.ImageSet}
 * @param epoch epochs trained
 * @param iterations steps of the optimizer taken
 * @param stepsPerEpoch steps of an epoch, by which the learning rate's schedule counts
 * @param engine what trained it
 * @param engineReason why that
 * @param natives the build of ND4J's native code that trained it; {@code none} if it was not used
 */
record ModelCard(
        LeNetHyperparameters hyperparameters,
        double[] classWeights,
        List<String> classes,
        String dataset,
        String digest,
        int epoch,
        int iterations,
        int stepsPerEpoch,
        String engine,
        String engineReason,
        String natives) {
    private static final String FORMAT = "2";
    private static final String PARAMETER = "hyperparameter.";
    private static final String CLASS = "class.";
    private static final String WEIGHT = "class_weight.";

    /** All of it, in words, in the order in which it is written. */
    Map<String, String> facts() {
        var facts = new LinkedHashMap<String, String>();
        facts.put("format", FORMAT);
        facts.put("model", "lenet5");
        facts.put("dataset", dataset);
        facts.put("dataset_sha256", digest);
        facts.put("epoch", Integer.toString(epoch));
        facts.put("iterations", Integer.toString(iterations));
        facts.put("steps_per_epoch", Integer.toString(stepsPerEpoch));
        facts.put("engine", engine);
        facts.put("engine_reason", engineReason);
        facts.put("natives", natives);
        facts.put("pixel_mean", "0.5");
        facts.put("pixel_deviation", "0.5");
        hyperparameters.configuration().values().forEach((name, value) -> facts.put(PARAMETER + name, value.text()));
        for (int i = 0; i < classes.size(); i++) {
            facts.put(CLASS + i, classes.get(i));
        }
        for (int i = 0; i < classWeights.length; i++) {
            facts.put(WEIGHT + i, Double.toString(classWeights[i]));
        }
        return facts;
    }

    String text() {
        var lines = new StringBuilder();
        facts().forEach((key, value) ->
                lines.append(key).append('=').append(value.replace('\n', ' ')).append('\n'));
        return lines.toString();
    }

    /**
     * Reads a card.
     *
     * @throws IllegalArgumentException if something is missing or not legal
     */
    static ModelCard parse(String text) {
        var lines = new LinkedHashMap<String, String>();
        text.lines().filter(line -> !line.isBlank()).forEach(line -> {
            int equals = line.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("the line '" + line + "' is not of the form key=value");
            }
            lines.put(line.substring(0, equals), line.substring(equals + 1));
        });
        var format = required(lines, "format");
        if (!format.equals(FORMAT)) {
            throw new IllegalArgumentException("its format is " + format + ": " + FORMAT + " would be right");
        }
        return new ModelCard(
                hyperparameters(lines),
                numbered(lines, WEIGHT).stream()
                        .mapToDouble(w -> real(WEIGHT, w))
                        .toArray(),
                classes(lines),
                required(lines, "dataset"),
                required(lines, "dataset_sha256"),
                whole("epoch", required(lines, "epoch")),
                whole("iterations", required(lines, "iterations")),
                Math.max(1, whole("steps_per_epoch", required(lines, "steps_per_epoch"))),
                required(lines, "engine"),
                required(lines, "engine_reason"),
                required(lines, "natives"));
    }

    private static List<String> classes(Map<String, String> lines) {
        var classes = numbered(lines, CLASS);
        if (classes.isEmpty()) {
            throw new IllegalArgumentException("the lines " + CLASS + "N=... are missing");
        }
        return classes;
    }

    private static LeNetHyperparameters hyperparameters(Map<String, String> lines) {
        var values = new LinkedHashMap<String, Value>();
        for (var setting : LeNetHyperparameters.SETTINGS) {
            var text = required(lines, PARAMETER + setting.name());
            values.put(setting.name(), value(setting, text));
        }
        return LeNetHyperparameters.of(new Configuration(values));
    }

    private static Value value(Setting setting, String text) {
        return switch (setting.kind()) {
            case INTEGER -> Value.of((long) whole(setting.name(), text));
            case REAL -> Value.of(real(setting.name(), text));
            case TEXT, TRUTH -> Value.of(text);
        };
    }

    private static List<String> numbered(Map<String, String> lines, String prefix) {
        var values = new ArrayList<String>();
        for (var value = lines.get(prefix + 0); value != null; value = lines.get(prefix + values.size())) {
            values.add(value);
        }
        if (!values.isEmpty() && values.size() != LeNet.CLASSES) {
            throw new IllegalArgumentException(
                    "it has " + values.size() + " lines " + prefix + "N: " + LeNet.CLASSES + " would be right");
        }
        return values;
    }

    private static String required(Map<String, String> lines, String key) {
        var value = lines.get(key);
        if (value == null) {
            throw new IllegalArgumentException("the line " + key + "=... is missing");
        }
        return value;
    }

    private static int whole(String key, String text) {
        try {
            int value = Integer.parseInt(text);
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException(key + " is '" + text + "': a whole number would be right", none);
        }
        throw new IllegalArgumentException(key + " is " + text + ": at least 0 would be right");
    }

    private static double real(String key, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException(key + " is '" + text + "': a number would be right", none);
        }
    }
}
