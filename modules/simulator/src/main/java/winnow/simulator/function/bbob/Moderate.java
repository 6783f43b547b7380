package winnow.simulator.function.bbob;

import static winnow.simulator.function.bbob.Shaping.minus;
import static winnow.simulator.function.bbob.Shaping.oscillated;
import static winnow.simulator.function.bbob.Shaping.penalty;
import static winnow.simulator.function.bbob.Shaping.rosenbrock;
import static winnow.simulator.function.bbob.Shaping.rounded;
import static winnow.simulator.function.bbob.Shaping.squares;
import static winnow.simulator.function.bbob.Shaping.times;

/** f6 to f9: of low or moderate conditioning. */
final class Moderate {
    private Moderate() {}

    /** f6: only one cone of directions leads down. */
    static Landscape sector(Setting s) {
        double[] best = s.optimum();
        double[][] turn = s.between(Math.sqrt(10));
        return x -> {
            double[] z = times(turn, minus(x, best));
            double sum = 0;
            for (int i = 0; i < z.length; i++) {
                double far = z[i] * best[i] > 0 ? 100 * z[i] : z[i];
                sum += far * far;
            }
            return Math.pow(oscillated(sum), 0.9);
        };
    }

    /** f7: an ellipsoid of steps. */
    static Landscape steps(Setting s) {
        double[] best = s.optimum();
        double[][] r = s.r();
        double[][] q = s.q();
        double[] stretch = s.powers(Math.sqrt(10));
        double[] weights = s.powers(100);
        return x -> {
            double[] z = times(stretch, times(q, minus(x, best)));
            double first = Math.abs(z[0]);
            for (int i = 0; i < z.length; i++) {
                z[i] = Math.abs(z[i]) > 0.5 ? rounded(z[i]) : rounded(10 * z[i]) / 10;
            }
            return 0.1 * Math.max(1e-4 * first, squares(weights, times(r, z))) + penalty(x);
        };
    }

    /** f8: Rosenbrock's function. */
    static Landscape valley(Setting s) {
        double[] best = s.optimum();
        double scale = scale(s);
        return x -> {
            double[] z = new double[x.length];
            for (int i = 0; i < z.length; i++) {
                z[i] = scale * (x[i] - 0.75 * best[i]) + 1;
            }
            return rosenbrock(z);
        };
    }

    /** f9. */
    static Landscape turnedValley(Setting s) {
        double[][] q = s.q();
        double scale = scale(s);
        return x -> rosenbrock(turned(q, scale, x));
    }

    static double scale(Setting s) {
        return Math.max(1, Math.sqrt(s.d()) / 8);
    }

    /** {@code scale Q x + 1/2}. */
    static double[] turned(double[][] q, double scale, double[] x) {
        double[] z = times(q, x);
        for (int i = 0; i < z.length; i++) {
            z[i] = scale * z[i] + 0.5;
        }
        return z;
    }
}
