package winnow.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winnow.study.Resources;

class PlacementTest {
    private static SparkExecutor executor(String id, int slots) {
        return new SparkExecutor(id, "host", slots, false);
    }

    /** How many of so many assignments each executor gets. */
    private static Map<String, Integer> spread(int assignments, SparkExecutor... executors) {
        var load = new HashMap<String, Integer>();
        for (int i = 0; i < assignments; i++) {
            Placement.choose(List.of(executors), load).ifPresent(chosen -> load.merge(chosen.id(), 1, Integer::sum));
        }
        return load;
    }

    @Test
    void equalExecutorsGetEqualParts() {
        assertThat(spread(6, executor("a", 4), executor("b", 4), executor("c", 4)))
                .isEqualTo(Map.of("a", 2, "b", 2, "c", 2));
    }

    @Test
    void unevenExecutorsGetPartsLikeTheirSlots() {
        assertThat(spread(6, executor("a", 2), executor("b", 8), executor("c", 2)))
                .isEqualTo(Map.of("a", 1, "b", 4, "c", 1));
        assertThat(spread(99, executor("a", 2), executor("b", 8), executor("c", 2)))
                .isEqualTo(Map.of("a", 2, "b", 8, "c", 2));
    }

    @Test
    void whoLeavesOrIsUnknownGetsNothing() {
        assertThat(spread(9, new SparkExecutor("a", "host", 4, true), SparkExecutor.unknown("b", false)))
                .isEmpty();
    }

    @Test
    void aLocationIsWrittenAsSparkReadsIt() {
        assertThat(executor("12", 1).location()).contains("executor_host_12");
        assertThat(SparkExecutor.unknown("1", false).location()).isEmpty();
        assertThat(new SparkExecutor("1", "odd_host", 1, false).location()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 4, 0, 4", "3, 0, 8, 2, 2", "1, 0.25, 16, 1, 4", "1, 0.25, 3, 1, 3", "1, 0.1, 64, 2, 20",
        "1, 0.3, 64, 2, 6", "1, 1, 64, 8, 8", "1, 2, 64, 5, 2", "2, 0.5, 6, 2, 3", "1, 0.5, 8, 0, 0"
    })
    void slotsFollowCoresAndGpus(int cpus, double gpus, int cores, int addresses, int slots) {
        assertThat(ExecutorCensus.slots(new Resources(cpus, gpus, OptionalInt.empty()), cores, addresses))
                .isEqualTo(slots);
    }
}
