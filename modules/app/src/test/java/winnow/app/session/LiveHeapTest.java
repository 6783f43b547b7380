package winnow.app.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LiveHeapTest {
    @Test
    void garbageIsNotInUseAndWhatIsHeldIs() {
        long before = LiveHeap.bytes();
        byte[] held = new byte[32 << 20];
        for (int i = 0; i < 8; i++) {
            held = new byte[32 << 20];
        }
        assertThat(LiveHeap.bytes() - before).isBetween(31L << 20, 63L << 20);
        assertThat(held).hasSize(32 << 20);
    }
}
