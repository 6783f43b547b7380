package winnow.app.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import winnow.app.display.Table.Column;

class TableTest {
    private static final Table TABLE = new Table(
            List.of(Column.of("name", false), Column.of("batch_size", true)),
            List.of(List.of("first", "8"), List.of("2nd", "1024")));

    @Test
    void alignsNumbersToTheRightAndBreaksLongTitles() {
        assertThat(TABLE.lines(80))
                .containsExactly(
                        "       batch", //
                        "name    size",
                        "first      8",
                        "2nd     1024");
    }

    @Test
    void leavesOutColumnsFromTheRight() {
        assertThat(TABLE.fitting(12)).isEqualTo(2);
        assertThat(TABLE.fitting(11)).isEqualTo(1);
        assertThat(TABLE.lines(11)).containsExactly("name", "first", "2nd");
    }

    @Test
    void refusesRowsOfAnotherLength() {
        assertThatThrownBy(() -> new Table(TABLE.columns(), List.of(List.of("alone"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 cells under 2 columns");
    }
}
