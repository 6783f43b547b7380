package winnow.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import winnow.random.RandomStream;
import winnow.search.Ask;
import winnow.search.History;
import winnow.search.Limits;
import winnow.search.Move;
import winnow.search.Plan;
import winnow.search.Scheduler;
import winnow.search.Strategy;
import winnow.search.StudyEvent;
import winnow.search.Suggestion;
import winnow.search.Verdict;
import winnow.simulator.Faults;
import winnow.simulator.Problem;
import winnow.simulator.Simulation;
import winnow.space.ChoiceParameter;
import winnow.space.Condition;
import winnow.space.Configuration;
import winnow.space.IntegerParameter;
import winnow.space.RealParameter;
import winnow.space.Scale;
import winnow.space.SearchSpace;
import winnow.space.Value;
import winnow.study.CheckpointPolicy;
import winnow.study.Choice;
import winnow.study.Entry;
import winnow.study.ObjectiveChoice;
import winnow.study.Resources;
import winnow.study.StudySpec;
import winnow.study.StudyState;
import winnow.study.TrialPolicy;
import winnow.trial.Goal;
import winnow.trial.Metrics;
import winnow.trial.Observation;
import winnow.trial.Outcome;
import winnow.trial.Trial;

/** Simulated studies to report on: random search and a ladder of rungs over curves like those of a small image net. */
final class Samples {
    static final String LOSS = "validation_loss";
    static final String ACCURACY = "validation_accuracy";
    static final SearchSpace SPACE = SearchSpace.of(
            new RealParameter("learning_rate", 1e-4, 1, Scale.LOG, OptionalDouble.empty(), Optional.empty()),
            ChoiceParameter.of(
                    "optimizer", Value.of("sgd"), Value.of("nesterov"), Value.of("adam"), Value.of("adagrad")),
            new RealParameter(
                    "momentum",
                    0,
                    0.99,
                    Scale.REVERSE_LOG,
                    OptionalDouble.empty(),
                    Optional.of(Condition.on("optimizer", Value.of("sgd"), Value.of("nesterov")))),
            new ChoiceParameter(
                    "batch_size", List.of(Value.of(16), Value.of(32), Value.of(64)), true, Optional.empty()),
            IntegerParameter.of("dense_units", 16, 512, Scale.LOG),
            new RealParameter("dropout", 0, 0.6, Scale.LINEAR, OptionalDouble.empty(), Optional.empty()),
            ChoiceParameter.of("activation", Value.of("relu")));

    private Samples() {}

    static StudySpec spec(String study, SearchSpace space, String metric, Goal goal, Limits limits) {
        return new StudySpec(
                study,
                42,
                new ObjectiveChoice(Choice.of("lenet5"), metric, goal),
                space,
                List.of(),
                Choice.of("random"),
                Choice.of("asha"),
                limits,
                new Resources(1, 0, OptionalInt.of(2)),
                new TrialPolicy(Optional.of(Duration.ofMinutes(30)), 0),
                OptionalInt.empty(),
                CheckpointPolicy.KEEP_ALL,
                List.of(),
                1,
                "auto",
                List.of());
    }

    /** As the quickstart: 27 trials, rungs at 1, 3 and 9 epochs; some diverge, one is lost and repeated. */
    static ReportInput quickstart() {
        var spec = spec(
                "quickstart", SPACE, LOSS, Goal.MINIMIZE, Limits.ofTrials(27).withEpochs(120));
        return report(run(spec, new Rungs(List.of(1, 3, 9)), new Images(42), trouble(), 2));
    }

    /** The same judged by its accuracy. */
    static ReportInput maximized() {
        var spec = spec("maximized", SPACE, ACCURACY, Goal.MAXIMIZE, Limits.ofTrials(27));
        return report(run(spec, new Rungs(List.of(1, 3, 9)), new Images(42), trouble(), 2));
    }

