package winnow.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import winnow.space.Configuration;
import winnow.space.Value;
import winnow.trial.Assignment;
import winnow.trial.Checkpoint;
import winnow.trial.Goal;
import winnow.trial.Metrics;
import winnow.trial.Outcome;
import winnow.trial.Report;
import winnow.trial.Signal;

class TrialRunnerTest {
    private final MemoryStore store = new MemoryStore();
    private final List<Report> reports = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private Signal signal = Signal.CONTINUE;

    @Test
    void reportsEachEpochAndSavesThoseBelowTheBarAndTheLast() {
        var outcome = run(counting(0), assignment(0, 4, List.of(), OptionalDouble.of(0.4)));
        assertThat(reports).extracting(r -> r.observation().epoch()).containsExactly(1, 2, 3, 4);
        assertThat(reports).extracting(r -> r.checkpoint().isPresent()).containsExactly(false, false, true, true);
        assertThat(outcome).isEqualTo(new Outcome.Reached(4, reports.get(3).checkpoint()));
    }

    @Test
    void checkpointsSayWhatMadeThem() {
        Objective objective = start -> new Counting(0, 0) {
            @Override
            public String madeBy() {
                return "an abacus";
            }
        };
        run(objective, assignment(0, 1, List.of(), OptionalDouble.empty()));
        assertThat(reports.get(0).checkpoint().orElseThrow().madeBy()).isEqualTo("an abacus");
    }

    @Test
    void aFullDiskIsTheMachinesFaultAndTheEpochIsNotReported() {
        store.fault = "No space left on device";
        var outcome = run(counting(0), assignment(0, 3, List.of(), OptionalDouble.empty()));
        assertThat(outcome)
                .isEqualTo(new Outcome.Lost(
                        Outcome.Loss.NOT_SAVED,
                        "the checkpoint of epoch 1 cannot be written: IOException: No space left on device"));
        assertThat(reports).isEmpty();
    }

    @Test
    void takesUpFromTheNewestCheckpoint() {
        var saved = store.put(5, 2);
        run(counting(0), assignment(2, 4, List.of(saved), OptionalDouble.empty()));
        assertThat(reports).extracting(r -> r.observation().epoch()).containsExactly(3, 4);
        assertThat(reports.get(1).observation().metrics().value("trained")).isEqualTo(4);
    }

    @Test
    void fallsBackToTheCheckpointBeforeADamagedOneAndTrainsTheGapWithoutReporting() {
        var older = store.put(5, 1);
        var missing = new Checkpoint(5, 2, 1, "gone", 4);
        run(counting(0), assignment(2, 3, List.of(missing, older), OptionalDouble.empty()));
        assertThat(reports).extracting(r -> r.observation().epoch()).containsExactly(3);
        assertThat(reports.get(0).observation().metrics().value("trained")).isEqualTo(3);
    }

    @Test
    void anObjectiveWithoutStateTrainsItsEpochsAnew() {
        Objective objective = start -> new Counting(0, start.from()) {
            @Override
            public Snapshot snapshot() {
                return Snapshot.NONE;
            }
        };
        var outcome = run(objective, assignment(0, 2, List.of(), OptionalDouble.empty()));
        assertThat(outcome).isEqualTo(new Outcome.Reached(2, Optional.empty()));
    }

