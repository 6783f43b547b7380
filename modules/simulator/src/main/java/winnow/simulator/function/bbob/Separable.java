package winnow.simulator.function.bbob;

import static winnow.simulator.function.bbob.Shaping.asymmetric;
import static winnow.simulator.function.bbob.Shaping.minus;
import static winnow.simulator.function.bbob.Shaping.oscillated;
import static winnow.simulator.function.bbob.Shaping.penalty;
import static winnow.simulator.function.bbob.Shaping.rastrigin;
import static winnow.simulator.function.bbob.Shaping.squares;
import static winnow.simulator.function.bbob.Shaping.times;

/** f1 to f5: one dimension at a time. */
final class Separable {
    private Separable() {}

    /** f1. */
    static Landscape sphere(Setting s) {
        double[] best = s.optimum();
        double[] ones = s.powers(1);
        return x -> squares(ones, minus(x, best));
    }

    /** f2. */
    static Landscape ellipsoid(Setting s) {
        double[] best = s.optimum();
        double[] weights = s.powers(1e6);
        return x -> squares(weights, oscillated(minus(x, best)));
    }

    /** f3: Rastrigin's function. */
    static Landscape waves(Setting s) {
        double[] best = s.optimum();
        double[] stretch = s.powers(Math.sqrt(10));
        return x -> rastrigin(times(stretch, asymmetric(0.2, oscillated(minus(x, best)))));
    }

    /** f4: Büche and Rastrigin's function; every other dimension is stretched on the far side of the optimum. */
    static Landscape skewedWaves(Setting s) {
        double[] best = s.optimum();
        for (int i = 0; i < best.length; i += 2) {
            best[i] = Math.abs(best[i]);
        }
        double[] stretch = s.powers(Math.sqrt(10));
        return x -> {
            double[] z = oscillated(minus(x, best));
            for (int i = 0; i < z.length; i += 2) {
                z[i] *= z[i] > 0 ? 10 : 1;
            }
            return rastrigin(times(stretch, z)) + 100 * penalty(x);
        };
    }

    /** f5: a plane that is level outside; its optimum is a corner. */
    static Landscape slope(Setting s) {
        double[] best = s.optimum();
        double[] slopes = s.powers(10);
        return x -> {
            double sum = 0;
            for (int i = 0; i < x.length; i++) {
                double corner = 5 * Math.signum(best[i]);
                double z = x[i] * corner < 25 ? x[i] : corner;
                sum += 5 * slopes[i] - Math.signum(best[i]) * slopes[i] * z;
            }
            return sum;
        };
    }
}
