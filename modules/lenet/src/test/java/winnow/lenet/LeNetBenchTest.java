package winnow.lenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import winnow.data.ImageSet;
import winnow.space.Configuration;
import winnow.space.Value;

@Tag("slow")
class LeNetBenchTest {

    @ParameterizedTest
    @ValueSource(strings = {"auto", "dl4j"})
    void itPrintsALineAnEpochLikeThePeers(String engine) {
        var clock = new AtomicLong();
        var lines = new ArrayList<String>();
        new LeNetBench("9.9", batch(64), 600, 2, 1, engine, 1)
                .run(LeNetTest.images(), () -> clock.getAndAdd(150_000_000), lines::add);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1))
                .matches(
                        "winnow 9\\.9 batch 64 threads 1 engine (vector \\d+ bit|dl4j(-onednn)?) epoch 2: 15\\.00 s per 60k images,"
                                + " test accuracy 0\\.\\d{4} loss \\d\\.\\d{4}");
    }

    @Test
    void argumentsAreChecked() {
        assertThatThrownBy(() -> new LeNetBench("", batch(65), 64, 1, 1, "auto", 1))
                .hasMessage("batch is 65: 1 to 64, the images, would be right");
        assertThatThrownBy(() -> new LeNetBench("", batch(1), 64, 0, 1, "auto", 1))
                .hasMessage("epochs is 0: at least 1 would be right");
        assertThatThrownBy(() -> new LeNetBench("", batch(64), 7_000, 1, 1, "auto", 1)
                        .run(LeNetTest.images(), System::nanoTime, line -> {}))
                .hasMessage("images is 7000: the data set fashion-mnist-sample has 6000");
    }

    @Test
    void everyCaseIsALine() throws InterruptedException {
        var sample = LeNetTest.images();
        var few = new ImageSet(
                "few",
                "the test",
                sample.classes(),
                sample.train().slice(0, 300),
                sample.test().slice(0, 100),
                sample.digest());
        var clock = new AtomicLong();
        for (var name : LeNetBenchCase.names()) {
            var line = LeNetBenchCase.named(name).measure(few, 2, "auto", () -> clock.addAndGet(100_000_000));
            assertThat(line)
                    .matches(
                            name.equals("memory")
                                    ? "memory: 1\\.\\d{3} times .* up to trial 2 .*"
                                    : name + ": \\d+\\.\\d{3} s .* \\(vector \\d+ bit, median of( \\d+\\.\\d{3})+\\)");
        }
        assertThatThrownBy(() -> LeNetBenchCase.named("b65")).hasMessageContaining("'b65' is none of [cold, b64,");
    }

    private static Configuration batch(int size) {
        return LeNetHyperparametersTest.configuration("batch_size", Value.of(size));
    }
}
