package winnow.lenet;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import winnow.data.ImageSet;
import winnow.data.Split;
import winnow.space.Configuration;
import winnow.space.Value;

/**
 * Measures how long LeNet-5 trains, on the whole of Fashion-MNIST, as PyTorch's peer script does: sgd, the last
 * incomplete minibatch of an epoch left out, seconds of training alone, then accuracy and loss on the test images.
 *
 * @param version of this program, for the printed line
 * @param batch images a step
 * @param images how many training images an epoch uses, the first ones
 * @param epochs how many
 * @param learningRate of sgd
 * @param momentum of sgd
 * @param threads of a single operation; oneDNN follows {@code OMP_NUM_THREADS} only
 */
public record LeNetBench(
        String version, int batch, int images, int epochs, double learningRate, double momentum, int threads) {

    public LeNetBench {
        positive("images", images);
        positive("epochs", epochs);
        positive("threads", threads);
        if (batch < 1 || batch > images) {
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
     * Trains and prints a line an epoch: {@code winnow 0.1.0 batch 64 threads 1 engine dl4j-onednn epoch 1: 7.52 s per
     * 60k images, test accuracy 0.8228 loss 0.4731}.
     *
     * @param set the data, for example {@code LeNetObjective.images()}
     * @param nanoTime a clock that never jumps, in nanoseconds
     * @param line gets each line
     * @throws IllegalArgumentException if the data has fewer images
     */
    public void run(ImageSet set, LongSupplier nanoTime, Consumer<String> line) {
        if (images > set.train().count()) {
            throw new IllegalArgumentException("images is " + images + ": the data set " + set.name() + " has "
                    + set.train().count());
        }
        var backend = NativeBackend.prepare();
        NativeBackend.setThreads(threads);
        try (var training =
                new LeNetTraining(hyperparameters(), set, new Split(images, 0), new double[0], 1, Optional.empty())) {
            for (int epoch = 1; epoch <= epochs; epoch++) {
                int[] order = training.order(epoch);
                long start = nanoTime.getAsLong();
                for (int at = 0; at + batch <= images; at += batch) {
                    training.step(order, at);
                }
                double seconds = (nanoTime.getAsLong() - start) / 1e9;
                var test = Evaluation.of(training.net(), set.test(), LeNet.scale());
                line.accept(String.format(
                        Locale.ROOT,
                        "winnow %s batch %d threads %d engine %s epoch %d: %.2f s per 60k images,"
                                + " test accuracy %.4f loss %.4f",
                        version,
                        batch,
                        threads,
                        backend.engine(),
                        epoch,
                        seconds * 60_000 / images,
                        test.accuracy(),
                        test.loss()));
            }
        } finally {
            NativeBackend.setThreads(1);
        }
    }

    private LeNetHyperparameters hyperparameters() {
        return LeNetHyperparameters.of(new Configuration(java.util.Map.of(
                "batch_size", Value.of(batch),
                "learning_rate", Value.of(learningRate),
                "momentum", Value.of(momentum))));
    }
}
