package winnow.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.pcollections.PVector;
import org.pcollections.TreePVector;
import winnow.random.RandomStream;
import winnow.search.Ask;
import winnow.search.Bracket;
import winnow.search.History;
import winnow.search.Limits;
import winnow.search.Move;
import winnow.search.Plan;
import winnow.search.Rung;
import winnow.search.Scheduler;
import winnow.search.Strategy;
import winnow.search.StudyEvent;
import winnow.search.Suggestion;
import winnow.search.Verdict;
import winnow.space.RealParameter;
import winnow.space.Scale;
import winnow.space.SearchSpace;
import winnow.study.CheckpointPolicy;
import winnow.study.Choice;
import winnow.study.ObjectiveChoice;
import winnow.study.Resources;
import winnow.study.StudySpec;
import winnow.study.StudyState;
import winnow.study.TrialPolicy;
import winnow.trial.Goal;
import winnow.trial.Observation;
import winnow.trial.Trial;

/** Small strategies, schedulers and specs for tests of the engine. */
final class Doubles {
    private Doubles() {}

    static final SearchSpace SPACE = new SearchSpace(
            List.of(
                    new RealParameter("x", 0, 1, Scale.LINEAR, OptionalDouble.empty(), Optional.empty()),
                    new RealParameter("y", 1e-3, 1, Scale.LOG, OptionalDouble.empty(), Optional.empty())),
            List.of());

