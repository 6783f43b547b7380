package winnow.app.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import winnow.search.Limits;
import winnow.search.StudyEvent.Judged;
import winnow.search.StudyEvent.TrialCreated;
import winnow.search.Verdict;
import winnow.space.Configuration;
import winnow.space.Value;
import winnow.study.Entry;

class DecisionsTest {

    @Test
    void everyDecisionIsTold() {
        var lines = Studies.run(Limits.ofTrials(9), Integer.MAX_VALUE).entries().stream()
                .map(Decisions::lines)
                .flatMap(List::stream)
                .toList();

        assertThat(lines)
                .anyMatch(l -> l.matches("0:00  session 1 opened"))
                .anyMatch(l -> l.matches("0:00  trial 0 by random: learning_rate=.*"))
                .anyMatch(l ->
                        l.matches("0:0\\d  trial \\d epoch 1: validation_accuracy .*, validation_loss .* \\(.* s\\)"))
                .anyMatch(l -> l.matches("0:\\d\\d  trial \\d pauses at epoch 1: .+"))
                .anyMatch(l -> l.matches("0:\\d\\d  trial \\d trains from epoch 1 to 3: .+"))
                .anyMatch(l -> l.matches("0:\\d\\d  trial \\d is complete at epoch 9: .+"));
    }

    /** Choices, a strategy's remarks and messages of failures are whatever somebody wrote. */
    @Test
    void whatSomebodyWroteMovesNoCursor() {
        var evil = "a\u001b[2J\u0007\r\nb";
        var configuration = new Configuration(Map.of("optimizer", Value.of(evil)));
        var entry = new Entry(
                1,
                Instant.EPOCH,
                0,
                List.of(
                        new TrialCreated(0, configuration, "random", evil, Optional.empty(), 0, 1),
                        new Judged(0, 1, new Verdict.Fail(evil))));

        assertThat(Decisions.lines(entry))
                .hasSize(2)
                .allMatch(line -> line.equals(Screen.plain(line)))
                .allMatch(line -> line.contains("a [2J   b"));
    }
}
