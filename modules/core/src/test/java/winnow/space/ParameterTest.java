package winnow.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import winnow.random.RandomStream;

class ParameterTest {
    private static final RealParameter RATE = RealParameter.of("rate", 1e-3, 0.3, Scale.LOG);

    private static RealParameter stepped(double low, double high, double step) {
        return new RealParameter("s", low, high, Scale.LINEAR, OptionalDouble.of(step), Optional.empty());
    }

    @Test
    void logScaleHalvesByRatio() {
        RealParameter decades = RealParameter.of("d", 1e-4, 1, Scale.LOG);
        assertThat(decades.decode(0.25)).isEqualTo(Value.of(1e-3));
        assertThat(decades.decode(0.5)).isEqualTo(Value.of(1e-2));
        assertThat(decades.encode(Value.of(0.1))).isCloseTo(0.75, within(1e-12));
    }

    @Test
    void reverseLogScaleHalvesTheDistanceFromOneByRatio() {
        RealParameter decay = RealParameter.of("d", 0, 0.9999, Scale.REVERSE_LOG);
        assertThat(decay.decode(0.25)).isEqualTo(Value.of(0.9));
        assertThat(decay.decode(0.5)).isEqualTo(Value.of(0.99));
        assertThat(decay.decode(0.75)).isEqualTo(Value.of(0.999));
    }

    @Test
    void realsAreKeptShort() {
        assertThat(RATE.canonical(Value.of(0.0123456789))).contains(Value.of(0.01234568));
        assertThat(RealParameter.of("x", 0, 1, Scale.LINEAR).canonical(Value.of(1 / 3.0)))
                .contains(Value.of(0.333333));
        assertThat(RATE.contains(Value.of(0.0123456789))).isFalse();
    }

    @Test
    void boundsAreKeptAsWritten() {
        RealParameter odd = RealParameter.of("odd", 0.123456789012, 0.987654321098, Scale.LOG);
        assertThat(odd.canonical(Value.of(0.123456789012))).contains(Value.of(0.123456789012));
        assertThat(odd.decode(1)).isEqualTo(Value.of(0.987654321098));
    }

    @Test
    void anIntegerIsTakenForARealAndAWholeRealForAnInteger() {
        assertThat(RealParameter.of("x", 0, 1, Scale.LINEAR).canonical(Value.of(1)))
                .contains(Value.of(1.0));
        IntegerParameter width = IntegerParameter.of("w", 1, 10, Scale.LINEAR);
        assertThat(width.canonical(Value.of(3.0))).contains(Value.of(3));
        assertThat(width.canonical(Value.of(3.5))).isEmpty();
        assertThat(width.canonical(Value.of("3"))).isEmpty();
        assertThat(ChoiceParameter.of("c", Value.of(16), Value.of(32)).canonical(Value.of(16.0)))
                .contains(Value.of(16));
    }

    @Test
    void stepsAreDecimalAndStopAtOrBelowTheHighBound() {
        RealParameter tenths = stepped(0.1, 0.75, 0.1);
        assertThat(tenths.cardinality()).hasValue(7);
        assertThat(LongStream.range(0, 7).mapToObj(tenths::valueAt).map(Value::text))
                .containsExactly("0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7");
        assertThat(tenths.canonical(Value.of(0.1 + 0.2))).contains(Value.of(0.3));
        assertThat(tenths.canonical(Value.of(0.35))).isEmpty();
        assertThat(tenths.canonical(Value.of(0.75))).isEmpty();
    }

    @Test
    void integersOwnEqualCellsBoundsIncluded() {
        IntegerParameter die = IntegerParameter.of("die", 1, 6, Scale.LINEAR);
        int[] counts = new int[7];
        for (int i = 0; i < 6_000; i++) {
            counts[(int) die.decode((i + 0.5) / 6_000).number()]++;
        }
        assertThat(Arrays.copyOfRange(counts, 1, 7)).containsOnly(1_000);
    }

    @Test
    void integersOnALogScaleOwnTheLogarithmOfTheirCell() {
        IntegerParameter width = IntegerParameter.of("w", 1, 1000, Scale.LOG);
        RandomStream r = RandomStream.of(1, "cells", 0);
        int ones = 0;
        int draws = 100_000;
        for (int i = 0; i < draws; i++) {
            ones += width.decode(r.nextDouble()).equals(Value.of(1)) ? 1 : 0;
        }
        double p = Math.log(1.5 / 0.5) / Math.log(1000.5 / 0.5);
        // five standard deviations: a sound generator misses it at one seed in 1.7 million
        assertThat(ones / (double) draws).isCloseTo(p, within(5 * Math.sqrt(p * (1 - p) / draws)));
    }

    @Test
    void aFixedValueIsAChoiceOfOne() {
        ChoiceParameter fixed = ChoiceParameter.of("f", Value.of(7));
        assertThat(fixed.decode(0)).isEqualTo(Value.of(7));
        assertThat(fixed.decode(1)).isEqualTo(Value.of(7));
        assertThat(fixed.encode(Value.of(7))).isEqualTo(0.5);
    }

    @Test
    void encodingAnIllegalValueSaysWhatWouldBeLegal() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RATE.encode(Value.of(0.5)))
                .withMessage("rate=0.5 is not a real number from 0.001 to 0.3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RATE.encode(Value.of(0.0123456789)))
                .withMessageContaining("0.01234568");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChoiceParameter.of("o", Value.of("sgd"), Value.of("adam"))
                        .encode(Value.of("lamb")))
                .withMessage("o=lamb is not one of sgd, adam");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stepped(0, 1, 0.25).encode(Value.of(0.3)))
                .withMessage("s=0.3 is not a real number from 0.0 to 1.0 in steps of 0.25");
    }
}