    static StudySpec spec(Limits limits) {
        return new StudySpec(
                "test",
                7,
                new ObjectiveChoice(Choice.of("synthetic"), "loss", Goal.MINIMIZE),
                SPACE,
                List.of(),
                Choice.of("draw"),
                Choice.of("double"),
                limits,
                new Resources(1, 0, OptionalInt.empty()),
                new TrialPolicy(Optional.of(Duration.ofMinutes(1)), 1),
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

    static StudySpec keeping(StudySpec spec, int keep) {
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
                spec.lockstep(),
                CheckpointPolicy.keeping(keep),
                spec.warmStart(),
                spec.repeats(),
                spec.engine(),
                spec.onFinish());
    }

    static StudyState begin(StudySpec spec, Scheduler<?> scheduler) {
        return StudyState.initial(spec, new Draw(Integer.MAX_VALUE), scheduler);
    }

    static Problem problem() {
        return new SyntheticCurves(SPACE, 3, 0.05, "loss");
    }

    /** Draws; remembers nothing but how often it was asked. */
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
            return asked >= most
                    ? new Suggestion.Exhausted("that was all")
                    : new Suggestion.Propose(history.space().draw(random), "");
        }
    }

    /** Trains every trial to the same budget; stops one whose loss at the first epoch is above a bar. */
    record Straight(int budget, double bar) implements Scheduler<Integer> {
        @Override
        public Integer initial() {
            return 0;
        }

        @Override
        public Integer learn(Integer reports, History history, StudyEvent event) {
            return event instanceof StudyEvent.Reported ? reports + 1 : reports;
        }

        @Override
        public Move next(Integer reports, History history, boolean mayOpen) {
            return mayOpen ? new Move.Open(budget, 0, 0, "next") : new Move.Wait("none may be opened");
        }

        @Override
        public Verdict judge(Integer reports, History history, Trial trial, Observation observation) {
            double loss = history.loss(observation).orElseThrow();
            return observation.epoch() == 1 && loss > bar ? new Verdict.Stop("above " + bar) : Verdict.CONTINUE;
        }

        @Override
        public Verdict settle(Integer reports, History history, Trial trial) {
            return new Verdict.Complete("trained to " + budget);
        }

        @Override
        public Plan plan(int trials) {
            return new Plan(List.of(), List.of());
        }
    }

    /** Pauses every trial at 1 epoch, and promotes all, the worst first, when no more can be opened. */
    record Late() implements Scheduler<TreePVector<Integer>> {
        @Override
        public TreePVector<Integer> initial() {
            return TreePVector.empty();
        }

        @Override
        public TreePVector<Integer> learn(TreePVector<Integer> waiting, History history, StudyEvent event) {
            if (event instanceof StudyEvent.Judged judged && judged.verdict() instanceof Verdict.Pause) {
                return waiting.plus(judged.trial());
            }
            return event instanceof StudyEvent.Assigned assigned
                    ? waiting.minus((Object) assigned.assignment().trial())
                    : waiting;
        }

        @Override
        public Move next(TreePVector<Integer> waiting, History history, boolean mayOpen) {
            if (mayOpen) {
                return new Move.Open(1, 0, 0, "next");
            }
            return waiting.stream()
                    .max((a, b) -> Double.compare(Ladder.loss(history, a), Ladder.loss(history, b)))
                    .<Move>map(t -> new Move.Promote(t, 3, 1, "all are"))
                    .orElse(new Move.Wait("none waits"));
        }

        @Override
        public Verdict judge(TreePVector<Integer> waiting, History history, Trial trial, Observation observation) {
            return Verdict.CONTINUE;
        }

        @Override
        public Verdict settle(TreePVector<Integer> waiting, History history, Trial trial) {
            return trial.budget() < 3 ? new Verdict.Pause("rung 0") : new Verdict.Complete("top rung");
        }

        @Override
        public Plan plan(int trials) {
            return new Plan(List.of(), List.of());
        }
    }

    /** Pauses every trial at 2 epochs, and then stops it. */
    record Harsh() implements Scheduler<TreePVector<Integer>> {
        @Override
        public TreePVector<Integer> initial() {
            return TreePVector.empty();
        }

        @Override
        public TreePVector<Integer> learn(TreePVector<Integer> waiting, History history, StudyEvent event) {
            if (event instanceof StudyEvent.Judged judged) {
                int trial = judged.trial();
                return waiting.contains(trial) ? waiting.minus((Object) trial) : waiting.plus(trial);
            }
            return waiting;
        }

        @Override
        public Move next(TreePVector<Integer> waiting, History history, boolean mayOpen) {
            if (waiting.size() > 1) {
                return new Move.Judge(waiting.get(0), new Verdict.Stop("all are"));
            }
            return mayOpen ? new Move.Open(2, 0, 0, "next") : new Move.Wait("none may be opened");
        }

        @Override
        public Verdict judge(TreePVector<Integer> waiting, History history, Trial trial, Observation observation) {
            return Verdict.CONTINUE;
        }

        @Override
        public Verdict settle(TreePVector<Integer> waiting, History history, Trial trial) {
            return new Verdict.Pause("two epochs");
        }

        @Override
        public Plan plan(int trials) {
            return new Plan(List.of(), List.of());
        }
    }

    /** Pauses at 1 epoch, promotes to 3 the best half of those it has seen, as they come. */
    record Ladder() implements Scheduler<Ladder.Memory> {
        record Memory(PVector<Integer> first, PVector<Integer> promoted) {}

        @Override
        public Memory initial() {
            return new Memory(TreePVector.empty(), TreePVector.empty());
        }

        @Override
        public Memory learn(Memory memory, History history, StudyEvent event) {
            if (event instanceof StudyEvent.Judged judged && judged.verdict() instanceof Verdict.Pause) {
                return new Memory(memory.first.plus(judged.trial()), memory.promoted);
            }
            if (event instanceof StudyEvent.Judged judged && judged.verdict() instanceof Verdict.Stop) {
                return new Memory(memory.first, memory.promoted.plus(judged.trial()));
            }
            if (event instanceof StudyEvent.Assigned assigned
                    && assigned.rung() == 1
                    && !memory.promoted.contains(assigned.assignment().trial())) {
                return new Memory(
                        memory.first, memory.promoted.plus(assigned.assignment().trial()));
            }
            return memory;
        }

        @Override
        public Move next(Memory memory, History history, boolean mayOpen) {
            var best = memory.first.stream()
                    .sorted((a, b) -> Double.compare(loss(history, a), loss(history, b)))
                    .limit(memory.first.size() / 2)
                    .filter(t -> !memory.promoted.contains(t))
                    .findFirst();
            if (best.isPresent()) {
                return new Move.Promote(best.get(), 3, 1, "in the best half");
            }
            return mayOpen ? new Move.Open(1, 0, 0, "next") : new Move.Wait("nothing to promote");
        }

        private static double loss(History history, int trial) {
            return history.loss(history.trial(trial), 1).orElseThrow();
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
            return new Plan(
                    List.of(new Bracket(0, List.of(new Rung(0, 1, trials), new Rung(1, 3, trials / 2)))), List.of());
        }
    }
}
