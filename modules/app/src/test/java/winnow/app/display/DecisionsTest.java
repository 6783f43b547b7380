package winnow.app.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import winnow.search.Limits;

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
}
