package winnow.lenet;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import winnow.data.ImageSet;
import winnow.data.Split;
import winnow.space.Configuration;

/**
 * Measures how long LeNet-5 trains, on the whole of Fashion-MNIST, as PyTorch's peer script does: the last incomplete
 * minibatch of an epoch left out, seconds of training alone, then accuracy and loss on the test images.
 *
 * @param version of this program, for the printed line
 * @param configuration of the trial; hyperparameters it does not name have their defaults
 * @param images how many training images an epoch uses, the first ones
 * @param epochs how many
 * @param threads of a single operation of ND4J; oneDNN follows {@code OMP_NUM_THREADS} only, the kernels use one
 * @param engine what trains: {@code auto}, {@code vector} or {@code dl4j}
 * @param seed of the trial: its initial weights and the order of its images
 */
public record LeNetBench(
        String version, Configuration configuration, int images, int epochs, int threads, String engine, long seed) {

    public LeNetBench {
        positive("images", images);
        positive("epochs", epochs);
        positive("threads", threads);
        Word.parse(Engine.class, engine);
        int batch = LeNetHyperparameters.of(configuration).batchSize();
        if (batch > images) {
            throw new IllegalArgumentException(
                    "batch is " + batch + ": 1 to " + images + ", the images, would be right");
        }
    }

    private static void positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ": at least 1 would be right");
        }
    }

    /**
     * Trains and prints a line an epoch: {@code winnow 0.1.0 batch 64 threads 1 engine vector 512 bit epoch 1: 0.52 s per
     * 60k images, test accuracy 0.8228 loss 0.4731}.
     *
     * @param set the data, for example {@code LeNetObjective.images()}
     * @param nanoTime a clock that never jumps, in nanoseconds
     * @param line gets each line
     * @throws IllegalArgumentException if the data has fewer images, or the engine cannot train it
     */
    public void run(ImageSet set, LongSupplier nanoTime, Consumer<String> line) {
        if (images > set.train().count()) {
            throw new IllegalArgumentException("images is " + images + ": the data set " + set.name() + " has "
                    + set.train().count());
        }
        var trial =
                LeNetTrial.of(LeNetHyperparameters.of(configuration), set, new Split(images, 0), new double[0], seed);
        var choice = EngineChoice.of(Word.parse(Engine.class, engine), trial, List.of());
        if (!choice.isVector()) {
            NativeBackend.prepare();
            NativeBackend.setThreads(threads);
        }
        try (var training = new LeNetTraining(trial, choice, Optional.empty())) {
            for (int epoch = 1; epoch <= epochs; epoch++) {
                double seconds = seconds(training.engine(), trial, epoch, nanoTime);
                var test = training.engine().evaluate(set.test());
                line.accept(String.format(
                        Locale.ROOT,
                        "winnow %s batch %d threads %d engine %s epoch %d: %.2f s per 60k images,"
                                + " test accuracy %.4f loss %.4f",
                        version,
                        trial.hyperparameters().batchSize(),
                        choice.isVector() ? 1 : threads,
                        choice.name(),
                        epoch,
                        seconds * 60_000 / images,
                        test.accuracy(),
                        test.loss()));
            }
        } finally {
            if (!choice.isVector()) {
                NativeBackend.setThreads(1);
            }
        }
    }

    /** Trains one epoch of whole minibatches; the seconds it took, shuffling left out. */
    static double seconds(LeNetEngine engine, LeNetTrial trial, int epoch, LongSupplier nanoTime) {
        int[] order = trial.order(epoch);
        int batch = trial.hyperparameters().batchSize();
        long start = nanoTime.getAsLong();
        for (int at = 0; at + batch <= order.length; at += batch) {
            engine.step(order, at, batch);
        }
        return (nanoTime.getAsLong() - start) / 1e9;
    }
}
