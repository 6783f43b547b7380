package winnow.kernel;

import java.util.Arrays;
import java.util.Random;

/** Made-up images: each class has a pattern of its own under noise. Bytes for the trainer, doubles for the reference. */
record Minibatch(byte[] pixels, byte[] labels) {

    static Minibatch random(int count, int classes, long seed) {
        var random = new Random(seed);
        var batch = new Minibatch(new byte[count * LeNetShape.PIXELS], new byte[count]);
        for (int n = 0; n < count; n++) {
            batch.labels[n] = (byte) random.nextInt(classes);
            batch.draw(n, random);
        }
        return batch;
    }

    /** Draws an image anew, of the same class. */
    void draw(int n, Random random) {
        for (int i = 0; i < LeNetShape.PIXELS; i++) {
            double wave = Math.sin(0.02 * (labels[n] + 1) * i);
            pixels[n * LeNetShape.PIXELS + i] = (byte) (int) (100 + 60 * wave + 90 * random.nextDouble());
        }
    }

    int count() {
        return labels.length;
    }

    double[][] images() {
        double[][] images = new double[count()][LeNetShape.PIXELS];
        for (int i = 0; i < pixels.length; i++) {
            images[i / LeNetShape.PIXELS][i % LeNetShape.PIXELS] = ((pixels[i] & 0xFF) / 255.0 - 0.5) / 0.5;
        }
        return images;
    }

    int[] classes() {
        int[] classes = new int[count()];
        Arrays.setAll(classes, i -> labels[i]);
        return classes;
    }

    /** Numbers 0, 1, 2 and so on: every image once. */
    int[] order() {
        int[] order = new int[count()];
        Arrays.setAll(order, i -> i);
        return order;
    }
}
