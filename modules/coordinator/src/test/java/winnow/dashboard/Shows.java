package winnow.dashboard;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import winnow.random.RandomStream;
import winnow.scheduler.Asha;
import winnow.scheduler.Ladder;
import winnow.search.Limits;
import winnow.search.Request;
import winnow.search.Scheduler;
import winnow.simulator.Faults;
import winnow.simulator.Problem;
import winnow.simulator.Simulation;
import winnow.space.ChoiceParameter;
import winnow.space.Configuration;
import winnow.space.RealParameter;
import winnow.space.Scale;
import winnow.space.SearchSpace;
import winnow.space.Value;
import winnow.strategy.RandomSearch;
import winnow.study.CheckpointPolicy;
import winnow.study.Choice;
import winnow.study.ObjectiveChoice;
import winnow.study.Resources;
import winnow.study.StudySpec;
import winnow.study.StudyState;
import winnow.study.TrialPolicy;
import winnow.trial.Goal;
import winnow.trial.Metrics;
import winnow.trial.Outcome;

/** Studies to be shown, and a helm that notes what it is asked. */
final class Shows {
    static final String EVIL = "</script><img src=x onerror=\"document.title='owned'\">";

    private Shows() {}

    static final SearchSpace SPACE = SearchSpace.of(
            new RealParameter("rate", 1e-4, 1, Scale.LOG, OptionalDouble.empty(), Optional.empty()),
            ChoiceParameter.of("optimizer", Value.of("sgd"), Value.of("adam"), Value.of(EVIL)));

    static StudySpec spec(Limits limits) {
        return new StudySpec(
                "shown",
                7,
                new ObjectiveChoice(Choice.of("images"), "loss", Goal.MINIMIZE),
                SPACE,
                List.of(),
                Choice.of("random"),
                Choice.of("asha"),
                limits,
                new Resources(1, 0, OptionalInt.of(4)),
                new TrialPolicy(Optional.of(Duration.ofMinutes(30)), 1),
                OptionalInt.empty(),
                CheckpointPolicy.KEEP_ALL,
                List.of(),
                1,
                "auto",
                List.of());
    }

    static final Problem PROBLEM = (configuration, seed, epoch) -> {
        double miss = Math.log10(configuration.real("rate")) + 2;
        double noise = RandomStream.of(seed, "noise", epoch).nextGaussian();
        double loss = 0.3 + 0.1 * miss * miss + 1.5 / (1 + epoch) + 0.01 * noise;
        var metrics = new TreeMap<>(Map.of("loss", loss, "accuracy", 1 - loss / 3));
        if (epoch > 1) {
            metrics.put("late", (double) epoch);
        }
        return new Metrics(metrics);
    };

    /** Some trials fail, diverge, and are lost. */
    static final Faults TROUBLE = (assignment, epoch) -> {
        if (assignment.trial() % 11 == 3) {
            return Optional.of(new Outcome.Failed(Outcome.Failure.USER_ERROR, EVIL));
        }
        if (assignment.trial() % 7 == 5 && epoch == 2) {
            return Optional.of(new Outcome.Diverged(epoch, "loss is NaN"));
        }
        return assignment.trial() % 5 == 1 && assignment.attempt() == 1
                ? Optional.of(new Outcome.Lost(Outcome.Loss.EXECUTOR_DEAD, "exited with 137"))
                : Optional.empty();
    };

    static StudyState begin(StudySpec spec, Scheduler<?> scheduler) {
        return StudyState.initial(spec, new RandomSearch(), scheduler);
    }

    static Simulation asha(int trials) {
        return Simulation.of(begin(spec(Limits.ofTrials(trials)), new Asha(Ladder.upTo(1, 9, 3))), PROBLEM, 4)
                .with(TROUBLE);
    }

    /** Notes what it is asked, and grants all but killing trial 13. */
    static final class NotingHelm implements Helm {
        final List<Request> requests = new CopyOnWriteArrayList<>();
        final List<String> reasons = new CopyOnWriteArrayList<>();

        @Override
        public Answer ask(Request request, String reason) {
            if (request.equals(new Request.Kill(13))) {
                return new Answer(false, "trial 13 is over already");
            }
            requests.add(request);
            reasons.add(reason);
            return new Answer(true, "done");
        }

        @Override
        public Configuration point(String yaml) {
            if (!yaml.startsWith("rate: ")) {
                throw new IllegalArgumentException("line 1: rate is missing");
            }
            return new Configuration(Map.of("rate", Value.of(0.5)));
        }

        /** Knows of counts alone. */
        @Override
        public Limits limits(StudySpec present, List<String> changes) {
            var limits = present.limits();
            var trials = limits.trials();
            var epochs = limits.epochs();
            var failures = limits.failures();
            for (var change : changes) {
                var word = change.substring(change.indexOf('=') + 1);
                var count = word.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(word));
                switch (change.substring(0, change.indexOf('='))) {
                    case "limits.trials" -> trials = count;
                    case "limits.epochs" -> epochs = count;
                    case "limits.failures" -> failures = count;
                    default -> throw new IllegalArgumentException(change + ": not understood");
                }
            }
            return new Limits(trials, epochs, limits.wallClock(), limits.target(), failures);
        }

        @Override
        public String yaml(Configuration configuration) {
            return "rate: " + configuration.real("rate") + "\n";
        }

        @Override
        public Optional<byte[]> report() {
            return Optional.empty();
        }
    }
}
