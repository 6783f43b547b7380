package winnow.lenet;

import winnow.kernel.Activation;

/** The function between layers. All of them are monotone. */
enum Nonlinearity implements Word {
    RELU("relu"),
    /** slope 0.01 below zero */
    LEAKY_RELU("leaky_relu"),
    /** alpha 1 */
    ELU("elu"),
    TANH("tanh");

    private final String word;

    Nonlinearity(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }

    /** As the kernels call it. */
    Activation kernel() {
        return switch (this) {
            case RELU -> Activation.RELU;
            case LEAKY_RELU -> Activation.LEAKY_RELU;
            case ELU -> Activation.ELU;
            case TANH -> Activation.TANH;
        };
    }
}
