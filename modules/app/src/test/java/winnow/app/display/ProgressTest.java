package winnow.app.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import winnow.search.Limits;

class ProgressTest {
    private static final Limits LIMITS = Limits.ofTrials(27).withEpochs(60);
    private static final String ESCAPE = "\u001b";

    @Test
    void tellsTrialsEpochsBestAndTime() {
        var lines = Studies.progress(LIMITS, 40).block(new Screen(80, false));

        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).matches("simulated  \\[=+ +\\]  \\d+ %  0:31 elapsed  about \\d:\\d\\d left");
        assertThat(lines.get(1)).matches("trials \\d+ of 27  \\d+ done  2 running  \\d+ paused  epochs \\d+ of 60");
        assertThat(lines.get(2))
                .matches("best validation_loss \\d\\.\\d+  validation_accuracy 0\\.\\d+  trial \\d+ epoch \\d");
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 40, 79, 80, 120, 200})
    void fitsTheScreen(int width) {
        for (int entries : List.of(1, 2, 20, 60)) {
            assertThat(Studies.progress(LIMITS, entries).block(new Screen(width, false)))
                    .hasSize(3)
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(width));
        }
    }

    @Test
    void fillsAWideScreenWithALongerBar() {
        var progress = Studies.progress(LIMITS, 40);

        assertThat(progress.block(new Screen(200, false)).get(0).length())
                .isGreaterThan(progress.block(new Screen(80, false)).get(0).length());
    }

    @Test
    void isColouredOnlyWhereThatIsWanted() {
        var progress = Studies.progress(LIMITS, 40);

        assertThat(progress.block(new Screen(80, false))).noneMatch(line -> line.contains(ESCAPE));
        assertThat(progress.block(new Screen(80, true))).allMatch(line -> line.contains(ESCAPE));
    }

    @Test
    void saysAllOfItInOneLineForALog() {
        assertThat(Studies.progress(LIMITS, 40).line())
                .matches(
                        "0:31  trials \\d+ of 27 \\(\\d+ done, 2 running, \\d+ paused\\), epochs \\d+ of 60;"
                                + " best validation_loss .*, validation_accuracy .*, trial \\d+ epoch \\d; about \\d:\\d\\d left");
    }

    @Test
    void foretellsTheRestFromTheEpochsSpent() {
        var summary = Studies.summary(LIMITS, 40);
        double share = summary.ledger().charged() / 60.0;

        var rest = new Progress(summary, Duration.ofSeconds(30)).rest().orElseThrow();

        assertThat(rest.toMillis())
                .isCloseTo((long) (30_000 / share * (1 - share)), org.assertj.core.data.Offset.offset(1L));
    }

    @Test
    void foretellsNothingBeforeTheFirstEpoch() {
        var progress = Studies.progress(LIMITS, 2);

        assertThat(progress.rest()).isEmpty();
        assertThat(progress.block(new Screen(80, false)).get(2)).isEqualTo("no epoch measured yet");
    }

    @Test
    void theClockIsALimitToo() {
        var summary = Studies.summary(Limits.NONE.withWallClock(Duration.ofSeconds(100)), 40);

        var progress = new Progress(summary, Duration.ofSeconds(25));

        assertThat(progress.share()).isEqualTo(0.25);
        assertThat(progress.rest()).contains(Duration.ofSeconds(75));
    }

    @Test
    void aFinishedStudyIsDone() {
        var progress = Studies.progress(LIMITS, Integer.MAX_VALUE);

        assertThat(progress.share()).isEqualTo(1);
        assertThat(progress.rest()).isEmpty();
    }

    @Test
    void neverClaimsMoreThanTheWhole() {
        var summary = Studies.summary(Limits.NONE.withWallClock(Duration.ofSeconds(10)), 10);

        var progress = new Progress(summary, Duration.ofSeconds(12));

        assertThat(progress.share()).isEqualTo(1);
        assertThat(progress.rest()).contains(Duration.ZERO);
    }
}
