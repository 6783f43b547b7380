package winnow.lenet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.factory.Nd4j;
import winnow.data.ImageSet;
import winnow.data.LabelledImages;
import winnow.data.Split;
import winnow.random.RandomStream;
import winnow.study.Snapshot;
import winnow.study.StopSignal;
import winnow.study.Training;
import winnow.trial.Metrics;

/**
 * One trial of LeNet-5 in training, by DL4J, on one thread.
 *
 * <p>What an epoch does depends on the state before it and on (seed, epoch) alone: its order of images and what it drops
 * are drawn anew from them. So a trial taken up from a checkpoint ends with the same bits as an unbroken one.
 */
final class LeNetTraining implements Training {

    /** The study's usual metric: mean cross-entropy on the validation images. */
    static final String VALIDATION_LOSS = "validation_loss";

    /** Share of the validation images that are classified rightly. */
    static final String VALIDATION_ACCURACY = "validation_accuracy";

    /** Mean loss of the epoch's minibatches, each before its step, penalty left out. */
    static final String TRAIN_LOSS = "train_loss";

    private final LeNetHyperparameters hyperparameters;
    private final ImageSet set;
    private final LabelledImages train;
    private final LabelledImages validation;
    private final double[] classWeights;
    private final long seed;
    private final float[] scale = LeNet.scale();
    private final List<Minibatch> minibatches = new ArrayList<>();
    private final MultiLayerNetwork net;
    private LeNetCheckpoint last;

    LeNetTraining(
            LeNetHyperparameters hyperparameters,
            ImageSet set,
            Split split,
            double[] classWeights,
            long seed,
            Optional<LeNetCheckpoint> from) {
        this.hyperparameters = hyperparameters;
        this.set = set;
        this.train = set.train().slice(0, split.train());
        this.validation = set.train().slice(split.train(), split.train() + split.validation());
        this.classWeights = weights(hyperparameters, classWeights, train);
        this.seed = seed;
        this.net = LeNet.net(
                hyperparameters,
                this.classWeights,
                from.map(LeNetCheckpoint::parameters).orElseGet(() -> LeNet.begin(hyperparameters, seed)));
        from.ifPresent(checkpoint -> checkpoint.restore(net));
        this.last = checkpoint(from.map(LeNetCheckpoint::epoch).orElse(0));
    }

    /** What each class counts: as given, times the inverse of its frequency if that is asked for; empty: all 1. */
    private static double[] weights(LeNetHyperparameters h, double[] given, LabelledImages train) {
        if (h.classWeights() == ClassWeighting.NONE) {
            return given;
        }
        double[] weights = new double[LeNet.CLASSES];
        for (int i = 0; i < train.count(); i++) {
            weights[train.label(i)]++;
        }
        for (int c = 0; c < weights.length; c++) {
            double share = weights[c] * LeNet.CLASSES / train.count();
            weights[c] = share == 0 ? 0 : (given.length == 0 ? 1 : given[c]) / share;
        }
        return weights;
    }

    @Override
    public Metrics epoch(int epoch, StopSignal stop) {
        Nd4j.getRandom().setSeed(RandomStream.of(seed, "dropout", epoch).nextLong());
        double trainLoss = pass(epoch, stop);
        net.setEpochCount(epoch);
        var measured = Evaluation.of(net, validation, scale);
        last = checkpoint(epoch);
        return Metrics.of(
                VALIDATION_LOSS, measured.loss(), VALIDATION_ACCURACY, measured.accuracy(), TRAIN_LOSS, trainLoss);
    }

    /** Trains on every image once; the mean loss. */
    private double pass(int epoch, StopSignal stop) {
        int[] order = order(epoch);
        var watch = new LossWatch(epoch, LeNet.CLASSES);
        double sum = 0;
        for (int at = 0; at < order.length; at += hyperparameters.batchSize()) {
            stop.check();
            double loss = step(order, at);
            if (watch.see(loss)) {
                watch.check(net.params().sumNumber().doubleValue());
            }
            sum += loss * Math.min(hyperparameters.batchSize(), order.length - at);
        }
        watch.check(net.params().sumNumber().doubleValue());
        return sum / order.length;
    }

    /** One step of the optimizer; the loss before it. */
    double step(int[] order, int at) {
        var batch = minibatch(Math.min(hyperparameters.batchSize(), order.length - at));
        batch.fill(train, order, at, scale);
        net.fit(batch.images(), batch.labels());
        return net.score();
    }

    /** The images' numbers, shuffled for an epoch (Fisher and Yates). */
    int[] order(int epoch) {
        var random = RandomStream.of(seed, "order", epoch);
        int[] order = new int[train.count()];
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
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

    MultiLayerNetwork net() {
        return net;
    }

    private LeNetCheckpoint checkpoint(int epoch) {
        return LeNetCheckpoint.of(net, hyperparameters, classWeights, set, epoch);
    }

    @Override
    public Snapshot snapshot() {
        return last::writeTo;
    }

    /** Frees native memory. {@code MultiLayerNetwork.close} would collect garbage too, at 30 ms and more a trial. */
    @Override
    public void close() {
        minibatches.forEach(Minibatch::close);
        minibatches.clear();
        Networks.free(net);
    }
}
