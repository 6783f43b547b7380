package winnow.coordinator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.pcollections.PVector;
import org.pcollections.TreePVector;
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
import winnow.simulator.SyntheticCurves;
import winnow.space.RealParameter;
import winnow.space.Scale;
import winnow.space.SearchSpace;
import winnow.study.CheckpointPolicy;
import winnow.study.Choice;
import winnow.study.Entry;
import winnow.study.ObjectiveChoice;
import winnow.study.Resources;
import winnow.study.StudySpec;
import winnow.study.StudyState;
import winnow.study.TrialExecutor;
import winnow.study.TrialPolicy;
import winnow.trial.Goal;
import winnow.trial.Observation;
import winnow.trial.Trial;

/** Small specs, strategies and schedulers. */
final class Doubles {
    private Doubles() {}

    /** The time-out of a trial in {@link #spec}. */
    static final Duration TIMEOUT = Duration.ofMinutes(10);

    static StudySpec spec(Limits limits) {
        return new StudySpec(
                "coordinator.test",
                7,
                new ObjectiveChoice(Choice.of("synthetic"), "loss", Goal.MINIMIZE),
                SearchSpace.of(
                        new RealParameter("x", 0, 1, Scale.LINEAR, java.util.OptionalDouble.empty(), Optional.empty())),
                List.of(),
                Choice.of("draw"),
                Choice.of("double"),
                limits,
                new Resources(1, 0, OptionalInt.empty()),
                new TrialPolicy(Optional.of(TIMEOUT), 0),
                OptionalInt.empty(),
                CheckpointPolicy.KEEP_ALL,
                List.of(),
                1,
                "auto",
                List.of());
    }

    static StudySpec lockstep(StudySpec spec, int ahead) {
        return new StudySpec(
                spec.study(),
                spec.seed(),
                spec.objective(),
                spec.space(),
                spec.points(),
                spec.strategy(),
                spec.scheduler(),
                spec.limits(),
                spec.resources(),
                spec.trial(),
                OptionalInt.of(ahead),
                spec.checkpoints(),
                spec.warmStart(),
                spec.repeats(),
                spec.engine(),
                spec.onFinish());
    }

    static Problem problem(StudySpec spec) {
        return new SyntheticCurves(spec.space(), 3, 0.05, "loss");
    }

    /** A cluster for a study, on which nothing goes wrong. */
    static TrialExecutor cluster(StudyState start, int slots) {
        return new SimulatedCluster(start.spec(), problem(start.spec()), Faults.NONE, slots);
    }

    /** A new study whose trials train straight to a budget. */
    static StudyState straight(Limits limits, int budget) {
        return StudyState.initial(spec(limits), new Draw(Integer.MAX_VALUE), new Straight(budget));
    }

    static StudyState ladder(Limits limits) {
        return StudyState.initial(spec(limits), new Draw(Integer.MAX_VALUE), new Ladder());
    }

    static StudyState replay(StudyState start, List<Entry> entries) {
        var state = start;
        for (var entry : entries) {
            state = state.apply(entry);
        }
        return state;
    }

    /** Draws, and breaks its contract when it is asked once too often. */
    record Draw(int most) implements Strategy<Integer> {
        @Override
        public Integer initial() {
            return 0;
        }

        @Override
        public Integer learn(Integer asked, History history, StudyEvent event) {
            return event instanceof StudyEvent.TrialCreated ? asked + 1 : asked;
        }

        @Override
        public Suggestion suggest(Integer asked, History history, Ask ask, RandomStream random) {
            if (asked >= most) {
                throw new UnsupportedOperationException("asked for more than " + most);
            }
            return new Suggestion.Propose(history.space().draw(random), "");
        }
    }

    /** Trains every trial to the same budget. */
    record Straight(int budget) implements Scheduler<Integer> {
        @Override
        public Integer initial() {
            return 0;
        }

        @Override
        public Integer learn(Integer nothing, History history, StudyEvent event) {
            return nothing;
        }

        @Override
        public Move next(Integer nothing, History history, boolean mayOpen) {
            return mayOpen ? new Move.Open(budget, 0, 0, "next") : new Move.Wait("none may be opened");
        }

        @Override
        public Verdict judge(Integer nothing, History history, Trial trial, Observation observation) {
            return Verdict.CONTINUE;
        }

        @Override
        public Verdict settle(Integer nothing, History history, Trial trial) {
            return new Verdict.Complete("trained to " + budget);
        }

        @Override
        public Plan plan(int trials) {
            return new Plan(List.of(), List.of());
        }
    }

    /** Pauses at 1 epoch; promotes every third one to 3. */
    record Ladder() implements Scheduler<Ladder.Memory> {
        record Memory(int paused, PVector<Integer> waiting) {}

        @Override
        public Memory initial() {
            return new Memory(0, TreePVector.empty());
        }

        @Override
        public Memory learn(Memory memory, History history, StudyEvent event) {
            if (event instanceof StudyEvent.Judged judged && judged.verdict() instanceof Verdict.Pause) {
                boolean isThird = memory.paused % 3 == 2;
                return new Memory(memory.paused + 1, isThird ? memory.waiting.plus(judged.trial()) : memory.waiting);
            }
            if (event instanceof StudyEvent.Assigned assigned && assigned.rung() == 1) {
                return new Memory(memory.paused, memory.waiting.minus((Integer)
                        assigned.assignment().trial()));
            }
            return memory;
        }

        @Override
        public Move next(Memory memory, History history, boolean mayOpen) {
            if (!memory.waiting.isEmpty()) {
                return new Move.Promote(memory.waiting.get(0), 3, 1, "every third");
            }
            return mayOpen ? new Move.Open(1, 0, 0, "next") : new Move.Wait("nothing to promote");
        }

        @Override
        public Verdict judge(Memory memory, History history, Trial trial, Observation observation) {
            return Verdict.CONTINUE;
        }

        @Override
        public Verdict settle(Memory memory, History history, Trial trial) {
            return trial.budget() < 3 ? new Verdict.Pause("rung 0") : new Verdict.Complete("top rung");
        }

        @Override
        public Plan plan(int trials) {
            return new Plan(List.of(), List.of());
        }
    }
}
