package winnow.app.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import winnow.search.Limits;
import winnow.space.Configuration;
import winnow.space.Value;
import winnow.trial.Aim;
import winnow.trial.Goal;
import winnow.trial.Metrics;
import winnow.trial.Observation;
import winnow.trial.Trial;

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
    void whatAChoiceOrAMetricHoldsMovesNoCursor() {
        var configuration = new Configuration(Map.of("optimizer", Value.of("sgd\u001b[2J\r\nowned\u202e")));
        var observation = new Observation(1, Metrics.of("loss\u001b[1m", 0.5), 1);
        var trial = Trial.created(0, configuration, "random", "", Optional.empty(), 0, 1)
                .observed(observation);
        var rank = new Leaderboard.Rank(trial, observation, false);
        var aims = List.of(new Aim("loss\u001b[1m", Goal.MINIMIZE));
        var board = new Leaderboard(Leaderboard.Title.TRIALS, aims, List.of(rank), 0, Set.of());

        for (int width : new int[] {20, 80}) {
            assertThat(board.lines(5, new Screen(width, false))).allMatch(line -> line.equals(Screen.plain(line)));
        }
        assertThat(board.lines(5, new Screen(80, false))).last().asString().endsWith("sgd [2J  owned");
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
