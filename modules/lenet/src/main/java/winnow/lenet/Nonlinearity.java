package winnow.lenet;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationTanH;
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

    /** As DL4J has it. */
    IActivation function() {
        return switch (this) {
            case RELU -> new ActivationReLU();
            case LEAKY_RELU -> new ActivationLReLU(0.01);
            case ELU -> new ActivationELU(1.0);
            case TANH -> new ActivationTanH();
        };
    }
}
