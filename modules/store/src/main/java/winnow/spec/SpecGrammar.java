package winnow.spec;

import static winnow.spec.MappingShape.Field.optional;
import static winnow.spec.MappingShape.Field.required;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import winnow.space.Value;
import winnow.spec.MappingShape.Chosen;
import winnow.spec.MappingShape.Entries;
import winnow.spec.MappingShape.Field;
import winnow.spec.MappingShape.Fields;
import winnow.spec.MappingShape.Kinds;
import winnow.spec.Shape.AnyValue;
import winnow.spec.Shape.Items;
import winnow.spec.Shape.OneOrMore;
import winnow.spec.Shape.Real;
import winnow.spec.Shape.Single;
import winnow.spec.Shape.Span;
import winnow.spec.Shape.Text;
import winnow.spec.Shape.Truth;
import winnow.spec.Shape.Whole;
import winnow.spec.Shape.Word;
import winnow.study.Catalogue;
import winnow.study.Offer;
import winnow.study.Setting;
import winnow.trial.Aim;

/** Everything a spec may say, key by key, for one catalogue. */
final class SpecGrammar {
    /** Counts above have no use, and would overflow in sums. */
    static final int MOST = 1_000_000_000;

    /** What a spec without a strategy gets if its scheduler has none of its own: the first of these that is offered. */
    private static final List<String> USUAL_STRATEGIES = List.of("tpe", "random");

    static final String USUAL_SCHEDULER = "none";
    static final List<String> ENGINES = List.of("auto", "vector", "dl4j");
    static final List<String> GOALS = List.of("minimize", "maximize");

    static final String METRIC = "the study's metric; the objective's first if left out";
    static final String GOAL = "which way the metric is better";

    static final int MOST_PARAMETERS = 1_000;
    private static final int MOST_METRICS = 10;
    private static final int MOST_OPTIONS = 10_000;
    private static final Text NAME =
            new Text("1 to 64 letters, digits, '.', '_' or '-'", Pattern.compile("^[A-Za-z0-9._-]{1,64}$"));
    private static final Text ADDRESS =
            new Text("an address such as https://host/path", Pattern.compile("^https?://[^\\s]{1,2000}$"));
    private static final Whole COUNT = new Whole(1, MOST);

    private SpecGrammar() {}

    /** The strategy of a spec that names none, with a scheduler that has no strategy of its own. */
    static String usualStrategy(Catalogue catalogue) {
        return USUAL_STRATEGIES.stream()
                .filter(name -> Catalogue.find(catalogue.strategies(), name).isPresent())
                .findFirst()
                .orElseThrow();
    }

    static Fields of(Catalogue catalogue) {
        return new Fields(
                List.of(
                        required("study", NAME, "the study's name, which is that of its folder"),
                        optional(
                                "seed",
                                new Whole(Long.MIN_VALUE, Long.MAX_VALUE),
                                "all randomness comes from it; 0 if left out"),
                        required("objective", objectives(catalogue), "what is trained and measured"),
                        required(
                                "space",
                                new Entries(parameter(), 1, MOST_PARAMETERS),
                                "where to search: a parameter for each name"),
                        optional(
                                "points",
                                new Items(new Entries(AnyValue.OPTION, 1, MOST_PARAMETERS), 1, MOST_OPTIONS),
                                "configurations to try first, each with a value for every parameter that takes part"),
                        optional(
                                "constraints",
                                new Items(Text.ANY, 1, 100),
                                "rules between parameters, such as learning_rate * 64 / batch_size <= 0.5"),
                        choice(
                                "strategy",
                                catalogue.strategies(),
                                usualStrategy(catalogue),
                                "who proposes configurations; if left out, the one that goes best with the scheduler"),
                        choice(
                                "scheduler",
                                catalogue.schedulers(),
                                USUAL_SCHEDULER,
                                "who decides how far each trial is trained; none if left out"),
                        optional("limits", limits(), "when the study ends: at the first limit it meets"),
                        optional("resources", resources(), "what trials run on"),
                        optional("trial", trial(), "time-out and retries of a trial"),
                        optional(
                                "lockstep",
                                new Whole(1, 100_000),
                                "how many assignments run ahead of what decisions see, so that any number of slots"
                                        + " gives the same trials; not with a limit on the wall clock"),
                        optional(
                                "checkpoints",
                                new Fields(
                                        List.of(
                                                optional(
                                                        "keep",
                                                        COUNT,
                                                        "how many paused trials keep theirs; all if left out. One that lost"
                                                                + " its own is trained again from the beginning if it is promoted")),
                                        "key"),
                                "how much room checkpoints may take"),
                        optional("warm_start", new Items(Text.ANY, 1, 100), "folders of earlier studies to learn from"),
                        optional(
                                "repeats",
                                new Whole(1, 1_000_000),
                                "how many trials may have the same configuration; 1 if left out"),
                        optional("engine", new Word(ENGINES), "what trains; auto if left out"),
                        optional(
                                "on_finish",
                                new Items(hook(), 1, 20),
                                "whom to tell when the study has ended, such as {webhook: https://host/path}")),
                "key");
    }

