package winnow.lenet;

import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.Axpy;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Weight decay as PyTorch's {@code weight_decay} of SGD, Adam, Adagrad and RMSprop: {@code g += lambda w} before the
 * optimizer sees the gradient. Unlike DL4J's L2 it adds nothing to the score, so that losses compare across decays.
 */
public final class CoupledWeightDecay implements Regularization {
    private static final long serialVersionUID = 1L;

    @JsonProperty("lambda")
    private final double lambda;

    /** A decay of {@code lambda}, at least 0. */
    public CoupledWeightDecay(@JsonProperty("lambda") double lambda) {
        this.lambda = lambda;
    }

    @Override
    public ApplyStep applyStep() {
        return ApplyStep.BEFORE_UPDATER;
    }

    @Override
    public void apply(INDArray parameters, INDArray gradient, double learningRate, int iteration, int epoch) {
        Nd4j.exec(new Axpy(parameters, gradient, gradient, lambda));
    }

    @Override
    public double score(INDArray parameters, int iteration, int epoch) {
        return 0;
    }

    @Override
    @SuppressWarnings("MissingSuperCall")
    public Regularization clone() {
        return new CoupledWeightDecay(lambda);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CoupledWeightDecay same && same.lambda == lambda;
    }

    @Override
    public int hashCode() {
        return Objects.hash(lambda);
    }
}
