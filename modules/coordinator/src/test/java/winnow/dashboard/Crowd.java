package winnow.dashboard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import winnow.random.RandomStream;
import winnow.search.Limits;
import winnow.search.StudyEvent;
import winnow.search.StudyEvent.Assigned;
import winnow.search.StudyEvent.Ended;
import winnow.search.StudyEvent.Judged;
import winnow.search.StudyEvent.Reported;
import winnow.search.StudyEvent.SessionOpened;
import winnow.search.StudyEvent.TrialCreated;
import winnow.search.Verdict;
import winnow.space.Configuration;
import winnow.space.Value;
import winnow.study.Entry;
import winnow.trial.Assignment;
import winnow.trial.Metrics;
import winnow.trial.Observation;
import winnow.trial.Outcome;

/** The journal of a study in which many trials run at once, and each reports an epoch a second; made as it goes. */
final class Crowd {
    private final int epochsATrial;
    private final int[] trials;
    private final int[] epochs;
    private int opened;
    private long sequence;
    private long millis;

    /** @param epochsATrial after which a trial is complete, and a new one takes its slot */
    Crowd(int slots, int epochsATrial) {
        this.epochsATrial = epochsATrial;
        this.trials = new int[slots];
        this.epochs = new int[slots];
    }

    /** The first session, and a trial in each slot. Their ages differ, so that they do not all end at once. */
    List<Entry> begin() {
        var entries = new ArrayList<Entry>();
        entries.add(entry(List.of(new SessionOpened(1, Limits.NONE, Map.of()))));
        for (int slot = 0; slot < trials.length; slot++) {
            entries.add(entry(open(slot)));
            epochs[slot] = slot * epochsATrial / trials.length / 2;
        }
        return entries;
    }

    /** What happens when part {@code part} of {@code parts} of a second goes by. */
    List<Entry> part(int part, int parts) {
        millis += 1000 / parts;
        var entries = new ArrayList<Entry>();
        for (int slot = part; slot < trials.length; slot += parts) {
            entries.add(entry(epoch(slot)));
        }
        return entries;
    }

    private Entry entry(List<StudyEvent> events) {
        return new Entry(++sequence, Instant.EPOCH, millis, events);
    }

    private List<StudyEvent> open(int slot) {
        int trial = opened++;
        trials[slot] = trial;
        epochs[slot] = 0;
        var random = RandomStream.of(1, "crowd", trial);
        var configuration = new Configuration(Map.of(
                "rate",
                Value.of(Math.pow(10, -4 * random.nextDouble())),
                "optimizer",
                Value.of(random.nextBoolean() ? "sgd" : "adam")));
        var assignment = new Assignment(
                trial + 1, trial, 1, configuration, 1, 0, epochsATrial, List.of(), OptionalDouble.empty(), "");
        return List.of(
                new TrialCreated(trial, configuration, "random", "", Optional.empty(), 0, 1),
                new Assigned(assignment, 0, "a slot is free"));
    }

    private List<StudyEvent> epoch(int slot) {
        int trial = trials[slot];
        int epoch = ++epochs[slot];
        double floor = RandomStream.of(2, "floor", trial).nextDouble();
        double loss = 0.2
                + floor
                + 2.0 / Math.sqrt(epoch)
                + 0.02 * RandomStream.of(3, "noise", trial * 1000L + epoch).nextGaussian();
        var events = new ArrayList<StudyEvent>();
        var metrics = Metrics.of("loss", loss, "accuracy", Math.max(0, 1 - loss / 3));
        events.add(new Reported(trial, 1, new Observation(epoch, metrics, 1), Optional.empty()));
        if (epoch >= epochsATrial) {
            events.add(new Ended(trial, 1, new Outcome.Reached(epoch, Optional.empty())));
            events.add(new Judged(trial, epoch, new Verdict.Complete("trained to " + epoch)));
            events.addAll(open(slot));
        }
        return events;
    }

    int opened() {
        return opened;
    }

    long entries() {
        return sequence;
    }
}