    /** A thousand trials of 50 epochs each, none pruned: as large as curves can be. */
    static ReportInput thousand() {
        var spec = spec("thousand", SPACE, LOSS, Goal.MINIMIZE, Limits.ofTrials(1000));
        return report(run(spec, new Rungs(List.of(50)), new Images(5), Faults.NONE, 8));
    }

    /** A thousand trials as they are after halving: most have one epoch, few have 81. */
    static ReportInput ladder() {
        var spec = spec("ladder", SPACE, LOSS, Goal.MINIMIZE, Limits.ofTrials(1000));
        return report(run(spec, new Rungs(List.of(1, 3, 9, 27, 81)), new Images(6), trouble(), 8));
    }

    /** Before anything has happened. */
    static ReportInput empty() {
        var spec = spec("empty", SPACE, LOSS, Goal.MINIMIZE, Limits.ofTrials(27));
        return report(new Simulation.Result(begin(spec, new Rungs(List.of(1))), List.of(), 0, 0, 2));
    }

    /** A single trial of one epoch. */
    static ReportInput single() {
        var spec = spec("single", SPACE, LOSS, Goal.MINIMIZE, Limits.ofTrials(1));
        return report(run(spec, new Rungs(List.of(1)), new Images(42), Faults.NONE, 2));
    }

    /** Three trials that all fail in their first epoch. */
    static ReportInput hopeless() {
        var spec = spec("hopeless", SPACE, LOSS, Goal.MINIMIZE, Limits.ofTrials(3));
        Faults always = (assignment, epoch) ->
                Optional.of(new Outcome.Failed(Outcome.Failure.USER_ERROR, "IllegalStateException: no data"));
        return report(run(spec, new Rungs(List.of(1, 3)), new Images(42), always, 2));
    }

    /** Cut off in the middle: some trials run. */
    static ReportInput running() {
        var spec =
                spec("running", SPACE, LOSS, Goal.MINIMIZE, Limits.ofTrials(27).withEpochs(120));
        var start = begin(spec, new Rungs(List.of(1, 3, 9)));
        return report(Simulation.of(start, new Images(42), 4)
                .crashingAfter(entry -> entry.sequence() == 60)
                .run());
    }

    static ReportInput report(Simulation.Result result) {
        var provenance = new LinkedHashMap<String, String>();
        provenance.put("winnow", "0.1.0");
        provenance.put("java", "17.0.17");
        provenance.put("spark", "4.1.3");
        provenance.put("data", "fashion-mnist-sample, sha256 5d41402abc4b2a76");
        return new ReportInput(
                result.state(),
                result.entries().stream().map(Samples::dated).toList(),
                provenance,
                """
                study: %s
                seed: 42
                objective: {name: lenet5, dataset: fashion-mnist-sample, validation: 0.2}
                space:
                  learning_rate: {real: [1e-4, 1.0], scale: log}
                  optimizer:     {choice: [sgd, nesterov, adam, adagrad]}
                  momentum:      {real: [0.0, 0.99], scale: reverse-log, when: {optimizer: [sgd, nesterov]}}
                strategy: {name: random}
                scheduler: {name: asha, min_epochs: 1, max_epochs: 9, factor: 3}
                """.formatted(result.state().spec().study()),
                "./winnow search configs/" + result.state().spec().study() + ".yaml");
    }

    /** The virtual clock begins in 1970. */
    private static Entry dated(Entry entry) {
        var at = entry.at().plus(Duration.ofDays(20_779)).plus(Duration.ofMinutes(614));
        return new Entry(entry.sequence(), at, entry.elapsedMillis(), entry.events());
    }

    static StudyState begin(StudySpec spec, Scheduler<?> scheduler) {
        return StudyState.initial(spec, new Draw(), scheduler);
    }

    static Simulation.Result run(StudySpec spec, Scheduler<?> scheduler, Problem problem, Faults faults, int slots) {
        return Simulation.of(begin(spec, scheduler), problem, slots)
                .with(faults)
                .run();
    }

