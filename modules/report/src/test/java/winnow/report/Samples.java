package winnow.report;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
import winnow.random.RandomStream;
import winnow.scheduler.Asha;
import winnow.scheduler.AshaStopping;
import winnow.scheduler.Brackets;
import winnow.scheduler.FullTraining;
import winnow.scheduler.Hyperband;
import winnow.scheduler.Ladder;
import winnow.search.Limits;
import winnow.search.Scheduler;
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
import winnow.strategy.RandomSearch;
import winnow.study.CheckpointPolicy;
import winnow.study.Choice;
import winnow.study.Entry;
import winnow.study.ObjectiveChoice;
import winnow.study.Resources;
import winnow.study.StudySpec;
import winnow.study.StudyState;
import winnow.study.TrialPolicy;
import winnow.trial.Aim;
import winnow.trial.Goal;
import winnow.trial.Metrics;
import winnow.trial.Outcome;

/** Simulated studies to report on: random search and halving over curves like those of a small image net. */
final class Samples {
    static final String LOSS = "validation_loss";
    static final String ACCURACY = "validation_accuracy";
    static final Limits QUICK = Limits.ofTrials(27).withEpochs(120);
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

    static StudySpec spec(String study, SearchSpace space, String metric, Goal goal, String scheduler, Limits limits) {
        return new StudySpec(
                study,
                42,
                new ObjectiveChoice(Choice.of("lenet5"), metric, goal),
                space,
                List.of(),
                Choice.of("random"),
                Choice.of(scheduler),
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
        return report(run(spec("quickstart", LOSS, QUICK), asha(9), new Images(42), trouble(), 2));
    }

    /** The same judged by its accuracy, and stopped rather than paused. */
    static ReportInput maximized() {
        var spec = spec("maximized", SPACE, ACCURACY, Goal.MAXIMIZE, "asha-stopping", Limits.ofTrials(27));
        return report(run(spec, new AshaStopping(Ladder.upTo(1, 9, 3)), new Images(42), trouble(), 2));
    }

    /** A thousand trials of 50 epochs each, none pruned: as large as curves can be. */
    static ReportInput thousand() {
        var spec = spec("thousand", SPACE, LOSS, Goal.MINIMIZE, "none", Limits.ofTrials(1000));
        return report(run(spec, new FullTraining(50), new Images(5), Faults.NONE, 8));
    }

    /** A thousand trials as they are after halving: most have one epoch, few have 81. */
    static ReportInput ladder() {
        return report(run(spec("ladder", LOSS, Limits.ofTrials(1000)), asha(81), new Images(6), trouble(), 8));
    }

    /** Before anything has happened. */
    static ReportInput empty() {
        return report(new Simulation.Result(begin(spec("empty", LOSS, QUICK), asha(9)), List.of(), 0, 0, 2));
    }

    /** A single trial of one epoch. */
    static ReportInput single() {
        var spec = spec("single", SPACE, LOSS, Goal.MINIMIZE, "none", Limits.ofTrials(1));
        return report(run(spec, new FullTraining(1), new Images(42), Faults.NONE, 2));
    }

    /** Three trials that all fail in their first epoch. */
    static ReportInput hopeless() {
        Faults always = (assignment, epoch) ->
                Optional.of(new Outcome.Failed(Outcome.Failure.USER_ERROR, "IllegalStateException: no data"));
        return report(run(spec("hopeless", LOSS, Limits.ofTrials(3)), asha(3), new Images(42), always, 2));
    }

    /** Cut off in the middle: some trials run. */
    static ReportInput running() {
        return report(Simulation.of(begin(spec("running", LOSS, QUICK), asha(9)), new Images(42), 4)
                .crashingAfter(entry -> entry.sequence() == 60)
                .run());
    }

    static Asha asha(int maxEpochs) {
        return new Asha(Ladder.upTo(1, maxEpochs, 3));
    }

    static StudySpec spec(String study, String metric, Limits limits) {
        return spec(study, SPACE, metric, Goal.MINIMIZE, "asha", limits);
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
                scheduler: {name: %s}
                """.formatted(
                                        result.state().spec().study(),
                                        result.state().spec().scheduler().name()),
                        "./winnow search configs/" + result.state().spec().study() + ".yaml",
                        Map.of(ACCURACY, Goal.MAXIMIZE, LOSS, Goal.MINIMIZE),
                        importances(result.state()))
                .with(Models.forest(result.state()), Models.classified(result.state()));
    }

    /** As if computed: the learning rate decides most, the last parameter nothing. */
    private static Map<String, Map<String, Double>> importances(StudyState state) {
        if (state.history().all().size() < 20) {
            return Map.of();
        }
        Map<String, Double> one = new LinkedHashMap<>();
        Map<String, Double> other = new LinkedHashMap<>();
        var parameters = state.spec().space().parameters();
        for (int place = 0; place < parameters.size(); place++) {
            boolean isLast = place == parameters.size() - 1;
            one.put(parameters.get(place).name(), isLast ? 0.004 : 0.6 / (1 + place * place));
            other.put(parameters.get(place).name(), isLast ? 0 : 0.45 / (1 + place));
        }
        Map<String, Map<String, Double>> importances = new LinkedHashMap<>();
        importances.put(ReportInput.FANOVA, one);
        importances.put(ReportInput.PED_ANOVA, other);
        return importances;
    }

    /** With three metrics: small, accurate and fast. */
    static ReportInput pareto() {
        var one = spec("pareto", LOSS, QUICK);
        var aims = List.of(
                new Aim(LOSS, Goal.MINIMIZE),
                new Aim(Aim.TRAINING_SECONDS, Goal.MINIMIZE),
                new Aim("parameters", Goal.MINIMIZE));
        var spec = new StudySpec(
                one.study(),
                one.seed(),
                new ObjectiveChoice(one.objective().choice(), aims),
                one.space(),
                one.points(),
                one.strategy(),
                one.scheduler(),
                one.limits(),
                one.resources(),
                one.trial(),
                one.lockstep(),
                one.checkpoints(),
                one.warmStart(),
                one.repeats(),
                one.engine(),
                one.onFinish());
        var images = new Images(42);
        Problem counted = (configuration, seed, epoch) -> images.measure(configuration, seed, epoch)
                .with("parameters", 2_000 + 400 * configuration.integer("dense_units"));
        return report(run(spec, asha(9), counted, trouble(), 2));
    }

    /** Hyperband: brackets that begin at 1, 3 and 9 epochs, each with a ladder of its own. */
    static ReportInput brackets() {
        var spec = spec("brackets", SPACE, LOSS, Goal.MINIMIZE, "hyperband", Limits.ofTrials(44));
        return report(run(spec, new Hyperband(Brackets.of(1, 9, 3)), new Images(42), trouble(), 4));
    }

    /** The virtual clock begins in 1970. */
    private static Entry dated(Entry entry) {
        var at = entry.at().plus(Duration.ofDays(20_779)).plus(Duration.ofMinutes(614));
        return new Entry(entry.sequence(), at, entry.elapsedMillis(), entry.events());
    }

    static StudyState begin(StudySpec spec, Scheduler<?> scheduler) {
        return StudyState.initial(spec, new RandomSearch(), scheduler);
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

    /** Ranges, options and values that are hard to fit on an axis. */
    static ReportInput awkward() {
        var options = IntStream.range(0, 40)
                .mapToObj(i -> Value.of("a rather long option number " + i))
                .toList();
        var space = SearchSpace.of(
                real("twenty_four_decades", 1e-12, 1e12, Scale.LOG),
                real("less_than_a_decade", 0.2, 0.7, Scale.LOG),
                real("hardly_any_range", 0.30001, 0.30002, Scale.LINEAR),
                real("far_from_zero", 1e9, 1e9 + 50, Scale.LINEAR),
                real("across_zero", -2.5e7, 3e7, Scale.LINEAR),
                real("close_to_one", 0, 0.99999, Scale.REVERSE_LOG),
                IntegerParameter.of("few", 0, 3, Scale.LINEAR),
                IntegerParameter.of("many", 1, 1_000_000, Scale.LOG),
                new ChoiceParameter("x".repeat(64), options, false, Optional.empty()),
                ChoiceParameter.of("two", Value.of(true), Value.of(false)),
                ChoiceParameter.of("fixed", Value.of(2.5)));
        var spec = spec("awkward", space, LOSS, Goal.MINIMIZE, "asha", Limits.ofTrials(150));
        Problem problem = (configuration, seed, epoch) -> {
            double loss = Math.pow(10, -9 + configuration.real("close_to_one") * 2) / epoch;
            return Metrics.of(LOSS, seed % 50 == 0 ? 1e30 : loss, "negative", -loss * 1e15, "same", 7);
        };
        return report(run(spec, asha(243), problem, Faults.NONE, 4));
    }

    private static RealParameter real(String name, double low, double high, Scale scale) {
        return new RealParameter(name, low, high, scale, OptionalDouble.empty(), Optional.empty());
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
        var spec = spec("hostile", space, metric, Goal.MINIMIZE, "asha", Limits.ofTrials(12));
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
        var result = run(spec, asha(3), problem, faults, 2);
        List<Entry> entries = result.entries();
        return new ReportInput(
                result.state(),
                entries,
                Map.of("</dd><script>document.title='owned'</script>", "<svg onload=\"document.title='owned'\">"),
                "study: </pre><script>document.title='owned'</script>\n",
                "./winnow search '</pre><script>document.title=\"owned\"</script>'");
    }
}