    @Test
    void aPauseSavesTheLastWholeEpoch() {
        Objective objective = start -> new Counting(0, start.from()) {
            @Override
            public Metrics epoch(int epoch, StopSignal stop) {
                if (epoch == 3) {
                    signal = Signal.PAUSE;
                }
                stop.check();
                return super.epoch(epoch, stop);
            }
        };
        var outcome = run(objective, assignment(0, 9, List.of(), OptionalDouble.of(0)));
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Stopped.class, s -> {
            assertThat(s.signal()).isEqualTo(Signal.PAUSE);
            assertThat(s.epoch()).isEqualTo(2);
            assertThat(s.checkpoint()).map(Checkpoint::epoch).contains(2);
        });
    }

    @Test
    void aStopSavesNothing() {
        signal = Signal.STOP;
        assertThat(run(counting(0), assignment(0, 9, List.of(), OptionalDouble.empty())))
                .isEqualTo(new Outcome.Stopped(Signal.STOP, 0, Optional.empty()));
    }

    @Test
    void aMetricThatIsNotFiniteIsADivergence() {
        Objective objective = start -> new Counting(0, 0) {
            @Override
            public Metrics epoch(int epoch, StopSignal stop) {
                return Metrics.of("loss", epoch == 2 ? Double.NaN : 1);
            }
        };
        assertThat(run(objective, assignment(0, 9, List.of(), OptionalDouble.empty())))
                .isEqualTo(new Outcome.Diverged(2, "loss is NaN"));
    }

    @Test
    void anExceptionOfTheObjectiveIsAFailureWithItsMessage() {
        Objective objective = start -> {
            throw new IllegalArgumentException("no such layer");
        };
        assertThat(run(objective, assignment(0, 9, List.of(), OptionalDouble.empty())))
                .isEqualTo(new Outcome.Failed(Outcome.Failure.USER_ERROR, "IllegalArgumentException: no such layer"));
    }

    @Test
    void anErrorOfMemoryIsOutOfMemory() {
        Objective objective = start -> {
            throw new OutOfMemoryError("Java heap space");
        };
        assertThat(run(objective, assignment(0, 9, List.of(), OptionalDouble.empty())))
                .isEqualTo(new Outcome.Failed(Outcome.Failure.OUT_OF_MEMORY, "OutOfMemoryError: Java heap space"));
    }

    @Test
    void aMissingStudyMetricSaysWhatWasMeasured() {
        Objective objective = start -> new Counting(0, 0) {
            @Override
            public Metrics epoch(int epoch, StopSignal stop) {
                return Metrics.of("accuracy", 1);
            }
        };
        assertThat(run(objective, assignment(0, 9, List.of(), OptionalDouble.empty())))
                .isInstanceOfSatisfying(Outcome.Failed.class, f -> assertThat(f.message())
                        .contains("did not measure loss")
                        .contains("[accuracy]"));
    }

    @Test
    void anAssignmentThatTakesTooLongTimesOut() {
        Objective objective = start -> new Counting(0, 0) {
            @Override
            public Metrics epoch(int epoch, StopSignal stop) {
                nanos.addAndGet(Duration.ofSeconds(40).toNanos());
                return super.epoch(epoch, stop);
            }
        };
        assertThat(run(objective, assignment(0, 9, List.of(), OptionalDouble.empty())))
                .isEqualTo(new Outcome.Failed(Outcome.Failure.TIMEOUT, "the assignment took longer than 60 s"));
        assertThat(reports).hasSize(2);
    }

    @Test
    void anInterruptedThreadIsTheMachinesFaultAndKeepsItsFlag() {
        Objective objective = start -> {
            throw new InterruptedException();
        };
        assertThat(run(objective, assignment(0, 9, List.of(), OptionalDouble.empty())))
                .isInstanceOfSatisfying(
                        Outcome.Lost.class, l -> assertThat(l.kind()).isEqualTo(Outcome.Loss.DECOMMISSIONED));
        assertThat(Thread.interrupted()).isTrue();
    }

    private Outcome run(Objective objective, Assignment assignment) {
        var runner = new TrialRunner(objective, store, "loss", Goal.MINIMIZE, Optional.of(Duration.ofMinutes(1)));
        var link = new TrialLink() {
            @Override
            public Signal signal() {
                return signal;
            }

            @Override
            public void report(Report report) {
                reports.add(report);
            }
        };
        return runner.run(assignment, List.of(), link, nanos::get);
    }

    private static Objective counting(int before) {
        return start ->
                new Counting(before, start.checkpoint().map(c -> (int) c[0]).orElse(0));
    }

    private static Assignment assignment(int from, int to, List<Checkpoint> starts, OptionalDouble bar) {
        var values = new LinkedHashMap<String, Value>();
        values.put("x", Value.of(0.5));
        return new Assignment(1, 5, 1, new Configuration(values), 42, from, to, starts, bar, "trial 5");
    }

    /** Counts its epochs; the loss is 1/epoch. */
    private static class Counting implements Training {
        private int trained;

        Counting(int before, int from) {
            trained = before + from;
        }

        @Override
        public Metrics epoch(int epoch, StopSignal stop) {
            trained++;
            return Metrics.of("loss", 1.0 / epoch, "trained", trained);
        }

        @Override
        public Snapshot snapshot() {
            int state = trained;
            return out -> out.write(state);
        }
    }

    private static final class MemoryStore implements CheckpointStore {
        private static final long serialVersionUID = 1L;
        private final Map<String, byte[]> contents = new HashMap<>();
        private String fault = "";

        Checkpoint put(int trial, int epoch) {
            var checkpoint = new Checkpoint(trial, epoch, 1, "digest", 1);
            contents.put(checkpoint.name(), new byte[] {(byte) epoch});
            return checkpoint;
        }

        @Override
        public Checkpoint write(int trial, int epoch, int attempt, Snapshot snapshot) throws IOException {
            if (!fault.isEmpty()) {
                throw new IOException(fault);
            }
            var bytes = new ByteArrayOutputStream();
            snapshot.writeTo(bytes);
            var checkpoint = new Checkpoint(trial, epoch, attempt, "digest", bytes.size());
            contents.put(checkpoint.name(), bytes.toByteArray());
            return checkpoint;
        }

        @Override
        public byte[] read(Checkpoint checkpoint) throws IOException {
            var content = contents.get(checkpoint.name());
            if (content == null) {
                throw new IOException(checkpoint.name() + " is missing");
            }
            return content;
        }

        @Override
        public void delete(Checkpoint checkpoint) {
            contents.remove(checkpoint.name());
        }

        @Override
        public List<String> names() {
            return List.copyOf(contents.keySet());
        }

        @Override
        public void delete(String name) {
            contents.remove(name);
        }
    }
}
