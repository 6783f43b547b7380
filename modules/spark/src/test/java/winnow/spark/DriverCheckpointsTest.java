package winnow.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import winnow.random.RandomStream;
import winnow.testkit.ContractCheckpoints;
import winnow.trial.Checkpoint;

class DriverCheckpointsTest {
    private final ContractCheckpoints store = ContractCheckpoints.fresh();
    private final UUID service = UUID.randomUUID();
    private final Exchange exchange = new Exchange();
    private final ExecutorService threads = Executors.newSingleThreadExecutor();
    private final Wire wire = new Wire(exchange);
    private final CalledCheckpoints called = new CalledCheckpoints(service, new BulkCall(wire));

    @BeforeEach
    void connect() {
        exchange.connect(service, new ServedCheckpoints(store), threads);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private static byte[] content(int size) {
        var bytes = new byte[size];
        RandomStream.of(1, "content", size).nextBytes(bytes);
        return bytes;
    }

    @Test
    void whatAnExecutorWritesIsInTheDriversStoreAndIsReadAgain() throws IOException {
        for (int size : new int[] {0, 1, 1000}) {
            var content = content(size);
            var checkpoint = called.write(3, 1 + size, 2, out -> out.write(content));
            assertThat(checkpoint.name()).isEqualTo("trial-3-epoch-" + (1 + size) + "-attempt-2");
            assertThat(store.read(checkpoint)).isEqualTo(content);
            assertThat(called.read(checkpoint)).isEqualTo(content);
        }
    }

    @Test
    void alargeOneTravelsInPartsOfAtMostEightMegabytes() throws IOException {
        var content = content(20_000_000);
        var checkpoint = called.write(3, 4, 2, out -> out.write(content));
        assertThat(called.read(checkpoint)).isEqualTo(content);
        assertThat(wire.sent).hasSize(3 + 1).allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(8 << 20));
        assertThat(wire.got).filteredOn(size -> size > 1000).hasSize(3).allSatisfy(size -> assertThat(size)
                .isLessThanOrEqualTo(8 << 20));
    }

    @Test
    void aMissingOneIsAnIOExceptionWithTheStoresMessage() {
        assertThatIOException()
                .isThrownBy(() -> called.read(new Checkpoint(1, 2, 3, "00", 1)))
                .withMessageContaining("there is no trial-1-epoch-2-attempt-3");
    }

    @Test
    void namesAndDeletionsWorkFromAfar() throws IOException {
        var one = called.write(1, 1, 1, out -> out.write(1));
        var two = called.write(2, 1, 1, out -> out.write(1));
        assertThat(called.names()).containsExactlyInAnyOrder(one.name(), two.name());
        called.delete(one);
        assertThat(store.names()).containsExactly(two.name());
    }

    @Test
    void nothingIsLeftOfACallThatIsOver() throws IOException {
        var checkpoint = called.write(3, 4, 2, out -> out.write(content(9_000_000)));
        called.read(checkpoint);
        assertThatIOException().isThrownBy(() -> called.read(new Checkpoint(1, 2, 3, "00", 1)));
        assertThat(exchange.size()).isZero();
    }

    @Test
    void aClosedServiceIsAnIOException() {
        exchange.disconnect(service);
        assertThatIOException().isThrownBy(called::names).withMessageContaining("its study has ended");
    }

    @Test
    void inTheDriverItIsTheStoreItself() throws IOException {
        var checkpoints = DriverCheckpoints.over(store);
        var checkpoint = checkpoints.write(1, 2, 3, out -> out.write(7));
        assertThat(store.read(checkpoint)).containsExactly(7);
        checkpoints.close();
        checkpoints.close();
        assertThatIOException().isThrownBy(() -> checkpoints.read(checkpoint)).withMessageContaining("closed");
    }

    /** The way of a message there and back, without Spark between. */
    private static final class Wire implements BulkCall.Asking {
        private final Exchange exchange;
        private final List<Integer> sent = new ArrayList<>();
        private final List<Integer> got = new ArrayList<>();

        Wire(Exchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public byte[] ask(Message message) {
            var arrived = Message.read(message.bytes());
            if (arrived instanceof Message.Send send) {
                sent.add(send.part().length);
                exchange.send(send);
                return new byte[0];
            }
            var portion = exchange.fetch((Message.Fetch) arrived);
            got.add(portion.part().length);
            return portion.bytes();
        }

        @Override
        public void pause(long millis) {
            Thread.onSpinWait();
        }
    }
}