    private static Field choice(String what, List<? extends Offer<?>> offers, String usual, String meaning) {
        var options = new LinkedHashMap<String, Chosen.Option>();
        offers.forEach(offer -> options.put(offer.name(), new Chosen.Option(offer.summary(), keys(offer), List.of())));
        boolean canBeLeftOut =
                options.containsKey(usual) && options.get(usual).keys().stream().noneMatch(Field::isRequired);
        return new Field(what, new Chosen(what, options), !canBeLeftOut, meaning);
    }

    private static Chosen objectives(Catalogue catalogue) {
        var options = new LinkedHashMap<String, Chosen.Option>();
        for (var offer : catalogue.objectives()) {
            var keys = new ArrayList<Field>();
            boolean isOpen = offer.metrics().isEmpty();
            var metric =
                    isOpen ? Text.ANY : new Word(List.copyOf(offer.metrics().keySet()));
            keys.add(optional("metric", metric, METRIC));
            keys.add(optional("goal", new Word(GOALS), GOAL));
            keys.add(optional(
                    "metrics",
                    new Items(aim(offer), 1, MOST_METRICS),
                    "instead of metric and goal: several metrics, the main one first, of which the study looks for the"
                            + " Pareto front"));
            keys.addAll(keys(offer));
            var ways = isOpen ? List.of(List.of("metric", "goal"), List.of("metrics")) : List.<List<String>>of();
            options.put(offer.name(), new Chosen.Option(offer.summary(), keys, ways));
        }
        return new Chosen("objective", options);
    }

    private static Fields aim(Offer<?> offer) {
        var names = new ArrayList<>(offer.metrics().keySet());
        names.add(Aim.TRAINING_SECONDS);
        var metric = offer.metrics().isEmpty() ? Text.ANY : new Word(names);
        return fields(
                required(
                        "metric", metric, "what is measured; " + Aim.TRAINING_SECONDS + " is known of every objective"),
                optional("goal", new Word(GOALS), GOAL));
    }

    private static List<Field> keys(Offer<?> offer) {
        return offer.settings().stream()
                .map(s -> new Field(s.name(), shape(s), s.isRequired(), meaning(s)))
                .toList();
    }

    /** The setting's meaning and default, as a part of a sentence. */
    private static String meaning(Setting setting) {
        var meaning = setting.meaning().replaceFirst("\\.$", "");
        return setting.preset()
                .filter(values -> !values.isEmpty())
                .map(values -> meaning + "; "
                        + String.join(", ", values.stream().map(Value::text).toList()) + " if left out")
                .orElse(meaning);
    }