    /** High learning rates diverge, small ones later; trial 11 loses its executor once. */
    static Faults trouble() {
        return (assignment, epoch) -> {
            double rate = assignment.configuration().real("learning_rate");
            if (rate > 0.6 || (rate > 0.35 && epoch == 3)) {
                return Optional.of(new Outcome.Diverged(epoch, "loss is NaN after 31 of 75 batches"));
            }
            return assignment.trial() == 11 && assignment.attempt() == 1
                    ? Optional.of(new Outcome.Lost(Outcome.Loss.EXECUTOR_DEAD, "Spark executor 1 exited with 137"))
                    : Optional.empty();
        };
    }

    /** Draws configurations. */
    record Draw() implements Strategy<Integer> {
        @Override
        public Integer initial() {
            return 0;
        }

        @Override
        public Integer learn(Integer memory, History history, StudyEvent event) {
            return memory;
        }

        @Override
        public Suggestion suggest(Integer memory, History history, Ask ask, RandomStream random) {
            return new Suggestion.Propose(history.space().draw(random), "");
        }
    }

    /**
     * Pauses at each budget but the last and promotes the best third of those seen there; stops trials that are worse
     * than most at the epoch before a budget.
     */
    record Rungs(List<Integer> budgets) implements Scheduler<List<Integer>> {
        @Override
        public List<Integer> initial() {
            return budgets.stream().map(budget -> 0).toList();
        }

        /** How many were promoted from each rung. */
        @Override
        public List<Integer> learn(List<Integer> promoted, History history, StudyEvent event) {
            if (event instanceof StudyEvent.Assigned assigned
                    && assigned.rung() > 0
                    && assigned.assignment().attempt() == assigned.rung() + 1) {
                var next = new ArrayList<>(promoted);
                next.set(assigned.rung() - 1, next.get(assigned.rung() - 1) + 1);
                return List.copyOf(next);
            }
            return promoted;
        }

        @Override
        public Move next(List<Integer> promoted, History history, boolean mayOpen) {
            for (int rung = budgets.size() - 2; rung >= 0; rung--) {
                int budget = budgets.get(rung);
                var reached = history.all().stream()
                        .filter(trial -> history.loss(trial, budget).isPresent())
                        .toList();
                int third = reached.size() / 3;
                if (third <= promoted.get(rung)) {
                    continue;
                }
                var best = reached.stream()
                        .sorted((a, b) -> Double.compare(
                                history.loss(a, budget).orElseThrow(),
                                history.loss(b, budget).orElseThrow()))
                        .limit(third)
                        .filter(trial -> trial.budget() == budget
                                && trial.status().name().equals("PAUSED"))
                        .findFirst();
                if (best.isPresent()) {
                    return new Move.Promote(
                            best.get().number(),
                            budgets.get(rung + 1),
                            rung + 1,
                            "in the best " + third + " of " + reached.size() + " at " + budget + " epochs");
                }
            }
            return mayOpen
                    ? new Move.Open(budgets.get(0), 0, 0, "nothing to promote")
                    : new Move.Wait("nothing is left to promote");
        }

        @Override
        public Verdict judge(List<Integer> promoted, History history, Trial trial, Observation observation) {
            int epoch = observation.epoch();
            if (epoch != 2 || !budgets.contains(9)) {
                return Verdict.CONTINUE;
            }
            double loss = history.loss(observation).orElseThrow();
            var others = history.all().stream()
                    .filter(other -> other.number() != trial.number())
                    .flatMap(other -> history.loss(other, epoch).stream().boxed())
                    .sorted()
                    .toList();
            return others.size() >= 3 && loss > others.get(others.size() * 3 / 4)
                    ? new Verdict.Stop("worse than three in four of " + others.size() + " trials at epoch " + epoch)
                    : Verdict.CONTINUE;
        }

        @Override
        public Verdict settle(List<Integer> promoted, History history, Trial trial) {
            int place = budgets.indexOf(trial.budget());
            return place == budgets.size() - 1
                    ? new Verdict.Complete("trained to the largest budget, " + trial.budget() + " epochs")
                    : new Verdict.Pause("reached rung " + place + " at " + trial.budget() + " epochs");
        }

