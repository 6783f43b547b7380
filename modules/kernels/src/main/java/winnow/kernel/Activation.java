package winnow.kernel;

/** The function between layers; all of them are monotone, and their slope can be had from their value. */
public enum Activation {
    /** {@code max(x, 0)}; slope 0 at 0 */
    RELU,
    /** {@code x} above zero, {@code 0.01 x} else */
    LEAKY_RELU,
    /** {@code x} above zero, {@code exp(x) - 1} else */
    ELU,
    /** hyperbolic tangent */
    TANH;

    /** PyTorch's default slope of {@link #LEAKY_RELU} below zero. */
    static final float LEAK = 0.01f;
}
