package winnow.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import winnow.random.RandomStream;
import winnow.space.ChoiceParameter;
import winnow.space.IntegerParameter;
import winnow.space.RealParameter;
import winnow.space.Scale;
import winnow.space.Value;

class ParzenEstimatorTest {
    private static final Axis REAL = Axis.of(RealParameter.of("x", 0, 1, Scale.LINEAR));
    private static final Axis LEVELS = Axis.of(IntegerParameter.of("n", 1, 8, Scale.LOG));
    private static final Axis OPTIONS = Axis.of(ChoiceParameter.of("o", Value.of("a"), Value.of("b"), Value.of("c")));
    private static final Axis ORDERED = Axis.of(
            new ChoiceParameter("q", List.of(Value.of(1L), Value.of(2L), Value.of(4L)), true, Optional.empty()));

    private static ParzenEstimator of(Bandwidth bandwidth) {
        double[][] columns = {
            {0.1, 0.12, 0.9, 0.5},
            {LEVELS.centre(0), LEVELS.centre(7), LEVELS.centre(7), LEVELS.centre(2)},
            {OPTIONS.centre(0), OPTIONS.centre(0), OPTIONS.centre(2), OPTIONS.centre(2)},
            {ORDERED.centre(1), ORDERED.centre(0), ORDERED.centre(2), ORDERED.centre(1)}
        };
        return ParzenEstimator.of(
                List.of(REAL, LEVELS, OPTIONS, ORDERED), columns, new double[] {1, 0.5, 1, 1}, 1, bandwidth);
    }

    /** Sums the density over cells of a grid: 400 of the real axis, and each value of the others. */
    @Test
    void itsProbabilitiesSumToOne() {
        for (var bandwidth : List.of(Bandwidth.JOINT, Bandwidth.NEIGHBOURS)) {
            var density = of(bandwidth);
            double sum = 0;
            for (int level = 0; level < 8; level++) {
                for (int option = 0; option < 3; option++) {
                    for (int order = 0; order < 3; order++) {
                        double cell = (LEVELS.edge(level + 1) - LEVELS.edge(level)) / 9;
                        for (int i = 0; i < 400; i++) {
                            double[] point = {
                                (i + 0.5) / 400, LEVELS.centre(level), OPTIONS.centre(option), ORDERED.centre(order)
                            };
                            sum += Math.exp(density.logDensities(new double[][] {point})[0]) * cell / 400;
                        }
                    }
                }
            }
            assertThat(sum).isCloseTo(1, within(1e-4));
        }
    }

    /**
     * The share of 20,000 draws in a box, against the density summed over it. Five standard deviations: a false alarm
     * once in a million, and the draws are fixed.
     */
    @Test
    void drawsWhatItsDensitySays() {
        for (var bandwidth : List.of(Bandwidth.JOINT, Bandwidth.NEIGHBOURS)) {
            var density = of(bandwidth);
            var random = RandomStream.of(1, "draws", 0);
            int inside = 0;
            for (int i = 0; i < 20_000; i++) {
                var point = density.draw(random);
                inside += point[0] < 0.3 && LEVELS.level(point[1]) < 3 && OPTIONS.level(point[2]) == 0 ? 1 : 0;
            }
            double expected = 0;
            for (int level = 0; level < 3; level++) {
                for (int order = 0; order < 3; order++) {
                    double cell = (LEVELS.edge(level + 1) - LEVELS.edge(level)) / 9;
                    for (int i = 0; i < 120; i++) {
                        double[] point = {
                            (i + 0.5) / 400, LEVELS.centre(level), OPTIONS.centre(0), ORDERED.centre(order)
                        };
                        expected += Math.exp(density.logDensities(new double[][] {point})[0]) * cell / 400;
                    }
                }
            }
            double deviation = Math.sqrt(expected * (1 - expected) / 20_000);
            assertThat(inside / 20_000.0).isCloseTo(expected, within(5 * deviation));
        }
    }

    @Test
    void withoutPointsItIsThePriorAlone() {
        var density = ParzenEstimator.of(List.of(REAL, OPTIONS), new double[2][0], new double[0], 1, Bandwidth.JOINT);
        var logs = density.logDensities(new double[][] {{0.5, OPTIONS.centre(0)}, {0.5, OPTIONS.centre(2)}});
        assertThat(logs[0]).isEqualTo(logs[1]).isBetween(0.0, 0.1);
    }

    @Test
    void aThousandAxesDoNotOverflow() {
        var axes = java.util.Collections.nCopies(1_000, REAL);
        var columns = new double[1_000][100];
        var density = ParzenEstimator.of(axes, columns, new double[100], 1, (points, d) -> {
            var widths = new double[points.length];
            java.util.Arrays.fill(widths, 1e-3);
            return widths;
        });
        assertThat(density.logDensities(new double[][] {new double[1_000]})[0]).isFinite();
    }

    @Test
    void refusesAPriorThatWeighsNothing() {
        assertThatThrownBy(() -> ParzenEstimator.of(List.of(REAL), new double[1][0], new double[0], 0, Bandwidth.JOINT))
                .hasMessageContaining("0.0");
    }
}
