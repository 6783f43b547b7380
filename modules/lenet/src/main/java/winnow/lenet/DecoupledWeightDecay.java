package winnow.lenet;

import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.Axpy;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Weight decay as PyTorch's {@code weight_decay} of AdamW: {@code w} shrinks by learning rate times {@code lambda} in each
 * step, past the optimizer. Unlike DL4J's own it adds nothing to the score, so that losses compare across decays.
 */
public final class DecoupledWeightDecay implements Regularization {
    private static final long serialVersionUID = 1L;

    @JsonProperty("lambda")
    private final double lambda;

    /** A decay of {@code lambda}, at least 0. */
    public DecoupledWeightDecay(@JsonProperty("lambda") double lambda) {
        this.lambda = lambda;
    }

    @Override
    public ApplyStep applyStep() {
        return ApplyStep.POST_UPDATER;
    }

    @Override
    public void apply(INDArray parameters, INDArray update, double learningRate, int iteration, int epoch) {
        Nd4j.exec(new Axpy(parameters, update, update, learningRate * lambda));
    }

    @Override
    public double score(INDArray parameters, int iteration, int epoch) {
        return 0;
    }

    @Override
    @SuppressWarnings("MissingSuperCall")
    public Regularization clone() {
        return new DecoupledWeightDecay(lambda);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DecoupledWeightDecay same && same.lambda == lambda;
    }

    @Override
    public int hashCode() {
        return Objects.hash(lambda);
    }
}
