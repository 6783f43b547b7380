package winnow.lenet;

import java.util.Optional;
import winnow.data.LabelledImages;
import winnow.kernel.LeNetTrainer;

/**
 * Trains by the kernels. The model of record stays DL4J's: parameters and the optimizer's state come in and go out in its
 * order and formats.
 */
final class VectorEngine implements LeNetEngine {
    private final LeNetTrial trial;
    private final EngineChoice choice;
    private final ParameterOrder parameterOrder;
    private final LeNetTrainer trainer;
    private final LabelledImages train;
    private final int[] numbers;

    VectorEngine(LeNetTrial trial, EngineChoice choice, Optional<LeNetCheckpoint> from) {
        this.trial = trial;
        this.choice = choice;
        this.train = trial.train();
        var h = trial.hyperparameters();
        var shape = h.shape();
        parameterOrder = new ParameterOrder(shape);
        numbers = new int[Math.min(h.batchSize(), train.count())];
        trainer = new LeNetTrainer(shape, h.rule(trial.weights(), trial.stepsPerEpoch()), numbers.length, trial.seed());
        trainer.read(
                parameterOrder.toKernels(from.map(LeNetCheckpoint::parameters).orElseGet(trial::begin)),
                from.map(saved -> parameterOrder.toKernels(saved.state()))
                        .orElseGet(() -> new float[trainer.stateSize()]),
                from.map(saved -> saved.card().iterations()).orElse(0));
    }

    @Override
    public double step(int[] order, int at, int count) {
        for (int i = 0; i < count; i++) {
            numbers[i] = train.from() + order[at + i];
        }
        return trainer.step(train.pixels(), train.labels(), numbers, 0, count);
    }

    @Override
    public boolean finite() {
        return trainer.finite();
    }

    @Override
    public Evaluation evaluate(LabelledImages images) {
        int from = images.from();
        var measured = trainer.evaluate(images.pixels(), images.labels(), from, from + images.count());
        return new Evaluation(measured.loss(), measured.accuracy());
    }

    @Override
    public LeNetCheckpoint checkpoint(int epoch) {
        float[] parameters = new float[trainer.shape().parameters()];
        float[] state = new float[trainer.stateSize()];
        trainer.write(parameters, state);
        return new LeNetCheckpoint(
                trial.card(epoch, Math.toIntExact(trainer.steps()), choice, "none"),
                parameterOrder.toDl4j(parameters),
                parameterOrder.toDl4j(state));
    }

    @Override
    public void close() {
        // Its arrays are the garbage collector's.
    }
}
