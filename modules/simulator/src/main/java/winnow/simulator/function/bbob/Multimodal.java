package winnow.simulator.function.bbob;

import static winnow.simulator.function.bbob.Shaping.asymmetric;
import static winnow.simulator.function.bbob.Shaping.minus;
import static winnow.simulator.function.bbob.Shaping.oscillated;
import static winnow.simulator.function.bbob.Shaping.penalty;
import static winnow.simulator.function.bbob.Shaping.rastrigin;
import static winnow.simulator.function.bbob.Shaping.times;
import static winnow.simulator.function.bbob.Shaping.valley;

/** f15 to f19: many valleys in a global order. */
final class Multimodal {
    private static final int WEIERSTRASS_TERMS = 12;

    private Multimodal() {}

    /** f15: Rastrigin's function. */
    static Landscape waves(Setting s) {
        double[] best = s.optimum();
        double[][] r = s.r();
        double[][] turn = s.between(Math.sqrt(10));
        return x -> rastrigin(times(turn, asymmetric(0.2, oscillated(times(r, minus(x, best))))));
    }

    /** f16: Weierstrass's function, rugged at every scale. */
    static Landscape rugged(Setting s) {
        double[] best = s.optimum();
        double[][] r = s.r();
        double[][] turn = s.between(Math.sqrt(0.01));
        double least = ruggedness(0);
        return x -> {
            double sum = 0;
            for (double z : times(turn, oscillated(times(r, minus(x, best))))) {
                sum += ruggedness(z);
            }
            return 10 * Math.pow(sum / s.d() - least, 3) + 10.0 / s.d() * penalty(x);
        };
    }

    private static double ruggedness(double z) {
        double sum = 0;
        for (int k = 0; k < WEIERSTRASS_TERMS; k++) {
            sum += Math.pow(0.5, k) * Math.cos(2 * Math.PI * Math.pow(3, k) * (z + 0.5));
        }
        return sum;
    }

    /** f17 and f18: Schaffer's seventh function, conditioned by 10 and by 1000. */
    static Landscape ripples(Setting s, double condition) {
        double[] best = s.optimum();
        double[][] r = s.r();
        double[][] q = s.q();
        double[] stretch = s.powers(Math.sqrt(condition));
        return x -> {
            double[] z = times(stretch, times(q, asymmetric(0.5, times(r, minus(x, best)))));
            double sum = 0;
            for (int i = 0; i + 1 < z.length; i++) {
                double square = z[i] * z[i] + z[i + 1] * z[i + 1];
                double sine = Math.sin(50 * Math.pow(square, 0.1));
                sum += Math.pow(square, 0.25) * (1 + sine * sine);
            }
            double mean = sum / (s.d() - 1);
            return mean * mean + 10 * penalty(x);
        };
    }

    /** f19: Griewank's waves over Rosenbrock's valley. */
    static Landscape wavyValley(Setting s) {
        double[][] q = s.q();
        double scale = Moderate.scale(s);
        return x -> {
            double[] z = Moderate.turned(q, scale, x);
            double sum = 0;
            for (int i = 0; i + 1 < z.length; i++) {
                double height = valley(z[i], z[i + 1]);
                sum += height / 4000 - Math.cos(height);
            }
            return 10 + 10 * sum / (s.d() - 1);
        };
    }
}
