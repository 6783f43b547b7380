package winnow.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Statistical limits here are missed by a good generator at one seed in ten million (two-sided, each test). */
class RandomStreamTest {
    private static final int DRAWS = 100_000;
    /** P(chi-square with 9 degrees of freedom > 50) = 1.1e-7. */
    private static final double CHI_SQUARE_9 = 50;
    /** P(|standard normal| > 5.3) = 1.2e-7. */
    private static final double SIGMAS = 5.3;

    private static long[] longs(RandomStream stream, int count) {
        return LongStream.generate(stream::nextLong).limit(count).toArray();
    }

    @Test
    void theSameNameGivesTheSameNumbers() {
        assertThat(longs(RandomStream.of(42, "suggest", 17), 100))
                .isEqualTo(longs(RandomStream.of(42, "suggest", 17), 100));
    }

    @Test
    void theNumbersOfANameNeverChange() {
        // Computed by a separate Python program (hashlib, Philox): studies are replayed by later versions.
        assertThat(longs(RandomStream.of(42, "suggest", 17), 4))
                .containsExactly(
                        7270163453415803344L, -459847945390167740L, -8468105331731117211L, -7714070422035892518L);
        assertThat(RandomStream.of(42, "suggest", 17).split("row", 3).nextLong())
                .isEqualTo(-1381752694822459830L);
    }

    @Test
    void everyPartOfTheNameMatters() {
        Set<Long> firsts = new HashSet<>();
        for (long seed = -10; seed < 10; seed++) {
            for (long number = -10; number < 10; number++) {
                for (String purpose : new String[] {"", "a", "b", "ab", "suggest"}) {
                    RandomStream stream = RandomStream.of(seed, purpose, number);
                    firsts.add(stream.nextLong());
                    firsts.add(stream.split(purpose, number).nextLong());
                }
            }
        }
        assertThat(firsts).hasSize(20 * 20 * 5 * 2);
    }

    @Test
    void aSplitDoesNotDependOnWhatWasDrawnBefore() {
        RandomStream drawn = RandomStream.of(1, "x", 2);
        longs(drawn, 13);
        assertThat(longs(drawn.split("y", 3), 10))
                .isEqualTo(longs(RandomStream.of(1, "x", 2).split("y", 3), 10));
    }

    @Test
    void boundedNumbersStayInBounds() {
        RandomStream r = RandomStream.of(3, "bounds", 0);
        for (int i = 0; i < 10_000; i++) {
            long low = r.nextLong();
            long high = r.nextLong();
            if (low < high) {
                assertThat(r.nextLong(low, high)).isBetween(low, high - 1);
            }
            assertThat(r.nextDouble()).isGreaterThanOrEqualTo(0).isLessThan(1);
            assertThat(r.nextDouble(1, Math.nextUp(1.0))).isEqualTo(1.0);
            assertThat(r.nextInt(-2, 1)).isBetween(-2, 0);
            assertThat(r.nextLong(1)).isZero();
        }
    }

    @Test
    void badBoundsAreRefusedWithTheirValue() {
        RandomStream r = RandomStream.of(3, "bounds", 0);
        assertThatIllegalArgumentException().isThrownBy(() -> r.nextInt(0)).withMessageContaining("not 0");
        assertThatIllegalArgumentException().isThrownBy(() -> r.nextLong(5, 5)).withMessageContaining("[5, 5)");
        assertThatIllegalArgumentException().isThrownBy(() -> r.nextDouble(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> r.nextDouble(0, Double.POSITIVE_INFINITY));
        assertThatIllegalArgumentException().isThrownBy(() -> r.nextGaussian(0, -1));
    }

    @Test
    void digitsAreEquallyLikelyAlongAStream() {
        assertThat(chiSquare(RandomStream.of(4, "along", 0), r -> r.nextInt(10)))
                .isLessThan(CHI_SQUARE_9);
        assertThat(chiSquare(RandomStream.of(4, "along", 1), r -> (int) (10 * r.nextDouble())))
                .isLessThan(CHI_SQUARE_9);
        // a bound that does not divide 2^63: plain remainders would fall in the lower half twice as often
        long bound = Long.MAX_VALUE / 3 * 2;
        assertThat(chiSquare(RandomStream.of(4, "along", 2), r -> (int) (r.nextLong(bound) / (bound / 10 + 1))))
                .isLessThan(CHI_SQUARE_9);
    }

    @Test
    void digitsAreEquallyLikelyAcrossStreams() {
        long[] number = {0};
        assertThat(chiSquare(RandomStream.of(5, "root", 0), r -> RandomStream.of(5, "across", number[0]++)
                        .nextInt(10)))
                .isLessThan(CHI_SQUARE_9);
    }

    private static double chiSquare(RandomStream random, ToIntFunction<RandomStream> digit) {
        int[] counts = new int[10];
        for (int i = 0; i < DRAWS; i++) {
            counts[digit.applyAsInt(random)]++;
        }
        double expected = DRAWS / 10.0;
        return Arrays.stream(counts)
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
    }

    @Test
    void neighbouringStreamsAreNotCorrelated() {
        double sum = 0;
        for (int number = 0; number < DRAWS; number++) {
            double a = RandomStream.of(6, "pair", number).nextDouble() - 0.5;
            double b = RandomStream.of(6, "pair", number + 1L).nextDouble() - 0.5;
            sum += a * b;
        }
        // a * b has mean 0 and variance 1/144
        assertThat(sum / Math.sqrt(DRAWS / 144.0)).isBetween(-SIGMAS, SIGMAS);
    }

    @Test
    void gaussiansHaveTheMomentsOfTheNormalDistribution() {
        RandomStream r = RandomStream.of(7, "gauss", 0);
        double[] x = DoubleStream.generate(r::nextGaussian).limit(DRAWS).toArray();
        double root = Math.sqrt(DRAWS);
        assertThat(DoubleStream.of(x).average().orElseThrow()).isCloseTo(0, within(SIGMAS / root));
        assertThat(DoubleStream.of(x).map(v -> v * v).average().orElseThrow())
                .isCloseTo(1, within(SIGMAS * Math.sqrt(2) / root));
        assertThat(DoubleStream.of(x).map(v -> v * v * v * v).average().orElseThrow())
                .isCloseTo(3, within(SIGMAS * Math.sqrt(96) / root));
    }
}
