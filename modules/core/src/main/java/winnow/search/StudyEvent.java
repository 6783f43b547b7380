package winnow.search;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import winnow.space.Configuration;
import winnow.trial.Ancestor;
import winnow.trial.Assignment;
import winnow.trial.Checkpoint;
import winnow.trial.Observation;
import winnow.trial.Outcome;

/** Something that happened to a study. The journal is a sequence of these, and the state is their fold. */
public sealed interface StudyEvent {

    /** The study began. Always the first event. */
    record StudyStarted(String study, long seed, String specDigest) implements StudyEvent {}

    /**
     * What an earlier study observed was taken over, once, before the first trial: strategies learn from it, and nothing
     * else counts it.
     *
     * @param from the earlier study's folder, for a person
     * @param trials how many the earlier study has
     * @param taken from the best to the worst
     * @param leftOut why trials were not taken, and how many for each reason
     */
    record WarmStarted(String from, int trials, List<Precedent> taken, Map<String, Integer> leftOut)
            implements StudyEvent {
        public WarmStarted {
            taken = List.copyOf(taken);
            leftOut = Collections.unmodifiableMap(new LinkedHashMap<>(leftOut));
        }
    }

    /**
     * A coordinator took the study up, for the first time or again.
     *
     * @param session counts from 1
     * @param limits in force from now on
     * @param provenance versions, machine, data digest: what results are made from, in the order to be read
     */
    record SessionOpened(int session, Limits limits, Map<String, String> provenance) implements StudyEvent {
        public SessionOpened {
            provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
        }
    }

    /**
     * A trial was opened with a configuration; {@code origin} and {@code note} say whose and why.
     *
     * @param expected what the strategy's model expected of it, if it has one and asked it
     */
    record TrialCreated(
            int trial,
            Configuration configuration,
            String origin,
            String note,
            Optional<Ancestor> parent,
            int bracket,
            long seed,
            Optional<Expectation> expected)
            implements StudyEvent {

        /** Of which no model expected anything. */
        public TrialCreated(
                int trial,
                Configuration configuration,
                String origin,
                String note,
                Optional<Ancestor> parent,
                int bracket,
                long seed) {
            this(trial, configuration, origin, note, parent, bracket, seed, Optional.empty());
        }

        /** The same with what a model expected. */
        public TrialCreated expecting(Optional<Expectation> what) {
            return new TrialCreated(trial, configuration, origin, note, parent, bracket, seed, what);
        }
    }

    /** An assignment was sent out, or sent out again with a new attempt. */
    record Assigned(Assignment assignment, int rung, String reason) implements StudyEvent {}

    /** A running trial observed an epoch. */
    record Reported(int trial, int attempt, Observation observation, Optional<Checkpoint> checkpoint)
            implements StudyEvent {}

    /** An assignment's attempt ended. */
    record Ended(int trial, int attempt, Outcome outcome) implements StudyEvent {}

    /** A verdict on a trial, at the budget it had been observed to. */
    record Judged(int trial, int epoch, Verdict verdict) implements StudyEvent {}

    /** In lockstep: what an assignment brought becomes visible to decisions. */
    record Revealed(int assignment) implements StudyEvent {}

    /** A paused trial loses its checkpoints, for want of room: if it is promoted, it is trained again from the beginning. */
    record CheckpointsDropped(int trial, String reason) implements StudyEvent {}

    /** The strategy has nothing left to propose. */
    record StrategyExhausted(String reason) implements StudyEvent {}

    /** A limit was met, or a person asked to stop: nothing new starts, and what runs is asked to pause. */
    record Closing(Ending ending, String reason) implements StudyEvent {}

    /** The study is over until a limit is extended. */
    record StudyFinished(Ending ending, String reason) implements StudyEvent {}

    /** The coordinator put the study down in good order, unfinished. */
    record SessionClosed(String reason) implements StudyEvent {}

    /**
     * A person asked for something from outside, and it was granted. What follows from it at once is in the events after
     * this one.
     *
     * @param id of the request; no two requests of a study have the same
     * @param by who asked, in words; may be empty
     * @param reason why, in words; may be empty
     */
    record Requested(String id, String by, String reason, Request request) implements StudyEvent {

        /** Who asked, and why, for a person: {@code by ana: too slow}. */
        public String words() {
            return "by " + (by.isEmpty() ? "a person" : by) + (reason.isEmpty() ? "" : ": " + reason);
        }
    }

    /** Why a study, or a session of it, ends. */
    enum Ending {
        TRIALS,
        EPOCHS,
        WALL_CLOCK,
        TARGET,
        FAILURES,
        /** the scheduler has no more moves */
        EXHAUSTED,
        /** a person asked; the study is not finished */
        INTERRUPTED
    }
}
