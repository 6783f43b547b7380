package winnow.app.display;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import winnow.scheduler.Schedulers;
import winnow.search.Limits;
import winnow.simulator.Simulation;
import winnow.simulator.SyntheticCurves;
import winnow.space.ChoiceParameter;
import winnow.space.RealParameter;
import winnow.space.Scale;
import winnow.space.SearchSpace;
import winnow.space.Value;
import winnow.strategy.Strategies;
import winnow.strategy.Surrogates;
import winnow.study.Catalogue;
import winnow.study.CheckpointPolicy;
import winnow.study.Choice;
import winnow.study.ObjectiveChoice;
import winnow.study.Resources;
import winnow.study.Setting;
import winnow.study.Settings;
import winnow.study.StudySpec;
import winnow.study.TrialPolicy;
import winnow.surrogate.GaussianProcess;
import winnow.surrogate.NeuralNetworks;
import winnow.surrogate.RandomForest;
import winnow.trial.Goal;
import winnow.trial.Metrics;

/** Simulated studies to be shown. */
final class Studies {
    static final SearchSpace SPACE = SearchSpace.of(
            RealParameter.of("learning_rate", 1e-3, 0.3, Scale.LOG),
            RealParameter.of("momentum", 0, 0.99, Scale.LINEAR),
            ChoiceParameter.of("optimizer", Value.of("sgd"), Value.of("nesterov"), Value.of("adagrad")),
            ChoiceParameter.of("batch_size", Value.of(16), Value.of(32), Value.of(64)));

    static final Catalogue CATALOGUE = new Catalogue(
            Strategies.offers(new Surrogates(GaussianProcess::new, RandomForest::new, NeuralNetworks::new)),
            Schedulers.offers(),
            List.of());

    private Studies() {}

    static StudySpec spec(Limits limits) {
        return spec("simulated", "asha", limits);
    }

    static StudySpec spec(String name, String scheduler, Limits limits) {
        return spec(name, Choice.of("random"), new Choice(scheduler, settings(scheduler)), limits);
    }

    static StudySpec with(StudySpec spec, Choice strategy) {
        return spec(spec.study(), strategy, spec.scheduler(), spec.limits());
    }

    private static StudySpec spec(String name, Choice strategy, Choice scheduler, Limits limits) {
        return new StudySpec(
                name,
                1,
                new ObjectiveChoice(Choice.of("none"), "validation_loss", Goal.MINIMIZE),
                SPACE,
                List.of(),
                strategy,
                scheduler,
                limits,
                new Resources(1, 0, OptionalInt.of(2)),
                new TrialPolicy(Optional.empty(), 0),
                OptionalInt.empty(),
                CheckpointPolicy.KEEP_ALL,
                List.of(),
                1,
                "auto",
                List.of());
    }

    /** A scheduler's defaults, with 9 epochs at most. */
    private static Settings settings(String scheduler) {
        var settings = Settings.NONE;
        for (Setting setting :
                Catalogue.find(CATALOGUE.schedulers(), scheduler).orElseThrow().settings()) {
            if (setting.preset().isPresent()) {
                settings = settings.with(setting.name(), setting.preset().get().get(0));
            }
        }
        return settings.with("max_epochs", Value.of(9));
    }

    /** A study after so many entries, or at its end. */
    static Simulation.Result run(Limits limits, int entries) {
        var spec = spec(limits);
        var curves = new SyntheticCurves(SPACE, 3, 0.01, "loss");
        return Simulation.of(
                        CATALOGUE.begin(spec),
                        (configuration, seed, epoch) -> {
                            double loss =
                                    curves.measure(configuration, seed, epoch).value("loss");
                            return Metrics.of("validation_loss", loss, "validation_accuracy", Math.exp(-loss));
                        },
                        2)
                .crashingAfter(entry -> entry.sequence() == entries)
                .run();
    }

    static Summary summary(Limits limits, int entries) {
        return Summary.of(run(limits, entries).state(), OptionalLong.empty());
    }

    static Progress progress(Limits limits, int entries) {
        return new Progress(summary(limits, entries), Duration.ofSeconds(31));
    }
}
