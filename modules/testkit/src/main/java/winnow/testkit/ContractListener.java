package winnow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import winnow.study.TrialExecutor;
import winnow.trial.Assignment;
import winnow.trial.Outcome;
import winnow.trial.Report;

/**
 * Writes down what a trial executor tells, waits for it, and checks that it may be so. Of each trial one attempt only.
 */
public final class ContractListener implements TrialExecutor.Listener {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Map<Integer, Story> stories = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();
    private int slots = -1;
    private int mostSlots = -1;

    /** What was told of one assignment. */
    private static final class Story {
        private final Assignment assignment;
        private final List<Report> reports = new ArrayList<>();
        private final List<Outcome> ends = new ArrayList<>();

        Story(Assignment assignment) {
            this.assignment = assignment;
        }

        int epoch() {
            return reports.isEmpty()
                    ? assignment.from()
                    : reports.get(reports.size() - 1).observation().epoch();
        }
    }

    /** To be told before each launch. */
    public synchronized void launching(Assignment assignment) {
        stories.put(assignment.trial(), new Story(assignment));
    }

    @Override
    public synchronized void reported(Report report) {
        var story = stories.get(report.trial());
        if (story == null || story.assignment.attempt() != report.attempt()) {
            faults.add("a report of what was never launched: " + report);
            return;
        }
        if (!story.ends.isEmpty()) {
            faults.add("a report after the end: " + report);
        }
        if (report.observation().epoch() != story.epoch() + 1) {
            faults.add("a report that does not follow epoch " + story.epoch() + ": " + report);
        }
        story.reports.add(report);
        notifyAll();
    }

    @Override
    public synchronized void ended(int trial, int attempt, Outcome outcome) {
        var story = stories.get(trial);
        if (story == null || story.assignment.attempt() != attempt) {
            faults.add("an end of what was never launched: trial " + trial + " attempt " + attempt + " " + outcome);
            return;
        }
        if (outcome instanceof Outcome.Reached reached && reached.epoch() != story.epoch()) {
            faults.add("trial " + trial + " reached epoch " + reached.epoch() + ", and last reported " + story.epoch());
        }
        story.ends.add(outcome);
        notifyAll();
    }

    @Override
    public synchronized void slots(int count) {
        slots = count;
        mostSlots = Math.max(mostSlots, count);
        notifyAll();
    }

    /** Waits until there are so many slots. */
    public synchronized void awaitSlots(int count) {
        await(count + " slots; there are " + slots, () -> slots == count);
    }

    /** The largest number of slots that was ever told. */
    public synchronized int mostSlots() {
        return mostSlots;
    }

    /** Waits until something of a trial was reported. */
    public synchronized void awaitReport(int trial) {
        awaitReports(trial, 1);
    }

    /** Waits until so many epochs of a trial were reported. */
    public synchronized void awaitReports(int trial, int count) {
        var story = story(trial);
        await(count + " reports of trial " + trial, () -> story.reports.size() >= count || !story.ends.isEmpty());
        assertThat(story.reports)
                .as("reports of a trial that ended by %s", story.ends)
                .hasSizeGreaterThanOrEqualTo(count);
    }

    /** Waits for the end of a trial's assignment. */
    public synchronized Outcome awaitEnd(int trial) {
        var story = story(trial);
        await("the end of trial " + trial, () -> !story.ends.isEmpty());
        return story.ends.get(0);
    }

    /** What was reported of a trial. */
    public synchronized List<Report> reports(int trial) {
        return List.copyOf(story(trial).reports);
    }

    /** How a trial's assignment ended: empty if it has not yet. */
    public synchronized List<Outcome> outcomes(int trial) {
        return List.copyOf(story(trial).ends);
    }

    /** How a trial's assignment ended, which it must have. */
    public synchronized Outcome outcome(int trial) {
        assertThat(story(trial).ends).as("ends of trial %d", trial).hasSize(1);
        return story(trial).ends.get(0);
    }

    /** Checks that each assignment ended once, and that nothing was told that may not be. */
    public synchronized void checkAllEndedOnce() {
        assertThat(faults).isEmpty();
        assertThat(stories.values()).allSatisfy(story -> assertThat(story.ends)
                .as("ends of %s", story.assignment)
                .hasSize(1));
    }

    private Story story(int trial) {
        var story = stories.get(trial);
        if (story == null) {
            throw new AssertionError("trial " + trial + " was never launched");
        }
        return story;
    }

    private void await(String what, BooleanSupplier there) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!there.getAsBoolean()) {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new AssertionError("waited " + PATIENCE.toSeconds() + " s for " + what);
            }
            try {
                wait(left);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for " + what, interrupted);
            }
        }
    }
}
