package winnow.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static winnow.space.RandomSpaces.forAll;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import winnow.random.RandomStream;

/** What every parameter promises, on thousands of random ones. */
class ParameterLawsTest {
    private static final int PARAMETERS = 5_000;

    private static void forAllParameters(BiConsumer<Parameter, RandomStream> law) {
        forAll(PARAMETERS, r -> {
            Parameter parameter = RandomSpaces.parameter(r, "p", Optional.empty());
            try {
                law.accept(parameter, r);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(parameter + ": " + e.getMessage(), e);
            }
        });
    }

    /** Points where rounding errors would show: the ends, next to them, and anywhere. */
    private static double[] units(RandomStream r) {
        double[] units = new double[20];
        Arrays.setAll(units, i -> r.nextDouble());
        units[0] = 0;
        units[1] = 1;
        units[2] = Math.nextDown(1.0);
        units[3] = Double.MIN_VALUE;
        units[4] = 1e-17;
        units[5] = 1 - r.nextDouble() * 1e-12;
        units[6] = r.nextDouble() * 1e-12;
        return units;
    }

    @Test
    void decodedValuesAreLegalAndComeBackExactly() {
        forAllParameters((parameter, r) -> {
            for (double unit : units(r)) {
                Value value = parameter.decode(unit);
                assertThat(parameter.contains(value)).as("%s legal", value).isTrue();
                double encoded = parameter.encode(value);
                assertThat(encoded).isBetween(0.0, 1.0);
                assertThat(parameter.decode(encoded)).isEqualTo(value);
                assertThat(parameter.encode(parameter.decode(encoded))).isEqualTo(encoded);
            }
        });
    }

    @Test
    void neighboursOfALegalPointDecodeAlike() {
        forAllParameters((parameter, r) -> {
            Value value = parameter.decode(r.nextDouble());
            double unit = parameter.encode(value);
            if (unit > 0 && unit < 1) {
                assertThat(parameter.decode(Math.nextUp(unit))).isEqualTo(value);
                assertThat(parameter.decode(Math.nextDown(unit))).isEqualTo(value);
            }
        });
    }

    @Test
    void decodingIsMonotone() {
        forAllParameters((parameter, r) -> {
            double[] units = units(r);
            Arrays.sort(units);
            for (int i = 1; i < units.length; i++) {
                Value a = parameter.decode(units[i - 1]);
                Value b = parameter.decode(units[i]);
                if (parameter instanceof ChoiceParameter) {
                    assertThat(parameter.indexOf(a)).isLessThanOrEqualTo(parameter.indexOf(b));
                } else {
                    assertThat(a.number()).isLessThanOrEqualTo(b.number());
                }
            }
        });
    }

    @Test
    void canonicalFormIsLegalAndFinal() {
        forAllParameters((parameter, r) -> {
            if (parameter instanceof RealParameter real) {
                double anywhere = real.low() + r.nextDouble() * (real.high() - real.low());
                parameter.canonical(Value.of(anywhere)).ifPresent(value -> {
                    assertThat(parameter.contains(value)).isTrue();
                    assertThat(parameter.canonical(value)).contains(value);
                    assertThat(parameter.decode(parameter.encode(value))).isEqualTo(value);
                });
            }
        });
    }

    @Test
    void boundsAreLegalAndTheirUnitsAreTheEnds() {
        forAll(PARAMETERS, r -> {
            RealParameter real = RandomSpaces.continuous(r, "p", Optional.empty());
            assertThat(real.decode(0)).isEqualTo(Value.of(real.low()));
            assertThat(real.decode(1)).isEqualTo(Value.of(real.high()));
            assertThat(real.encode(Value.of(real.low()))).isZero();
            assertThat(real.encode(Value.of(real.high()))).isEqualTo(1);
        });
    }

    @Test
    void aContinuousParameterKeepsAtLeastSixDigitsOfItsRange() {
        forAll(PARAMETERS, r -> {
            RealParameter real = RandomSpaces.continuous(r, "p", Optional.empty());
            boolean ordinary = real.scale() == Scale.LINEAR
                    ? real.high() - real.low() > 1e-6 * Math.max(Math.abs(real.low()), Math.abs(real.high()))
                    : real.scale() == Scale.LOG && real.high() / real.low() > 1 + 1e-5;
            if (ordinary) {
                double unit = r.nextDouble();
                assertThat(real.encode(real.decode(unit))).isCloseTo(unit, within(1e-6));
            }
        });
    }

    @Test
    void indexesOfFiniteParametersRunThroughDistinctLegalValuesInOrder() {
        forAllParameters((parameter, r) -> {
            if (parameter.cardinality().isPresent()) {
                long size = parameter.cardinality().getAsLong();
                long index = r.nextLong(size);
                Value value = parameter.valueAt(index);
                assertThat(parameter.contains(value)).isTrue();
                assertThat(parameter.indexOf(value)).isEqualTo(index);
                assertThat(parameter.decode(parameter.encode(value))).isEqualTo(value);
                assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> parameter.valueAt(size));
                assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> parameter.valueAt(-1));
            } else {
                assertThatIllegalStateException().isThrownBy(() -> parameter.valueAt(0));
                assertThatIllegalStateException().isThrownBy(() -> parameter.indexOf(parameter.decode(0)));
            }
        });
    }

    @Test
    void coordinatesOutsideTheUnitIntervalAreRefused() {
        forAllParameters((parameter, r) -> {
            for (double unit : new double[] {-Double.MIN_VALUE, Math.nextUp(1.0), Double.NaN, 1e300}) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> parameter.decode(unit))
                        .withMessageContaining("coordinate of p");
            }
        });
    }
}
