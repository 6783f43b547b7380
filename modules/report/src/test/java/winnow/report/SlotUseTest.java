package winnow.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import winnow.search.StudyEvent;
import winnow.search.StudyEvent.Assigned;
import winnow.search.StudyEvent.Ended;
import winnow.search.StudyEvent.Judged;
import winnow.search.StudyEvent.Reported;
import winnow.search.Verdict;
import winnow.space.Configuration;
import winnow.study.Entry;
import winnow.trial.Assignment;
import winnow.trial.Metrics;
import winnow.trial.Observation;
import winnow.trial.Outcome;
import winnow.trial.Signal;

class SlotUseTest {
    private final List<Entry> entries = new ArrayList<>();

    @Test
    void slotsAreBusyWhileTheyTrain() {
        at(0, assigned(0), assigned(1));
        at(4_000, reported(0, 4));
        at(4_000, reached(0), assigned(2));
        at(6_000, reported(1, 5), reached(1));
        at(10_000, assigned(3));
        at(12_000, reported(2, 8));
        at(99_000, reported(3, 80));

        var use = SlotUse.of(entries, 2);
        assertThat(use.slotSeconds()).isEqualTo(20);
        // 4 of trial 0, 5 of trial 1, 6 of trial 2 before the last assignment at 10 s.
        assertThat(use.busySeconds()).isCloseTo(15, within(1e-9));
        assertThat(use.busyShare()).isCloseTo(0.75, within(1e-9));
        assertThat(SlotUse.of(entries, 5).slotSeconds()).isEqualTo(50);
    }

    @Test
    void aStopTakesFromItsReportToTheEndOfTheAssignment() {
        at(0, assigned(0), assigned(1), assigned(2));
        at(1_000, reported(0, 1), new Judged(0, 1, new Verdict.Stop("worse than the median")));
        at(1_050, new Ended(0, 1, new Outcome.Stopped(Signal.STOP, 1, Optional.empty())));
        at(2_000, reported(1, 1), new Judged(1, 1, new Verdict.Pause("a person's wish")));
        at(2_300, new Ended(1, 1, new Outcome.Stopped(Signal.PAUSE, 1, Optional.empty())));
        // Told to stop, but lost before it could: says nothing of how fast signals are.
        at(3_000, reported(2, 1), new Judged(2, 1, new Verdict.Stop("worse than the median")));
        at(9_000, new Ended(2, 1, new Outcome.Lost(Outcome.Loss.EXECUTOR_DEAD, "killed")));
        // Judged when it had ended anyway.
        at(9_500, assigned(3));
        at(9_900, reached(3), new Judged(3, 1, new Verdict.Pause("rung 0")));

        var use = SlotUse.of(entries, 3);
        assertThat(use.stopSeconds()).hasSize(2);
        assertThat(use.stopsWithin(0.5)).isCloseTo(0.05, within(1e-9));
        assertThat(use.stopsWithin(0.99)).isCloseTo(0.3, within(1e-9));
    }

    @Test
    void nothingThatRanHasNoShares() {
        var use = SlotUse.of(List.of(), 2);
        assertThat(use.busyShare()).isNaN();
        assertThat(use.stopsWithin(0.5)).isNaN();
    }

    @Test
    void aSimulatedStudyThatNeverWaitsIsBusy() {
        var input = Samples.single();
        assertThat(SlotUse.of(input.entries(), 1).busyShare()).isNaN();
        var quickstart = Samples.quickstart();
        assertThat(SlotUse.of(quickstart.entries(), 1).busyShare()).isBetween(0.5, 1.0);
    }

    private void at(long millis, StudyEvent... events) {
        entries.add(new Entry(entries.size() + 1, Instant.EPOCH.plusMillis(millis), millis, List.of(events)));
    }

    private static Assigned assigned(int trial) {
        var none = new Configuration(Map.of());
        return new Assigned(
                new Assignment(trial + 1, trial, 1, none, 1, 0, 9, List.of(), OptionalDouble.empty(), ""), 0, "");
    }

    private static Reported reported(int trial, double seconds) {
        return new Reported(trial, 1, new Observation(1, Metrics.of("loss", 1.0), seconds), Optional.empty());
    }

    private static Ended reached(int trial) {
        return new Ended(trial, 1, new Outcome.Reached(1, Optional.empty()));
    }
}
