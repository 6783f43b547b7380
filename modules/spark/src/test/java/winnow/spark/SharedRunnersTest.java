package winnow.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import winnow.study.TrialRunner;
import winnow.testkit.ContractCheckpoints;
import winnow.testkit.ContractObjective;
import winnow.trial.Goal;

class SharedRunnersTest {
    private final AtomicInteger loads = new AtomicInteger();

    private TrialRunner load() {
        loads.incrementAndGet();
        return new TrialRunner(
                new ContractObjective(), ContractCheckpoints.fresh(), "loss", Goal.MINIMIZE, Optional.empty());
    }

    @Test
    void loadsOnceForAllWhoAskAtTheSameTime() throws Exception {
        var run = UUID.randomUUID();
        var gate = new CompletableFuture<Void>();
        var threads = Executors.newFixedThreadPool(8);
        var results = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> {
                            gate.join();
                            try {
                                return SharedRunners.runner(run, this::load);
                            } catch (Exception impossible) {
                                throw new IllegalStateException(impossible);
                            }
                        },
                        threads))
                .toList();
        gate.complete(null);
        for (var result : results) {
            assertThat(result.get(10, TimeUnit.SECONDS)).isSameAs(results.get(0).get());
        }
        threads.shutdown();
        assertThat(loads).hasValue(1);
    }

    @Test
    void triesAgainAfterAFailure() throws Exception {
        var run = UUID.randomUUID();
        assertThatIllegalStateException()
                .isThrownBy(() -> SharedRunners.runner(run, () -> {
                    throw new IllegalStateException("no memory");
                }));
        assertThat(SharedRunners.runner(run, this::load)).isNotNull();
    }

    @Test
    void letsTheOnesGoThatWereNotUsedForLong() throws Exception {
        var first = UUID.randomUUID();
        SharedRunners.runner(first, this::load);
        for (int i = 0; i < 3; i++) {
            SharedRunners.runner(UUID.randomUUID(), this::load);
        }
        assertThat(loads).hasValue(4);
        SharedRunners.runner(first, this::load);
        assertThat(loads).hasValue(5);
    }

    @Test
    void keepsWhatItIsToldToUntilItMayForget() throws Exception {
        var run = UUID.randomUUID();
        var runner = load();
        SharedRunners.keep(run, runner);
        for (int i = 0; i < 5; i++) {
            SharedRunners.runner(UUID.randomUUID(), this::load);
        }
        assertThat(SharedRunners.runner(run, this::load)).isSameAs(runner);
        SharedRunners.forget(run);
        assertThat(SharedRunners.runner(run, this::load)).isNotSameAs(runner);
    }
}
