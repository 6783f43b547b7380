package winnow.lenet;

import java.util.Optional;
import winnow.data.LabelledImages;
import winnow.study.Snapshot;
import winnow.study.StopSignal;
import winnow.study.Training;
import winnow.trial.Metrics;

/**
 * One trial of LeNet-5 in training, on one thread, by one of the engines.
 *
 * <p>What an epoch does depends on the state before it and on (seed, epoch) alone: its order of images, how they are varied
 * and what is dropped are drawn anew from them. So a trial taken up from a checkpoint ends with the same bits as an unbroken
 * one.
 */
final class LeNetTraining implements Training {

    /** The study's usual metric: mean cross-entropy on the validation images. */
    static final String VALIDATION_LOSS = "validation_loss";

    /** Share of the validation images that are classified rightly. */
    static final String VALIDATION_ACCURACY = "validation_accuracy";

    /** Mean loss of the epoch's minibatches, each before its step, penalty left out. */
    static final String TRAIN_LOSS = "train_loss";

    /** How many numbers the net learns, biases included; measured where a study names it. */
    static final String PARAMETERS = "parameters";

    private final LeNetTrial trial;
    private final EngineChoice choice;
    private final LabelledImages validation;
    private final LeNetEngine engine;
    private final boolean isCounting;
    private LeNetCheckpoint last;

    LeNetTraining(LeNetTrial trial, EngineChoice choice, Optional<LeNetCheckpoint> from) {
        this(trial, choice, from, false);
    }

    /** @param isCounting whether the number of parameters is among the metrics */
    LeNetTraining(LeNetTrial trial, EngineChoice choice, Optional<LeNetCheckpoint> from, boolean isCounting) {
        this.isCounting = isCounting;
        this.trial = trial;
        this.choice = choice;
        this.validation = trial.validation();
        this.engine = choice.isVector() ? new VectorEngine(trial, choice, from) : new Dl4jEngine(trial, choice, from);
        this.last = engine.checkpoint(from.map(LeNetCheckpoint::epoch).orElse(0));
    }

    @Override
    public Metrics epoch(int epoch, StopSignal stop) {
        double trainLoss = pass(epoch, stop);
        var measured = engine.evaluate(validation);
        last = engine.checkpoint(epoch);
        var metrics = Metrics.of(
                VALIDATION_LOSS, measured.loss(), VALIDATION_ACCURACY, measured.accuracy(), TRAIN_LOSS, trainLoss);
        return isCounting ? metrics.with(PARAMETERS, LeNet.size(trial.hyperparameters())) : metrics;
    }

    /** Trains on every image once; the mean loss. */
    private double pass(int epoch, StopSignal stop) {
        int[] order = trial.order(epoch);
        int size = trial.hyperparameters().batchSize();
        var watch = new LossWatch(epoch, LeNet.CLASSES);
        double sum = 0;
        for (int at = 0; at < order.length; at += size) {
            stop.check();
            int count = Math.min(size, order.length - at);
            double loss = engine.step(order, at, count);
            if (watch.see(loss)) {
                watch.check(engine.finite());
            }
            sum += loss * count;
        }
        watch.check(engine.finite());
        return sum / order.length;
    }

    LeNetEngine engine() {
        return engine;
    }

    @Override
    public String madeBy() {
        return choice.name() + ", " + choice.reason();
    }

    @Override
    public Snapshot snapshot() {
        return last::writeTo;
    }

    @Override
    public void close() {
        engine.close();
    }
}
