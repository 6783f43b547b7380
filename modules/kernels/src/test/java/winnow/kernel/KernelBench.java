package winnow.kernel;

import java.io.FileInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/**
 * Times training and measuring on Fashion-MNIST: {@code java --add-modules jdk.incubator.vector -cp ... KernelBench FOLDER
 * CASE EPOCHS}, where FOLDER has the four IDX files and CASE is a batch size, {@code rich-64} (Adam, dropout, shifts),
 * {@code wide-64} (12, 32 channels; 240, 168 units) or the like. A line an epoch: seconds of the clock and of the
 * processor for 60,000 images, then for the 10,000 of the test set.
 */
final class KernelBench {
    private KernelBench() {}

    public static void main(String[] args) throws IOException {
        byte[] pixels = idx(args[0] + "/train-images-idx3-ubyte.gz", 16);
        byte[] labels = idx(args[0] + "/train-labels-idx1-ubyte.gz", 8);
        byte[] testPixels = idx(args[0] + "/t10k-images-idx3-ubyte.gz", 16);
        byte[] testLabels = idx(args[0] + "/t10k-labels-idx1-ubyte.gz", 8);
        int batch = Integer.parseInt(args[1].replaceAll("\\D", ""));
        var shape = shape(args[1]);
        var trainer = new LeNetTrainer(shape, rule(args[1], batch), batch, 1);
        trainer.read(Networks.initial(shape, 1), new float[trainer.stateSize()], 0);
        int[] order = new int[labels.length];
        Arrays.setAll(order, i -> i);
        var random = new Random(1);
        for (int epoch = 1; epoch <= Integer.parseInt(args[2]); epoch++) {
            shuffle(order, random);
            long wall = System.nanoTime();
            long cpu = cpu();
            double loss = 0;
            int steps = 0;
            for (int at = 0; at < order.length; at += batch, steps++) {
                loss += trainer.step(pixels, labels, order, at, Math.min(batch, order.length - at));
            }
            double seconds = (System.nanoTime() - wall) / 1e9;
            double busy = (cpu() - cpu) / 1e9;
            wall = System.nanoTime();
            cpu = cpu();
            var measured = trainer.evaluate(testPixels, testLabels, 0, testLabels.length);
            System.out.printf(
                    Locale.ROOT,
                    "%s, %s, epoch %d: %.3f s (%.3f s of processor) per 60k images, mean loss %.4f;"
                            + " measuring 10k: %.4f s (%.4f s), accuracy %.4f, loss %.4f%n",
                    Kernels.description(),
                    args[1],
                    epoch,
                    seconds,
                    busy,
                    loss / steps,
                    (System.nanoTime() - wall) / 1e9,
                    (cpu() - cpu) / 1e9,
                    measured.accuracy(),
                    measured.loss());
        }
    }

    private static LeNetShape shape(String name) {
        return name.startsWith("wide")
                ? new LeNetShape(12, 32, 5, Pooling.MAX, List.of(240, 168, 10), Activation.RELU)
                : LeNetShape.STANDARD;
    }

    private static TrainingRule rule(String name, int batch) {
        return name.startsWith("rich")
                ? TrainingRule.of(Optimizer.ADAM, 0.001)
                        .withDropout(0.25)
                        .withAugmentation(new Augmentation(2, 0, 0, 0))
                : TrainingRule.of(Optimizer.MOMENTUM, batch < 16 ? 0.001 : 0.01);
    }

    private static void shuffle(int[] order, Random random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int other = order[j];
            order[j] = order[i];
            order[i] = other;
        }
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static byte[] idx(String file, int header) throws IOException {
        try (var in = new GZIPInputStream(new FileInputStream(file))) {
            byte[] all = in.readAllBytes();
            return Arrays.copyOfRange(all, header, all.length);
        }
    }
}
