package winnow.kernel;

/**
 * How parameters {@code p} follow the gradient {@code g}; each is PyTorch's of that name.
 *
 * <p>With learning rate {@code a}, momentum {@code m}, betas {@code b1} and {@code b2}, weight decay {@code d} and step
 * {@code t} from 1; all state begins at 0. Coupled decay, in all but adamw, is {@code g = g + d p} beforehand.
 *
 * <pre>
 * sgd       p = p - a g
 * momentum  s = m s + g                                p = p - a s
 * nesterov  s = m s + g                                p = p - a (g + m s)
 * adam      s = b1 s + (1 - b1) g,  v = b2 v + (1 - b2) g g
 *           p = p - a / (1 - b1^t)  s / (sqrt(v) / sqrt(1 - b2^t) + 1e-8)
 * adagrad   s = s + g g                                p = p - a g / (sqrt(s) + 1e-10)
 * rmsprop   s = b2 s + (1 - b2) g g                    p = p - a g / (sqrt(s) + 1e-8)
 * adamw     p = p - a d p, then as adam
 * </pre>
 */
public enum Optimizer {
    SGD(0),
    MOMENTUM(1),
    NESTEROV(1),
    ADAM(2),
    ADAGRAD(1),
    RMSPROP(1),
    ADAMW(2);

    private final int states;

    Optimizer(int states) {
        this.states = states;
    }

    /** Numbers of state a parameter: 0, 1 ({@code s}) or 2 ({@code s}, then {@code v}). */
    public int states() {
        return states;
    }
}
