package winnow.simulator.function.bbob;

import static winnow.simulator.function.bbob.Shaping.asymmetric;
import static winnow.simulator.function.bbob.Shaping.minus;
import static winnow.simulator.function.bbob.Shaping.oscillated;
import static winnow.simulator.function.bbob.Shaping.squares;
import static winnow.simulator.function.bbob.Shaping.times;

import java.util.Arrays;

/** f10 to f14: one valley, far longer than wide. */
final class IllConditioned {
    private IllConditioned() {}

    /** f10. */
    static Landscape ellipsoid(Setting s) {
        double[] best = s.optimum();
        double[][] r = s.r();
        double[] weights = s.powers(1e6);
        return x -> squares(weights, oscillated(times(r, minus(x, best))));
    }

    /** f11: one dimension counts a million times as much as the others. */
    static Landscape discus(Setting s) {
        double[] best = s.optimum();
        double[][] r = s.r();
        double[] weights = firstAgainstOthers(s, 1e6, 1);
        return x -> squares(weights, oscillated(times(r, minus(x, best))));
    }

    /** f12: one dimension counts a millionth of the others, and the valley is bent. */
    static Landscape cigar(Setting s) {
        double[] best = s.secondOptimum();
        double[][] r = s.r();
        double[] weights = firstAgainstOthers(s, 1, 1e6);
        return x -> squares(weights, times(r, asymmetric(0.5, times(r, minus(x, best)))));
    }

    private static double[] firstAgainstOthers(Setting s, double first, double others) {
        double[] weights = new double[s.d()];
        Arrays.fill(weights, others);
        weights[0] = first;
        return weights;
    }

    /** f13: the bottom of the valley is not smooth. */
    static Landscape ridge(Setting s) {
        double[] best = s.optimum();
        double[][] turn = s.between(Math.sqrt(10));
        double[] others = firstAgainstOthers(s, 0, 1);
        return x -> {
            double[] z = times(turn, minus(x, best));
            return z[0] * z[0] + 100 * Math.sqrt(squares(others, z));
        };
    }

    /** f14: different powers of the dimensions. */
    static Landscape powers(Setting s) {
        double[] best = s.optimum();
        double[][] r = s.r();
        return x -> {
            double[] z = times(r, minus(x, best));
            double sum = 0;
            for (int i = 0; i < z.length; i++) {
                sum += Math.pow(Math.abs(z[i]), 2 + 4 * s.share(i));
            }
            return Math.sqrt(sum);
        };
    }
}