        @Override
        public Plan plan(int trials) {
            return new Plan(List.of(), List.of());
        }
    }

    /** Loss, accuracy and training loss as an image net has them: best at a learning rate near 0.03. */
    record Images(long seed) implements Problem {
        @Override
        public Metrics measure(Configuration configuration, long trialSeed, int epoch) {
            var noise = RandomStream.of(seed ^ trialSeed, "noise", epoch);
            double miss = miss(configuration);
            double floor = 0.29 + 0.06 * miss * miss;
            double speed =
                    0.5 + 0.5 * RandomStream.of(seed ^ trialSeed, "speed", 0).nextDouble();
            double gap = Math.max(0.02, 2.0 - floor) * Math.pow(1 + epoch / (0.35 + 0.5 * miss * miss), -speed);
            double training = (floor + gap) * (1 + 0.015 * noise.nextGaussian());
            double loss = training + 0.004 * epoch + 0.012 * noise.nextGaussian();
            double accuracy = Math.max(0.1, 1 - 0.36 * loss + 0.004 * noise.nextGaussian());
            return Metrics.of(LOSS, loss, ACCURACY, accuracy, "training_loss", training);
        }

        private static double miss(Configuration configuration) {
            double rate = Math.log10(configuration.real("learning_rate")) + 1.5;
            double optimizer = Map.of("sgd", 0.5, "nesterov", 0.1, "adam", 0.3, "adagrad", 0.9)
                    .get(configuration.text("optimizer"));
            double momentum = configuration.has("momentum") ? Math.abs(configuration.real("momentum") - 0.9) : 0.2;
            double width = Math.log(512.0 / configuration.real("dense_units")) / 4;
            return Math.abs(rate) * 0.9
                    + optimizer
                    + momentum * 0.6
                    + width * 0.5
                    + configuration.real("dropout") * 0.8;
        }

        @Override
        public double seconds(Configuration configuration, int epoch) {
            return 18.0 / configuration.real("batch_size") + configuration.real("dense_units") / 400;
        }
    }

    /** Names that would do harm wherever they were not only text. */
    static ReportInput hostile() {
        var space = new SearchSpace(
                List.of(
                        ChoiceParameter.of(
                                "__proto__",
                                Value.of("</script><script>document.title='owned'</script>"),
                                Value.of("\"><img src=x onerror=\"document.title='owned'\">"),
                                Value.of("<!--<script>"),
                                Value.of("\u202egnirts\u2028\u2029\u0000\ud800"),
                                Value.of("'; document.title='owned'; //")),
                        new RealParameter(
                                "constructor", -1, 1, Scale.LINEAR, OptionalDouble.empty(), Optional.empty())),
                List.of());
        var metric = "</title><script>document.title='owned'</script>&amp;";
        var spec = spec("hostile", space, metric, Goal.MINIMIZE, Limits.ofTrials(12));
        Problem problem = (configuration, seed, epoch) -> {
            var values = new TreeMap<String, Double>();
            values.put(metric, Math.abs(configuration.real("constructor")) + 1.0 / epoch);
            values.put("toString", seed % 3 == 0 ? Double.NaN : 1);
            values.put("${7*7}", Double.POSITIVE_INFINITY);
            return Metrics.of(values);
        };
        Faults faults = (assignment, epoch) -> assignment.trial() % 4 == 3
                ? Optional.of(new Outcome.Failed(
                        Outcome.Failure.USER_ERROR, "<script>document.title='owned'</script>" + "x".repeat(50_000)))
                : Optional.empty();
        var result = run(spec, new Rungs(List.of(1, 3)), problem, faults, 2);
        List<Entry> entries = result.entries();
        return new ReportInput(
                result.state(),
                entries,
                Map.of("</dd><script>document.title='owned'</script>", "<svg onload=\"document.title='owned'\">"),
                "study: </pre><script>document.title='owned'</script>\n",
                "./winnow search '</pre><script>document.title=\"owned\"</script>'");
    }
}
