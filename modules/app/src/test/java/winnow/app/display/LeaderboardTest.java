package winnow.app.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import winnow.search.Limits;

class LeaderboardTest {
    private static final Limits LIMITS = Limits.ofTrials(27);
    private static final int END = Integer.MAX_VALUE;

    @Test
    void ranksByTheBestObservation() {
        var state = Studies.run(LIMITS, END).state();

        var ranked = Leaderboard.of(state).ranked();

        assertThat(ranked).hasSize(27);
        assertThat(ranked.get(0).trial().number())
                .isEqualTo(state.history().incumbent().orElseThrow().trial());
        assertThat(ranked)
                .isSortedAccordingTo(java.util.Comparator.comparingDouble(
                        r -> r.best().metrics().value("validation_loss")));
    }

    @Test
    void showsEveryParameterInEightyColumns() {
        var lines = Leaderboard.of(Studies.run(LIMITS, END).state()).lines(10, new Screen(80, false));

        assertThat(lines.get(0)).isEqualTo("10 trials of 27 by validation_loss (columns: validation)");
        assertThat(lines.get(2)).matches("trial +loss +accuracy +epoch +status +rate +momentum +optimizer +size");
        assertThat(lines).hasSize(3 + 10).noneMatch(line -> line.startsWith("not shown"));
        assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 40, 60, 200})
    void leavesOutWhatDoesNotFitAndSaysSo(int width) {
        var lines = Leaderboard.of(Studies.run(LIMITS, END).state()).lines(5, new Screen(width, false));

        assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(width));
        assertThat(lines.get(lines.size() - 1).startsWith("not shown")).isEqualTo(width < 80);
    }

    @Test
    void columnsAreAligned() {
        var lines = Leaderboard.of(Studies.run(LIMITS, END).state()).lines(10, new Screen(200, false));
        int end = lines.get(2).indexOf("loss") + "loss".length();

        assertThat(lines.subList(3, lines.size())).allSatisfy(line -> {
            assertThat(line.charAt(end - 1)).isBetween('0', '9');
            assertThat(line.charAt(end)).isEqualTo(' ');
        });
    }

    @Test
    void anEmptyStudyHasNoBoard() {
        assertThat(Leaderboard.of(Studies.run(LIMITS, 1).state()).lines(10, Screen.PLAIN))
                .isEqualTo(List.of("No trial has measured anything."));
    }
}
