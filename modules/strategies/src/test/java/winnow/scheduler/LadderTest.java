package winnow.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LadderTest {

    @Test
    void climbsByTheFactorAndEndsAtTheMost() {
        assertThat(Ladder.upTo(1, 9, 3).budgets()).containsExactly(1, 3, 9);
        assertThat(Ladder.upTo(1, 10, 3).budgets()).containsExactly(1, 3, 9, 10);
        assertThat(Ladder.upTo(2, 27, 4).budgets()).containsExactly(2, 8, 27);
        assertThat(Ladder.upTo(5, 5, 3).budgets()).containsExactly(5);
        assertThat(Ladder.upTo(1, Integer.MAX_VALUE, 1000).budgets())
                .containsExactly(1, 1000, 1_000_000, 1_000_000_000, Integer.MAX_VALUE);
    }

    @Test
    void findsTheRungOfABudget() {
        var ladder = Ladder.upTo(1, 9, 3);
        assertThat(ladder.rungAt(3)).isEqualTo(1);
        assertThat(ladder.rungAt(4)).isEqualTo(-1);
        assertThat(ladder.most()).isEqualTo(9);
    }

    @Test
    void refusesWhatIsNoLadder() {
        assertThatThrownBy(() -> Ladder.upTo(3, 2, 3)).hasMessageContaining("max_epochs is 2");
        assertThatThrownBy(() -> Ladder.upTo(0, 2, 3)).hasMessageContaining("min_epochs is 0");
        assertThatThrownBy(() -> Ladder.upTo(1, 9, 1)).hasMessageContaining("factor is 1");
        assertThatThrownBy(() -> new Ladder(3, List.of(1, 1))).hasMessageContaining("must ascend");
        assertThatThrownBy(() -> new Ladder(3, List.of())).hasMessageContaining("at least one rung");
    }
}
