package winnow.app.command.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import winnow.app.exit.ExitCode;
import winnow.app.exit.Refusal;
import winnow.app.session.Catalogues;
import winnow.search.Limits;
import winnow.simulator.GradedProblem;
import winnow.simulator.function.FrontProblem;
import winnow.space.Value;
import winnow.spec.InvalidSpecException;
import winnow.spec.StudySpecReader;
import winnow.spec.StudySpecWriter;
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

/**
 * The search spec of a measurement: written out and read as a user's would be, so that settings are checked alike.
 *
 * @param catalogue what can be named
 * @param strategy its name
 * @param scheduler its name
 * @param schedulerSettings what the measurement wants of it, as far as the scheduler has such settings
 * @param limits of each run
 * @param repeats how many trials may have the same configuration
 * @param set overrides, {@code PATH=VALUE}
 */
record BenchStudy(
        Catalogue catalogue,
        String strategy,
        String scheduler,
        Map<String, Long> schedulerSettings,
        Limits limits,
        int repeats,
        List<String> set) {
    private static final String OBJECTIVE = "recorded";
    private static final List<String> SETTABLE =
            List.of("strategy.", "scheduler.", "limits.trials", "repeats", "lockstep");

    /** All that Winnow offers, with an objective that is never made. */
    static Catalogue offered() {
        var all = Catalogues.all();
        var objective = Offer.<winnow.study.Objective>of(
                        OBJECTIVE, "a problem whose truth is known", List.of(), (settings, spec) -> {
                            throw new IllegalStateException("a recorded problem is not trained");
                        })
                .measuring(metrics());
        return new Catalogue(all.strategies(), all.schedulers(), List.of(objective));
    }

    private static Map<String, Goal> metrics() {
        var metrics = new LinkedHashMap<String, Goal>();
        FrontProblem.aims(FrontProblem.LOSSES).forEach(aim -> metrics.put(aim.metric(), aim.goal()));
        return metrics;
    }

    /**
     * The checked spec for a problem.
     *
     * @throws Refusal if something is wrong with it
     */
    StudySpec of(GradedProblem problem) {
        for (var one : set) {
            if (SETTABLE.stream().noneMatch(one::startsWith)) {
                throw Refusal.usage("--set " + one + ": a measurement sets strategy.NAME=, scheduler.NAME=, "
                        + "limits.trials=, repeats= and lockstep= only");
            }
        }
        try {
            return StudySpecReader.read("bench", StudySpecWriter.write(draft(problem)), catalogue, set);
        } catch (InvalidSpecException invalid) {
            throw new Refusal(
                    ExitCode.USAGE,
                    invalid.problems().stream()
                            .map(p -> (p.path().isEmpty() ? "" : p.path() + ": ") + p.message())
                            .distinct()
                            .collect(Collectors.joining("\nwinnow: ")),
                    invalid);
        }
    }

    private StudySpec draft(GradedProblem problem) {
        return new StudySpec(
                "bench",
                0,
                new ObjectiveChoice(Choice.of(OBJECTIVE), problem.aims()),
                problem.space(),
                List.of(),
                Choice.of(strategy),
                new Choice(scheduler, settings()),
                limits,
                new Resources(1, 0, OptionalInt.empty()),
                new TrialPolicy(Optional.empty(), 0),
                OptionalInt.empty(),
                CheckpointPolicy.KEEP_ALL,
                List.of(),
                repeats,
                "auto",
                List.of());
    }

    private Settings settings() {
        var values = new LinkedHashMap<String, List<Value>>();
        Catalogue.find(catalogue.schedulers(), scheduler)
                .ifPresent(offer -> schedulerSettings.forEach((name, number) -> {
                    if (offer.settings().stream().anyMatch(s -> s.name().equals(name))) {
                        values.put(name, List.of(Value.of((long) number)));
                    }
                }));
        return new Settings(values);
    }
}
