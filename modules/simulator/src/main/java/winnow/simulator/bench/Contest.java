package winnow.simulator.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;
import winnow.search.StudyEvent;
import winnow.simulator.GradedProblem;
import winnow.simulator.Simulation;
import winnow.space.Configuration;
import winnow.study.Entry;
import winnow.study.StudySpec;
import winnow.study.StudyState;

/**
 * A problem searched again and again, each time with another seed, by the real engine on a virtual clock. A run is a
 * function of problem, spec and seed alone.
 *
 * @param problem what trials measure
 * @param spec the search; its own seed does not matter
 * @param begin the state of a study before its first entry
 * @param slots trials at once, at least 1
 * @param epochs after how many epochs, over all trials, a run is cut; it may end before
 */
public record Contest(
        GradedProblem problem, StudySpec spec, Function<StudySpec, StudyState> begin, int slots, int epochs) {

    public Contest {
        if (slots < 1 || epochs < 1) {
            throw new IllegalArgumentException(
                    "slots is " + slots + " and epochs is " + epochs + ": both must be at least 1");
        }
    }

    /**
     * What one run observed.
     *
     * @param evaluations in the order in which they were observed, no more than asked for
     * @param idleShare of the slots' time up to the last evaluation, 0 to 1
     */
    public record Run(List<Evaluation> evaluations, double idleShare) {
        public Run {
            evaluations = List.copyOf(evaluations);
        }
    }

    /** The run of a seed. */
    public Run run(long seed) {
        var log = new Log();
        var result = Simulation.of(begin.apply(seeded(seed)), problem, slots)
                .crashingAfter(log::add)
                .run();
        return new Run(log.evaluations, Math.max(0, result.idleShare()));
    }

    /** Collects what entries report; cuts the run when there is enough. */
    private final class Log {
        private final java.util.Map<Integer, Configuration> configurations = new HashMap<>();
        private final List<Evaluation> evaluations = new ArrayList<>();

        boolean add(Entry entry) {
            for (var event : entry.events()) {
                if (event instanceof StudyEvent.TrialCreated created) {
                    configurations.put(created.trial(), created.configuration());
                } else if (event instanceof StudyEvent.Reported reported && evaluations.size() < epochs) {
                    var configuration = configurations.get(reported.trial());
                    if (configuration == null) {
                        throw new IllegalStateException("trial " + reported.trial() + " reported but never began");
                    }
                    evaluations.add(new Evaluation(
                            reported.trial(),
                            configuration,
                            reported.observation().epoch(),
                            reported.observation().metrics().value(GradedProblem.METRIC),
                            entry.elapsedMillis()));
                }
            }
            return evaluations.size() >= epochs;
        }
    }

    private StudySpec seeded(long seed) {
        return new StudySpec(
                spec.study(),
                seed,
                spec.objective(),
                spec.space(),
                spec.points(),
                spec.strategy(),
                spec.scheduler(),
                spec.limits(),
                spec.resources(),
                spec.trial(),
                spec.lockstep(),
                spec.checkpoints(),
                spec.warmStart(),
                spec.repeats(),
                spec.engine(),
                spec.onFinish());
    }
}
