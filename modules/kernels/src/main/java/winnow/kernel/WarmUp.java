package winnow.kernel;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Has the compiler translate the kernels before they are needed: a few thousand made-up images are trained on and
 * measured, once a JVM for each kind of training.
 */
public final class WarmUp {
    private static final int IMAGES = 64;
    private static final int TRAINED = 4000;

    /** Steps at least: what runs once a step is compiled late otherwise. */
    private static final int STEPS = 120;

    private static final Set<Kind> DONE = ConcurrentHashMap.newKeySet();

    private WarmUp() {}

    /** What decides which kernels run. */
    private record Kind(
            boolean blocks,
            boolean strips,
            Pooling pooling,
            Activation activation,
            Optimizer optimizer,
            boolean dropout,
            boolean varied) {}

    /**
     * Warms up for one kind of training, unless this JVM has done so before. Takes a second or two of one core.
     *
     * @return whether there was anything to do
     * @throws IllegalStateException if the kernels are not available here
     */
    public static boolean run(LeNetShape shape, TrainingRule rule, int batchSize) {
        Kernels.require();
        boolean blocks = LeNetTrainer.wholeBlocks(batchSize) > 0;
        boolean strips = batchSize > 16 * LeNetTrainer.wholeBlocks(batchSize);
        var kind = new Kind(
                blocks,
                strips,
                shape.pooling(),
                shape.activation(),
                rule.optimizer(),
                rule.dropout() > 0,
                !rule.augmentation().none());
        if (!DONE.add(kind)) {
            return false;
        }
        train(shape, rule, Math.min(batchSize, IMAGES));
        return true;
    }

    private static void train(LeNetShape shape, TrainingRule rule, int batchSize) {
        byte[] pixels = new byte[IMAGES * LeNetShape.PIXELS];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) CounterStream.bits(1, i);
        }
        byte[] labels = new byte[IMAGES];
        int[] order = new int[IMAGES];
        for (int i = 0; i < IMAGES; i++) {
            labels[i] = (byte) CounterStream.whole(2, i, 0, shape.classes() - 1);
            order[i] = i;
        }
        float[] parameters = new float[shape.parameters()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = (float) (0.1 * CounterStream.unit(3, i) - 0.05);
        }
        var trainer = new LeNetTrainer(shape, rule, batchSize, 1);
        float[] state = new float[trainer.stateSize()];
        int steps = Math.max(STEPS, TRAINED / batchSize);
        for (int step = 0; step < steps; step++) {
            if (step % 50 == 0) {
                trainer.read(parameters, state, step);
                trainer.evaluate(pixels, labels, 0, IMAGES);
            }
            trainer.step(pixels, labels, order, 0, batchSize);
        }
    }
}
