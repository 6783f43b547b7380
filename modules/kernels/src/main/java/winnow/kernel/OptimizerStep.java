package winnow.kernel;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * One step of an optimizer on parameters, lane by lane; the formulas are at {@link Optimizer}.
 *
 * <p>State that has decayed below {@link #TINY} becomes zero: the state of a unit that has died would otherwise end among
 * the denormal numbers, and stay there, at many times the cost.
 */
final class OptimizerStep {
    /** Far below anything that moves a parameter, and its products with rates are still normal numbers. */
    private static final float TINY = 1e-30f;

    private static final float ADAM_EPSILON = 1e-8f;
    private static final float ADAGRAD_EPSILON = 1e-10f;
    private static final float RMSPROP_EPSILON = 1e-8f;

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int WIDTH = Lanes.WIDTH;

    private final TrainingRule rule;
    private float rate;
    private float kept;
    private float decay;
    private float adamRate;
    private float adamScale;

    OptimizerStep(TrainingRule rule) {
        this.rule = rule;
    }

    /** Works out what is the same for all parameters in step {@code step}, counted from 0. */
    void begin(long step) {
        double now = rule.learningRate() * rule.schedule().factor(step);
        rate = (float) now;
        boolean decoupled = rule.optimizer() == Optimizer.ADAMW;
        decay = decoupled ? 0 : (float) rule.weightDecay();
        kept = decoupled ? (float) (1 - now * rule.weightDecay()) : 1;
        adamRate = (float) (now / (1 - StrictMath.pow(rule.beta1(), step + 1)));
        adamScale = (float) (1 / StrictMath.sqrt(1 - StrictMath.pow(rule.beta2(), step + 1)));
    }

    /**
     * Moves parameters.
     *
     * @param at where they begin in the parameter's arrays
     * @param g their gradients, from 0 on
     * @param count how many, a multiple of 16
     */
    void apply(Parameter parameter, int at, float[] g, int count) {
        float[] w = parameter.value;
        float[][] s = parameter.state;
        switch (rule.optimizer()) {
            case SGD -> sgd(w, at, g, count, rate, decay);
            case MOMENTUM -> momentum(w, s[0], at, g, count, rate, decay, (float) rule.momentum());
            case NESTEROV -> nesterov(w, s[0], at, g, count, rate, decay, (float) rule.momentum());
            case ADAM, ADAMW -> adam(w, s[0], s[1], at, g, count);
            case ADAGRAD -> adagrad(w, s[0], at, g, count, rate, decay);
            case RMSPROP -> rmsprop(w, s[0], at, g, count, rate, decay, (float) rule.beta2());
        }
    }

    private static void sgd(float[] w, int at, float[] g, int count, float rate, float decay) {
        for (int i = 0; i < count; i += WIDTH) {
            FloatVector x = fromArray(S, w, at + i);
            FloatVector d = x.fma(broadcast(S, decay), fromArray(S, g, i));
            d.fma(broadcast(S, -rate), x).intoArray(w, at + i);
        }
    }

    private static void momentum(
            float[] w, float[] s, int at, float[] g, int count, float rate, float decay, float momentum) {
        for (int i = 0; i < count; i += WIDTH) {
            FloatVector x = fromArray(S, w, at + i);
            FloatVector d = x.fma(broadcast(S, decay), fromArray(S, g, i));
            FloatVector b = fromArray(S, s, at + i).fma(broadcast(S, momentum), d);
            b = b.blend(0f, b.abs().compare(LT, TINY));
            b.intoArray(s, at + i);
            b.fma(broadcast(S, -rate), x).intoArray(w, at + i);
        }
    }

    private static void nesterov(
            float[] w, float[] s, int at, float[] g, int count, float rate, float decay, float momentum) {
        for (int i = 0; i < count; i += WIDTH) {
            FloatVector x = fromArray(S, w, at + i);
            FloatVector d = x.fma(broadcast(S, decay), fromArray(S, g, i));
            FloatVector b = fromArray(S, s, at + i).fma(broadcast(S, momentum), d);
            b = b.blend(0f, b.abs().compare(LT, TINY));
            b.intoArray(s, at + i);
            b.fma(broadcast(S, momentum), d).fma(broadcast(S, -rate), x).intoArray(w, at + i);
        }
    }

    private void adam(float[] w, float[] s, float[] v, int at, float[] g, int count) {
        adam(
                w,
                s,
                v,
                at,
                g,
                count,
                decay,
                kept,
                adamRate,
                adamScale,
                (float) rule.beta1(),
                (float) rule.beta2(),
                (float) (1 - rule.beta1()),
                (float) (1 - rule.beta2()));
    }

    private static void adam(
            float[] w,
            float[] s,
            float[] v,
            int at,
            float[] g,
            int count,
            float decay,
            float kept,
            float rate,
            float scale,
            float beta1,
            float beta2,
            float rest1,
            float rest2) {
        for (int i = 0; i < count; i += WIDTH) {
            FloatVector x = fromArray(S, w, at + i);
            FloatVector d = x.fma(broadcast(S, decay), fromArray(S, g, i));
            FloatVector m = d.fma(broadcast(S, rest1), fromArray(S, s, at + i).mul(beta1));
            FloatVector u = d.mul(rest2).fma(d, fromArray(S, v, at + i).mul(beta2));
            m = m.blend(0f, m.abs().compare(LT, TINY));
            u = u.blend(0f, u.compare(LT, TINY));
            m.intoArray(s, at + i);
            u.intoArray(v, at + i);
            FloatVector step = m.div(u.sqrt().fma(broadcast(S, scale), broadcast(S, ADAM_EPSILON)));
            step.fma(broadcast(S, -rate), x.mul(kept)).intoArray(w, at + i);
        }
    }

    private static void adagrad(float[] w, float[] s, int at, float[] g, int count, float rate, float decay) {
        for (int i = 0; i < count; i += WIDTH) {
            FloatVector x = fromArray(S, w, at + i);
            FloatVector d = x.fma(broadcast(S, decay), fromArray(S, g, i));
            FloatVector u = d.fma(d, fromArray(S, s, at + i));
            u = u.blend(0f, u.compare(LT, TINY));
            u.intoArray(s, at + i);
            d.div(u.sqrt().add(ADAGRAD_EPSILON)).fma(broadcast(S, -rate), x).intoArray(w, at + i);
        }
    }

    private static void rmsprop(
            float[] w, float[] s, int at, float[] g, int count, float rate, float decay, float beta) {
        for (int i = 0; i < count; i += WIDTH) {
            FloatVector x = fromArray(S, w, at + i);
            FloatVector d = x.fma(broadcast(S, decay), fromArray(S, g, i));
            FloatVector u = d.mul(1 - beta).fma(d, fromArray(S, s, at + i).mul(beta));
            u = u.blend(0f, u.compare(LT, TINY));
            u.intoArray(s, at + i);
            d.div(u.sqrt().add(RMSPROP_EPSILON)).fma(broadcast(S, -rate), x).intoArray(w, at + i);
        }
    }
}
