package winnow.lenet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import winnow.data.LabelledImages;
import winnow.kernel.ImageVariation;

/** Trains by DL4J, with its oneDNN layers where there are any. */
final class Dl4jEngine implements LeNetEngine {
    private final LeNetTrial trial;
    private final EngineChoice choice;
    private final LabelledImages train;
    private final ImageVariation variation;
    private final float[] scale = LeNet.scale();
    private final List<Minibatch> minibatches = new ArrayList<>();
    private final MultiLayerNetwork net;

    Dl4jEngine(LeNetTrial trial, EngineChoice choice, Optional<LeNetCheckpoint> from) {
        choice.device().ifPresentOrElse(NativeBackend::use, NativeBackend::prepare);
        this.trial = trial;
        this.choice = choice;
        this.train = trial.train();
        this.variation = new ImageVariation(trial.hyperparameters().augmentation(), trial.seed());
        this.net = LeNet.net(
                trial.hyperparameters(),
                trial.classWeights(),
                trial.stepsPerEpoch(),
                trial.seed(),
                from.map(LeNetCheckpoint::parameters).orElseGet(trial::begin));
        from.ifPresent(checkpoint -> checkpoint.restore(net));
    }

    @Override
    public double step(int[] order, int at, int count) {
        var batch = minibatch(count);
        batch.fill(train, order, at, scale, variation, net.getIterationCount());
        net.fit(batch.images(), batch.labels());
        return net.score();
    }

    /** The whole minibatch and, if the last one of an epoch is smaller, that one. */
    private Minibatch minibatch(int size) {
        for (var batch : minibatches) {
            if (batch.size() == size) {
                return batch;
            }
        }
        var batch = new Minibatch(size);
        minibatches.add(batch);
        return batch;
    }

    @Override
    public boolean finite() {
        return Double.isFinite(net.params().sumNumber().doubleValue());
    }

    @Override
    public Evaluation evaluate(LabelledImages images) {
        return Evaluation.of(net, images, scale);
    }

    @Override
    public LeNetCheckpoint checkpoint(int epoch) {
        net.setEpochCount(epoch);
        return new LeNetCheckpoint(
                trial.card(
                        epoch,
                        net.getIterationCount(),
                        choice,
                        NativeBackend.prepare().natives()),
                Floats.of(net.params()),
                Floats.of(net.getUpdater(true).getStateViewArray()));
    }

    MultiLayerNetwork net() {
        return net;
    }

    /** Frees native memory. {@code MultiLayerNetwork.close} would collect garbage too, at 30 ms and more a trial. */
    @Override
    public void close() {
        minibatches.forEach(Minibatch::close);
        minibatches.clear();
        Networks.free(net);
    }
}
