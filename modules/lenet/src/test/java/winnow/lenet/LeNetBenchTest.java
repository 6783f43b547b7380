package winnow.lenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class LeNetBenchTest {

    @Test
    void itPrintsALineAnEpochLikeThePeers() {
        var clock = new AtomicLong();
        var lines = new ArrayList<String>();
        new LeNetBench("9.9", 64, 600, 2, 0.01, 0.9, 1)
                .run(LeNetTest.images(), () -> clock.getAndAdd(150_000_000), lines::add);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1))
                .matches("winnow 9\\.9 batch 64 threads 1 engine dl4j(-onednn)? epoch 2: 15\\.00 s per 60k images,"
                        + " test accuracy 0\\.\\d{4} loss \\d\\.\\d{4}");
    }

    @Test
    void argumentsAreChecked() {
        assertThatThrownBy(() -> new LeNetBench("", 65, 64, 1, 0.01, 0.9, 1))
                .hasMessage("batch is 65: 1 to 64, the images, would be right");
        assertThatThrownBy(() -> new LeNetBench("", 1, 64, 0, 0.01, 0.9, 1))
                .hasMessage("epochs is 0: at least 1 would be right");
        assertThatThrownBy(() -> new LeNetBench("", 64, 7_000, 1, 0.01, 0.9, 1)
                        .run(LeNetTest.images(), System::nanoTime, line -> {}))
                .hasMessage("images is 7000: the data set fashion-mnist-sample has 6000");
    }
}
