package winnow.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JournalWatchTest {
    private final JournalWatch watch = new JournalWatch();

    private Optional<Duration> look(long entry, int second) {
        return watch.look(entry == 0 ? Optional.empty() : Optional.of(entry), Duration.ofSeconds(second));
    }

    @Test
    void speaksWhenOneEntryIsAwaitedForLongAndThenNowAndThen() {
        assertThat(look(0, 0)).isEmpty();
        assertThat(look(7, 5)).isEmpty();
        assertThat(look(7, 14)).isEmpty();
        assertThat(look(7, 15)).contains(Duration.ofSeconds(10));
        assertThat(look(7, 20)).isEmpty();
        assertThat(look(7, 25)).contains(Duration.ofSeconds(20));
        assertThat(look(8, 30)).isEmpty();
        assertThat(look(8, 45)).contains(Duration.ofSeconds(15));
    }

    @Test
    void isSilentWhileTheJournalAnswers() {
        for (int second = 0; second < 100; second += 5) {
            assertThat(look(second + 1, second)).isEmpty();
        }
        for (int second = 100; second < 200; second += 5) {
            assertThat(look(0, second)).isEmpty();
        }
    }
}
