package winnow.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static winnow.testkit.Property.forAll;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoublesTest {

    /** Lists made from any earlier one, in any order, hold what they were made of. */
    @Test
    void noListSeesWhatWasAddedToAnother() {
        forAll(50, random -> {
            var lists = new ArrayList<Doubles>(List.of(Doubles.NONE));
            var contents = new ArrayList<List<Double>>(List.of(List.of()));
            for (int i = 0; i < 200; i++) {
                int from = random.nextInt(4) == 0 ? random.nextInt(lists.size()) : lists.size() - 1;
                double added = random.nextInt(10);
                lists.add(lists.get(from).plus(added, i));
                var content = new ArrayList<>(contents.get(from));
                content.addAll(List.of(added, (double) i));
                contents.add(content);
            }
            for (int i = 0; i < lists.size(); i++) {
                assertThat(lists.get(i).toArray()).containsExactly(unboxed(contents.get(i)));
            }
        });
    }

    private static double[] unboxed(List<Double> list) {
        return list.stream().mapToDouble(d -> d).toArray();
    }

    @Test
    void isEqualByContent() {
        assertThat(Doubles.of(1, Double.NaN)).isEqualTo(Doubles.of(1).plus(Double.NaN));
        assertThat(Doubles.of(1, Double.NaN)).hasSameHashCodeAs(Doubles.of(1).plus(Double.NaN));
        assertThat(Doubles.of(1, 2)).isNotEqualTo(Doubles.of(1)).isNotEqualTo(Doubles.of(1, 3));
    }

    @Test
    void refusesWhatIsBeyondItsEnd() {
        var one = Doubles.of(1);
        one.plus(2);
        assertThatThrownBy(() -> one.get(1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
