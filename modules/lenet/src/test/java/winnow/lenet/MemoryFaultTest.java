package winnow.lenet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bytedeco.javacpp.BytePointer;
import winnow.space.Configuration;
import winnow.study.Objective;
import winnow.study.Snapshot;
import winnow.study.StopSignal;
import winnow.study.Training;
import winnow.study.TrialLink;
import winnow.study.TrialRunner;
import winnow.testkit.ContractCheckpoints;
import winnow.testkit.FaultTest;
import winnow.trial.Assignment;
import winnow.trial.Goal;
import winnow.trial.Metrics;
import winnow.trial.Outcome;
import winnow.trial.Report;
import winnow.trial.Signal;

/** A trial that asks for more memory than there is, of Java's heap or outside of it, fails, and the next one trains. */
class MemoryFaultTest {

    /** What a trial does in its only epoch. */
    private interface Greed {
        long take();
    }

    private static Outcome outcome(Greed greed) {
        Objective objective = start -> new Training() {
            @Override
            public Metrics epoch(int epoch, StopSignal stop) {
                return Metrics.of("loss", greed.take());
            }

            @Override
            public Snapshot snapshot() {
                return Snapshot.NONE;
            }
        };
        var runner = new TrialRunner(
                objective, ContractCheckpoints.fresh(), "loss", Goal.MINIMIZE, Optional.<Duration>empty());
        var assignment = new Assignment(
                1, 0, 1, new Configuration(Map.of()), 1, 0, 1, List.of(), OptionalDouble.empty(), "greedy");
        var link = new TrialLink() {
            @Override
            public void report(Report report) {
                assertThat(report.observation().epoch()).isEqualTo(1);
            }

            @Override
            public Signal signal() {
                return Signal.CONTINUE;
            }
        };
        return runner.run(assignment, List.of(), link, System::nanoTime);
    }

    @FaultTest
    void ofTheHeap() {
        assertThat(outcome(() -> new long[Integer.MAX_VALUE - 8].length))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                    assertThat(failed.kind()).isEqualTo(Outcome.Failure.OUT_OF_MEMORY);
                    assertThat(failed.message()).contains("Java heap space");
                });
        assertThat(outcome(() -> 0)).isInstanceOf(Outcome.Reached.class);
    }

    @FaultTest
    void outsideOfTheHeap() {
        NativeBackend.prepare();
        assertThat(outcome(() -> {
                    try (var pointer = new BytePointer(1L << 50)) {
                        return pointer.capacity();
                    }
                }))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.kind())
                        .isEqualTo(Outcome.Failure.OUT_OF_MEMORY));
        assertThat(outcome(() -> 0)).isInstanceOf(Outcome.Reached.class);
    }
}
