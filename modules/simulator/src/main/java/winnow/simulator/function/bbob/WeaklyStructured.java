package winnow.simulator.function.bbob;

import static winnow.simulator.function.bbob.Shaping.minus;
import static winnow.simulator.function.bbob.Shaping.oscillated;
import static winnow.simulator.function.bbob.Shaping.penalty;
import static winnow.simulator.function.bbob.Shaping.rounded;
import static winnow.simulator.function.bbob.Shaping.times;

import java.util.Comparator;
import java.util.stream.IntStream;

/** f20 to f24: many valleys without a global order. */
final class WeaklyStructured {
    /** The maximum of {@code z sin(sqrt z) / 100} on [0, 500], and a hundredth of where it is, halved. */
    private static final double SCHWEFEL_HEIGHT = 4.189828872724339;

    private static final double SCHWEFEL_PLACE = 4.2096874633;

    private static final double LUNACEK_PLACE = 2.5;

    private WeaklyStructured() {}

    /** f20: Schwefel's function; the best valleys lie near the corners. */
    static Landscape corners(Setting s) {
        double[] signs = signs(Draws.uniform(s.d(), s.seed()), 0.5);
        double[] stretch = s.powers(Math.sqrt(10));
        return x -> {
            double[] z = new double[x.length];
            double sum = 0;
            for (int i = 0; i < z.length; i++) {
                double before = i == 0 ? 0 : 0.25 * (2 * signs[i - 1] * x[i - 1] - SCHWEFEL_PLACE);
                double from = 2 * signs[i] * x[i] + before - SCHWEFEL_PLACE;
                z[i] = stretch[i] * from + SCHWEFEL_PLACE;
                sum += z[i] * Math.sin(Math.sqrt(Math.abs(100 * z[i])));
            }
            return SCHWEFEL_HEIGHT - sum / s.d() + 100 * penalty(z);
        };
    }

    private static double[] signs(double[] draws, double middle) {
        double[] signs = new double[draws.length];
        for (int i = 0; i < signs.length; i++) {
            signs[i] = draws[i] < middle ? -1 : 1;
        }
        return signs;
    }

    /**
     * f21 and f22: Gallagher's peaks, of random places, shapes and heights, one of them the highest.
     *
     * @param peaks how many
     * @param highest conditioning of the highest peak
     * @param span the peaks lie in [-span, span]^d
     */
    static Landscape peaks(Setting s, int peaks, double highest, double span) {
        int d = s.d();
        double[][] q = s.q();
        double[][] shapes = shapes(s, peaks, highest);
        double[] places = Draws.uniform(d * peaks, s.seed());
        double[][] turned = new double[peaks][];
        for (int peak = 0; peak < peaks; peak++) {
            double[] place = new double[d];
            for (int i = 0; i < d; i++) {
                place[i] = (2 * span * places[peak * d + i] - span) * (peak == 0 ? 0.8 : 1);
            }
            turned[peak] = times(q, place);
        }
        return x -> {
            double[] z = times(q, x);
            double top = 0;
            for (int peak = 0; peak < peaks; peak++) {
                double distance = Shaping.squares(shapes[peak], minus(z, turned[peak]));
                top = Math.max(top, height(peak, peaks) * Math.exp(-0.5 / d * distance));
            }
            double below = oscillated(10 - top);
            return below * below + penalty(x);
        };
    }

    /** 10 for the first peak, then evenly from 1.1 to 9.1. */
    private static double height(int peak, int peaks) {
        return peak == 0 ? 10 : 1.1 + 8.0 * (peak - 1) / (peaks - 2);
    }

    private static double[][] shapes(Setting s, int peaks, double highest) {
        int[] order = order(Draws.uniform(peaks - 1, s.seed()));
        double[][] shapes = new double[peaks][s.d()];
        for (int peak = 0; peak < peaks; peak++) {
            double condition = peak == 0 ? highest : Math.pow(1000, (double) order[peak - 1] / (peaks - 2));
            int[] axes = order(Draws.uniform(s.d(), s.seed() + 1000L * peak));
            for (int i = 0; i < s.d(); i++) {
                shapes[peak][i] = Math.pow(condition, s.share(axes[i]) - 0.5);
            }
        }
        return shapes;
    }

    /** The places of the numbers from the lowest to the highest. */
    private static int[] order(double[] numbers) {
        return IntStream.range(0, numbers.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> numbers[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** f23: Katsuura's function, rugged and repetitive. */
    static Landscape repetitive(Setting s) {
        double[] best = s.optimum();
        double[][] turn = s.between(10);
        int d = s.d();
        return x -> {
            double[] z = times(turn, minus(x, best));
            double product = 1;
            for (int i = 0; i < d; i++) {
                double sum = 0;
                for (int j = 1; j <= 32; j++) {
                    double scale = Math.pow(2, j);
                    sum += Math.abs(scale * z[i] - rounded(scale * z[i])) / scale;
                }
                product *= Math.pow(1 + (i + 1) * sum, 10 / Math.pow(d, 1.2));
            }
            return 10.0 / d / d * (product - 1) + penalty(x);
        };
    }

    /** f24: Lunacek's two funnels under Rastrigin's waves; the wider funnel is the wrong one. */
    static Landscape funnels(Setting s) {
        int d = s.d();
        double[] signs = signs(Draws.gaussian(d, s.seed()), 0);
        double[][] turn = s.between(10);
        double narrow = 1 - 0.5 / (Math.sqrt(d + 20) - 4.1);
        double wrong = -Math.sqrt((LUNACEK_PLACE * LUNACEK_PLACE - 1) / narrow);
        return x -> {
            double[] from = new double[d];
            double right = 0;
            double other = 0;
            for (int i = 0; i < d; i++) {
                double z = 2 * signs[i] * x[i];
                from[i] = z - LUNACEK_PLACE;
                right += from[i] * from[i];
                other += (z - wrong) * (z - wrong);
            }
            double waves = 0;
            for (double z : times(turn, from)) {
                waves += Math.cos(2 * Math.PI * z);
            }
            return Math.min(right, d + narrow * other) + 10 * (d - waves) + 1e4 * penalty(x);
        };
    }
}
