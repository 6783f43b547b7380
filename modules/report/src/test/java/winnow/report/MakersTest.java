package winnow.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import winnow.search.StudyEvent;
import winnow.search.StudyEvent.Reported;
import winnow.study.Entry;
import winnow.trial.Checkpoint;
import winnow.trial.Metrics;
import winnow.trial.Observation;

class MakersTest {

    @Test
    void trialsAreCountedByWhatTrainedThemLast() {
        assertThat(Makers.words(entries(reported(0, 1, "a"), reported(1, 1, "b"), reported(2, 1, "a"))))
                .isEqualTo("a (2 trials); b (1 trial)");
        assertThat(Makers.words(entries(reported(0, 1, "a"), reported(0, 2, "b"))))
                .isEqualTo("b (1 trial)");
        assertThat(Makers.words(entries(reported(0, 1, "")))).isEmpty();
        assertThat(Makers.words(List.of())).isEmpty();
    }

    private static Reported reported(int trial, int epoch, String maker) {
        var checkpoint = new Checkpoint(trial, epoch, 1, "digest", 1, maker);
        return new Reported(trial, 1, new Observation(epoch, Metrics.of("loss", 1), 1), Optional.of(checkpoint));
    }

    private static List<Entry> entries(StudyEvent... events) {
        var entries = new ArrayList<Entry>();
        for (var event : events) {
            entries.add(new Entry(entries.size() + 1, Instant.EPOCH, 0, List.of(event)));
        }
        return entries;
    }
}
