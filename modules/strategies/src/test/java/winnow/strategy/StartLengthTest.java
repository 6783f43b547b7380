package winnow.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import winnow.space.ChoiceParameter;
import winnow.space.Parameter;
import winnow.space.RealParameter;
import winnow.space.Scale;
import winnow.space.SearchSpace;
import winnow.space.Value;
import winnow.testkit.SampleSpaces;

class StartLengthTest {
    private static final OptionalInt MANY = OptionalInt.of(1000);

    private static Parameter choice(String name, int options, boolean isOrdered) {
        var values = IntStream.range(0, options).mapToObj(Value::of).toList();
        return new ChoiceParameter(name, values, isOrdered, Optional.empty());
    }

    private static SearchSpace choices(int parameters, int options) {
        return SearchSpace.of(IntStream.range(0, parameters)
                .mapToObj(i -> choice("c" + i, options, false))
                .toArray(Parameter[]::new));
    }

    @Test
    void fewParametersHaveTheUsualTen() {
        assertThat(StartLength.of(SampleSpaces.oneReal(), MANY)).isEqualTo(10);
        assertThat(StartLength.of(SampleSpaces.mixed(), MANY)).isEqualTo(10);
    }

    /** Six edges of a cell with five operations each have 24 coefficients. */
    @Test
    void eachFurtherOptionOfAnUnorderedChoiceCounts() {
        assertThat(StartLength.of(choices(6, 5), MANY)).isEqualTo(24);
        assertThat(StartLength.of(choices(12, 2), MANY)).isEqualTo(12);
    }

    @Test
    void anOrderedChoiceCountsAsANumberAndASingleValueNotAtAll() {
        var space = SearchSpace.of(
                choice("wide", 13, false), choice("ordered", 40, true), RealParameter.of("x", 0, 1, Scale.LINEAR));
        assertThat(StartLength.of(space, MANY)).isEqualTo(14);
        var fixed = SearchSpace.of(choice("wide", 13, false), choice("one", 1, false), choice("only", 1, true));
        assertThat(StartLength.of(fixed, MANY)).isEqualTo(12);
    }

    @Test
    void noMoreThanFiftyNorAQuarterOfTheTrials() {
        assertThat(StartLength.of(choices(3, 100), MANY)).isEqualTo(50);
        assertThat(StartLength.of(choices(3, 100), OptionalInt.of(160))).isEqualTo(40);
        assertThat(StartLength.of(choices(3, 100), OptionalInt.of(12))).isEqualTo(10);
    }

    @Test
    void tenWhereOnlyEpochsOrAClockLimitTheStudy() {
        assertThat(StartLength.of(choices(3, 100), OptionalInt.empty())).isEqualTo(10);
    }
}
