package winnow.lenet;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The end of a network's life. */
final class Networks {

    private Networks() {}

    /**
     * Frees the native memory of a network that is not used again: parameters, gradients, state of the optimizer, and
     * the workspaces of this thread. As {@code MultiLayerNetwork.close}, without its call of the garbage collector.
     */
    static void free(MultiLayerNetwork net) {
        free(net.params());
        free(net.getFlattenedGradients());
        var updater = net.getUpdater(false);
        if (updater != null) {
            free(updater.getStateViewArray());
        }
        Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
    }

    private static void free(INDArray array) {
        if (array != null && array.closeable()) {
            array.close();
        }
    }
}
