package winnow.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import winnow.app.session.Catalogues;
import winnow.search.Limits;
import winnow.space.ChoiceParameter;
import winnow.space.Configuration;
import winnow.space.IntegerParameter;
import winnow.space.RealParameter;
import winnow.space.Scale;
import winnow.space.SearchSpace;
import winnow.space.Value;
import winnow.study.Catalogue;
import winnow.study.CheckpointPolicy;
import winnow.study.Choice;
import winnow.study.ObjectiveChoice;
import winnow.study.Offer;
import winnow.study.Resources;
import winnow.study.Settings;
import winnow.study.StudySpec;
import winnow.study.TrialPolicy;
import winnow.trial.Goal;
import winnow.trial.Metrics;

/** The studies that benchmarks measure: objectives that cost nothing, and every strategy with its defaults. */
final class Measured {
    static final String METRIC = "loss";

    private Measured() {}

    /** A study by a strategy with its defaults, without a scheduler; every trial is one epoch. */
    static StudySpec spec(String strategy, SearchSpace space, int trials) {
        return spec(usual(strategy), space, trials);
    }

    /** A strategy with its defaults. */
    static Choice usual(String strategy) {
        var offer = Catalogue.find(Catalogues.all().strategies(), strategy)
                .orElseThrow(() -> new IllegalArgumentException("there is no strategy " + strategy));
        return new Choice(strategy, presets(offer));
    }

    /** A study without a scheduler; every trial is one epoch. */
    static StudySpec spec(Choice strategy, SearchSpace space, int trials) {
        return new StudySpec(
                "ask-tell",
                1,
                new ObjectiveChoice(Choice.of("none"), METRIC, Goal.MINIMIZE),
                space,
                List.of(),
                strategy,
                new Choice("none", Settings.NONE.with("max_epochs", Value.of(1L))),
                Limits.ofTrials(trials),
                new Resources(1, 0, OptionalInt.empty()),
                new TrialPolicy(Optional.empty(), 0),
                OptionalInt.empty(),
                CheckpointPolicy.KEEP_ALL,
                List.of(),
                1,
                "auto",
                List.of());
    }

    private static Settings presets(Offer<?> offer) {
        var settings = Settings.NONE;
        for (var setting : offer.settings()) {
            if (setting.preset().isPresent()) {
                settings = settings.with(setting.name(), setting.preset().get().get(0));
            }
        }
        return settings;
    }

    /** Six parameters, as in {@code optuna_ask_tell.py}. */
    static SearchSpace six() {
        return SearchSpace.of(
                RealParameter.of("lr", 1e-5, 1, Scale.LOG),
                RealParameter.of("momentum", 0, 0.99, Scale.LINEAR),
                ChoiceParameter.of(
                        "batch", Value.of(16L), Value.of(32L), Value.of(64L), Value.of(128L), Value.of(256L)),
                RealParameter.of("wd", 1e-6, 1e-1, Scale.LOG),
                IntegerParameter.of("units", 16, 256, Scale.LINEAR),
                ChoiceParameter.of("opt", Value.of("sgd"), Value.of("adam"), Value.of("adagrad")));
    }

    /** The objective of {@code optuna_ask_tell.py}. */
    static Metrics measure(Configuration c, long seed, int epoch) {
        double rate = Math.log10(c.real("lr")) + 2;
        double momentum = c.real("momentum") - 0.9;
        double decay = Math.log10(c.real("wd")) + 4;
        double units = Math.abs(c.integer("units") - 120) / 200.0;
        double optimizer = c.text("opt").equals("adam") ? 0 : 0.1;
        return Metrics.of(METRIC, rate * rate + momentum * momentum + decay * decay * 0.1 + units + optimizer);
    }

    /** Ten real parameters. */
    static SearchSpace ten() {
        var parameters = new RealParameter[10];
        Arrays.setAll(parameters, i -> RealParameter.of("x" + i, 0.001, 1, i % 2 == 0 ? Scale.LINEAR : Scale.LOG));
        return SearchSpace.of(parameters);
    }
}
