package winnow.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import winnow.search.Limits;
import winnow.study.Entry;
import winnow.study.StudyState;
import winnow.trial.Checkpoint;
import winnow.trial.Metrics;
import winnow.trial.Observation;
import winnow.trial.Outcome;
import winnow.trial.Report;

/** Checkpoints that nobody needs are deleted, others are not. */
class SweepTest {
    private static final StudyState BEGIN = Doubles.ladder(Limits.ofTrials(3));
    private final HandExecutor executor = new HandExecutor(1);

    @Test
    void aSessionBeginsByDeletingWhatNoTrialNeeds() {
        var entries = oneTrialPaused();
        var kept = new Checkpoint(0, 1, 1, "digest", 1).name();
        var rig = new Rig(BEGIN, entries, executor);
        rig.checkpoints =
                new MemoryCheckpoints(List.of(kept, "trial-0-epoch-2-attempt-1", "trial-8-epoch-1-attempt-1"));
        try (rig) {
            rig.start();
            executor.next();
            rig.putDown();
            assertThat(rig.checkpoints.left()).containsExactly(kept);
        }
    }

    @Test
    void whatIsWrittenInTheSessionIsNotSweptAway() {
        var rig = new Rig(BEGIN, executor);
        try (rig) {
            rig.start();
            var first = executor.next();
            rig.checkpoints.add(HandExecutor.checkpoint(first, 1));
            executor.reach(first, 1);
            executor.next();
            rig.putDown();
            assertThat(rig.checkpoints.left())
                    .containsExactly(HandExecutor.checkpoint(first, 1).name());
        }
    }

    @Test
    void deletesWhatIsSuperseded() {
        var start = Doubles.straight(Limits.ofTrials(1), 3);
        var rig = new Rig(start, executor);
        try (rig) {
            rig.start();
            var only = executor.next();
            for (int epoch = 1; epoch <= 3; epoch++) {
                var saved = HandExecutor.checkpoint(only, epoch);
                rig.checkpoints.add(saved);
                var observation = new Observation(epoch, Metrics.of("loss", 1.0 / epoch), 1);
                executor.tell().reported(new Report(only.trial(), only.attempt(), observation, Optional.of(saved)));
            }
            executor.end(only, new Outcome.Reached(3, Optional.of(HandExecutor.checkpoint(only, 3))));
            rig.end();
            assertThat(rig.checkpoints.left())
                    .containsExactly(HandExecutor.checkpoint(only, 3).name());
        }
    }

    @Test
    void aBrokenDiskIsNotFatal() {
        var rig = Rig.simulated(BEGIN, 1);
        rig.checkpoints = new MemoryCheckpoints(List.of("trial-8-epoch-1-attempt-1")).broken();
        try (rig) {
            assertThat(rig.start().end().isFinished()).isTrue();
            assertThat(rig.checkpoints.left()).hasSize(1);
        }
    }

    private static List<Entry> oneTrialPaused() {
        var first = new HandExecutor(1);
        var rig = new Rig(BEGIN, first).start();
        first.reach(first.next(), 1);
        first.next();
        rig.close();
        return rig.journal.entries();
    }
}