    private static Shape shape(Setting setting) {
        double low = setting.low().orElse(Double.NEGATIVE_INFINITY);
        double high = setting.high().orElse(Double.POSITIVE_INFINITY);
        Single single =
                switch (setting.kind()) {
                    // The casts saturate: an unbounded setting takes every long.
                    case INTEGER -> new Whole((long) Math.ceil(low), (long) Math.floor(high));
                    case REAL -> new Real(low, high);
                    case TRUTH -> new Truth();
                    case TEXT -> setting.words().isEmpty() ? Text.ANY : new Word(setting.words());
                };
        return setting.isList() ? new OneOrMore(single, MOST_OPTIONS) : single;
    }

    private static Kinds parameter() {
        var bare = new AnyValue(
                "a parameter, such as {real: [0.001, 0.3], scale: log}, {integer: [1, 9]} or {choice: [a, b]},"
                        + " or a fixed value");
        var when = optional(
                "when",
                new Entries(new OneOrMore(AnyValue.OPTION, MOST_OPTIONS), 1, MOST_PARAMETERS),
                "takes part only when each of these parameters has one of the values");
        var number = new Real(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        var whole = new Whole(Long.MIN_VALUE, Long.MAX_VALUE);
        Map<String, Fields> kinds = new LinkedHashMap<>();
        kinds.put(
                "real",
                fields(
                        required("real", new Items(number, 2, 2), "a real number between two bounds: [low, high]"),
                        optional(
                                "scale",
                                new Word(List.of("linear", "log", "reverse-log", "reverse_log")),
                                "how the range is stretched; linear if left out"),
                        optional("step", number, "distance of neighbours; continuous if left out"),
                        when));
        kinds.put(
                "integer",
                fields(
                        required("integer", new Items(whole, 2, 2), "an integer between two bounds: [low, high]"),
                        optional("scale", new Word(List.of("linear", "log")), "linear if left out"),
                        optional("step", whole, "distance of neighbours; 1 if left out"),
                        when));
        kinds.put(
                "choice",
                fields(
                        required("choice", new Items(AnyValue.OPTION, 1, MOST_OPTIONS), "one of several values"),
                        optional("ordered", new Truth(), "whether neighbours in the list are alike; false if left out"),
                        when));
        kinds.put("value", fields(required("value", AnyValue.OPTION, "a fixed value"), when));
        return new Kinds("parameter", bare, kinds);
    }

    private static Fields fields(Field... keys) {
        return new Fields(List.of(keys), "key");
    }

    private static Fields hook() {
        return fields(
                required("webhook", ADDRESS, "a web address that gets the result as JSON by POST"),
                optional(
                        "header",
                        new Entries(Text.ANY, 1, 20),
                        "headers to send; ${ENV:NAME} stands for an environment variable, for secrets"),
                optional(
                        "plain_http",
                        new Truth(),
                        "whether the address may be http and lead off this machine; false if left out"));
    }

    private static Fields limits() {
        return fields(
                optional("trials", COUNT, "how many trials are opened"),
                optional("epochs", COUNT, "how many epochs are trained over all trials"),
                optional("wall_clock", new Span(), "time over all sessions, such as 10m or 1h30m"),
                optional(
                        "target",
                        new Entries(new Real(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY), 1, 1),
                        "a value of a metric that is good enough, such as {validation_accuracy: 0.9}"),
                optional("failures", COUNT, "how many trials may fail before the study ends"));
    }

    private static Fields resources() {
        return fields(
                optional("cpus", new Whole(1, 4096), "cores a trial; 1 if left out"),
                optional("gpus", new Real(0, 1024), "GPUs a trial, a fraction of one or a whole number; 0 if left out"),
                optional(
                        "slots",
                        new Whole(1, 100_000),
                        "how many trials run at once at most; as many as fit if left out"));
    }

    private static Fields trial() {
        return fields(
                optional("timeout", new Span(), "longest time of one assignment; no limit if left out"),
                optional("retries", new Whole(0, 100), "how often a trial that failed is tried again; 0 if left out"));
    }
}
