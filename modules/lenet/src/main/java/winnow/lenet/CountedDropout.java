package winnow.lenet;

import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import winnow.kernel.Dropout;

/**
 * Dropout of a dense layer's inputs, n x units, that drops what the kernels drop: a function of the trial's seed and the
 * step, not of a generator with a state.
 */
final class CountedDropout implements IDropout {
    private static final long serialVersionUID = 1L;

    private final double probability;
    private final long seed;
    private final int layer;
    private transient INDArray factors;

    /**
     * Dropout.
     *
     * @param probability of dropping
     * @param seed the trial's
     * @param layer the hidden dense layer whose outputs are dropped, from 0
     */
    CountedDropout(double probability, long seed, int layer) {
        this.probability = probability;
        this.seed = seed;
        this.layer = layer;
    }

    /** The factors outlive the workspace of the forward pass. */
    @Override
    @SuppressWarnings("try")
    public INDArray applyDropout(
            INDArray input, INDArray result, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
        int images = Math.toIntExact(input.size(0));
        int units = Math.toIntExact(input.size(1));
        clear();
        try (var outside = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            factors = Nd4j.createFromArray(new Dropout(probability, seed).factors(iteration, layer, images, units))
                    .reshape(images, units);
        }
        return input.muli(factors, result);
    }

    @Override
    public INDArray backprop(INDArray gradientAtOutput, INDArray gradientAtInput, int iteration, int epoch) {
        gradientAtOutput.muli(factors, gradientAtInput);
        clear();
        return gradientAtInput;
    }

    @Override
    public void clear() {
        if (factors != null && factors.closeable()) {
            factors.close();
        }
        factors = null;
    }

    @Override
    @SuppressWarnings("MissingSuperCall")
    public IDropout clone() {
        return new CountedDropout(probability, seed, layer);
    }
}
