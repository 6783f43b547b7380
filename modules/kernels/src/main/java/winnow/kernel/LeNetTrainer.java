package winnow.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Trains and measures one network of the LeNet-5 family on one thread.
 *
 * <p>Parameters and optimizer state come in by {@link #read} and go out by {@link #write}, as flat arrays in the order of
 * {@link LeNetShape#tensors}. Images stay bytes: {@code n x 28 x 28} grey levels in one array that any number of trainers
 * share. What a step does depends on parameters, state, the number of steps done, the seed and the minibatch alone, so a
 * trainer that takes over from another goes on with the same bits. A step allocates nothing.
 *
 * <p>Not thread-safe: one trainer a thread.
 */
public final class LeNetTrainer {
    /** A last block of so many images or more is padded; fewer go in strips, which are a third dearer per image. */
    private static final int WORTH_PADDING = 12;

    /** Images measured at a time. */
    private static final int MEASURED = 64;

    private final LeNetShape shape;
    private final TrainingRule rule;
    private final int batchSize;
    private final int capacity;
    private final int parameterCount;

    private final ConvolutionParameters convolutions;
    private final DenseStack dense;
    private final Activations activations;
    private final ImageVariation variation;
    private final byte[] varied;
    private final SoftmaxLoss loss;
    private final OptimizerStep optimizer;
    private final LaneLayout images;
    private final LaneLayout strips;
    private final LaneLayout.Block[] imageBlocks;
    private final LaneLayout.Block[] stripBlocks;
    private final float[] features;
    private final int[] starts;
    private final int[] classes;
    private long steps;

    /**
     * A trainer whose parameters and state are all zero until {@link #read}.
     *
     * @param batchSize images of the largest minibatch, 1 to 4096
     * @param seed of dropout and augmentation
     * @throws IllegalStateException if the kernels are not available here
     * @throws IllegalArgumentException if the class weights are not as many as the classes
     */
    public LeNetTrainer(LeNetShape shape, TrainingRule rule, int batchSize, long seed) {
        Kernels.require();
        this.shape = Objects.requireNonNull(shape, "shape");
        this.rule = Objects.requireNonNull(rule, "rule");
        this.batchSize = Check.within("batchSize", batchSize, 1, 4096);
        if (!rule.classWeights().isEmpty()) {
            Check.length("classWeights", rule.classWeights().size(), shape.classes());
        }
        this.parameterCount = shape.parameters();
        this.capacity = Lanes.padded(Math.max(batchSize, MEASURED));
        int states = rule.optimizer().states();
        this.convolutions = new ConvolutionParameters(shape, states);
        this.dense = new DenseStack(shape, states, capacity, new Dropout(rule.dropout(), seed));
        this.activations = new Activations(shape.activation());
        this.variation = new ImageVariation(rule.augmentation(), seed);
        this.varied = new byte[variation.active() ? batchSize * LeNetShape.PIXELS : 0];
        this.loss = new SoftmaxLoss(shape.classes(), rule.labelSmoothing(), rule.classWeights());
        this.optimizer = new OptimizerStep(rule);
        this.images = LaneLayout.images(shape);
        this.strips = LaneLayout.strips(shape);
        this.imageBlocks = blocks(images, Math.max(1, wholeBlocks(batchSize)));
        this.stripBlocks = blocks(strips, Math.min((WORTH_PADDING - 1 + 3) / 4, (batchSize + 3) / 4));
        this.features = new float[capacity * Lanes.padded(shape.features())];
        this.starts = new int[capacity];
        this.classes = new int[capacity];
    }

    private static LaneLayout.Block[] blocks(LaneLayout layout, int count) {
        List<LaneLayout.Block> blocks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            blocks.add(layout.block());
        }
        return blocks.toArray(LaneLayout.Block[]::new);
    }

    /** The network. */
    public LeNetShape shape() {
        return shape;
    }

    /** How it is trained. */
    public TrainingRule rule() {
        return rule;
    }

    /** Length of a state array: {@link Optimizer#states()} times the parameters. */
    public int stateSize() {
        return rule.optimizer().states() * parameterCount;
    }

    /** Steps done, those before {@link #read} included. */
    public long steps() {
        return steps;
    }

    /**
     * Takes over parameters and the state of the optimizer.
     *
     * @param parameters all parameters, in the order of {@link LeNetShape#tensors}
     * @param state {@link #stateSize} floats: the first number of state of every parameter, then the second; zeros at the
     *     beginning of a training
     * @param steps how many steps have led there
     */
    public void read(float[] parameters, float[] state, long steps) {
        Check.length("parameters", parameters.length, parameterCount);
        Check.length("state", state.length, stateSize());
        if (steps < 0) {
            throw new IllegalArgumentException("steps is " + steps + ": it must be at least 0");
        }
        this.steps = steps;
        for (var parameter : all()) {
            parameter.read(parameters);
            parameter.readState(state, parameterCount);
        }
    }

    /** Writes parameters and state into arrays as {@link #read} takes them. */
    public void write(float[] parameters, float[] state) {
        Check.length("parameters", parameters.length, parameterCount);
        Check.length("state", state.length, stateSize());
        for (var parameter : all()) {
            parameter.write(parameters);
            parameter.writeState(state, parameterCount);
        }
    }

    /** Whether every parameter is neither NaN nor infinite. Cheap: a few microseconds. */
    public boolean finite() {
        for (var layer : dense.layers) {
            if (!Elementary.finite(layer.weight.value) || !Elementary.finite(layer.bias.value)) {
                return false;
            }
        }
        return Elementary.finite(convolutions.weight1.value)
                && Elementary.finite(convolutions.bias1.value)
                && Elementary.finite(convolutions.weight2.value)
                && Elementary.finite(convolutions.bias2.value);
    }

    private List<Parameter> all() {
        var all = new ArrayList<>(
                List.of(convolutions.weight1, convolutions.bias1, convolutions.weight2, convolutions.bias2));
        for (var layer : dense.layers) {
            all.add(layer.weight);
            all.add(layer.bias);
        }
        return all;
    }

    /**
     * One step of the optimizer on a minibatch.
     *
     * @param pixels all images, 784 unsigned grey levels each
     * @param labels class of each image
     * @param order numbers of images
     * @param from where in {@code order} the minibatch begins
     * @param count how many images it has, 1 to the batch size
     * @return the minibatch's mean loss before the step, smoothed and weighted as the rule says; NaN or infinite if
     *     training has diverged
     */
    public double step(byte[] pixels, byte[] labels, int[] order, int from, int count) {
        Check.within("count", count, 1, batchSize);
        Objects.checkFromIndexSize(from, count, order.length);
        for (int n = 0; n < count; n++) {
            starts[n] = start(pixels, order[from + n]);
            classes[n] = label(labels, order[from + n]);
        }
        if (variation.active()) {
            vary(pixels, count);
        }
        int columns = Lanes.padded(count);
        blocksForward(variation.active() ? varied : pixels, count, columns);
        finishFeatures(columns);
        float[] logits = dense.forward(features, count, columns, steps);
        double mean =
                loss.gradient(logits, classes, count, dense.logitGradient(), dense.logitGradientTransposed(), columns);
        dense.backward(count, columns);
        optimizer.begin(steps);
        dense.update(features, count, columns, optimizer);
        if (shape.activatesPooled()) {
            activations.timesSlope(features, dense.dFeatures, shape.features() * columns);
        }
        convolutions.clear();
        blocksBackward(count, columns);
        convolutions.update(optimizer);
        steps++;
        return mean;
    }

    private void vary(byte[] pixels, int count) {
        for (int n = 0; n < count; n++) {
            variation.vary(pixels, starts[n], steps, n, varied, n * LeNetShape.PIXELS);
            starts[n] = n * LeNetShape.PIXELS;
        }
    }

    /** The activation that pooling left out, and zeros in the rows that only pad. */
    private void finishFeatures(int columns) {
        int used = shape.features() * columns;
        if (shape.activatesPooled()) {
            activations.apply(features, used);
        }
        Arrays.fill(features, used, Lanes.padded(shape.features()) * columns, 0);
    }

    private static int start(byte[] pixels, int image) {
        int start = image * LeNetShape.PIXELS;
        Objects.checkFromIndexSize(start, LeNetShape.PIXELS, pixels.length);
        return start;
    }

    private int label(byte[] labels, int image) {
        return Check.within("label", labels[image], 0, shape.classes() - 1);
    }

    /** Blocks of 16 images that a minibatch has, the last one perhaps padded; what is left goes in strips. */
    static int wholeBlocks(int count) {
        return (count + 16 - WORTH_PADDING) / 16;
    }

    private void blocksForward(byte[] pixels, int count, int columns) {
        int whole = wholeBlocks(count);
        for (int i = 0, at = 0; i < whole; i++, at += 16) {
            int some = Math.min(16, count - at);
            images.forward(imageBlocks[i], convolutions, pixels, starts, at, some, features, at, columns, true);
        }
        for (int i = 0, at = 16 * whole; at < count; i++, at += 4) {
            int some = Math.min(4, count - at);
            strips.forward(stripBlocks[i], convolutions, pixels, starts, at, some, features, at, columns, true);
        }
    }

    /** In the opposite order, since the last blocks are still near in the caches. */
    private void blocksBackward(int count, int columns) {
        int whole = wholeBlocks(count);
        for (int at = (count - 1) / 4 * 4; at >= 16 * whole; at -= 4) {
            strips.backward(stripBlocks[(at - 16 * whole) / 4], convolutions, dense.dFeatures, at, columns);
        }
        for (int i = whole - 1; i >= 0; i--) {
            images.backward(imageBlocks[i], convolutions, dense.dFeatures, 16 * i, columns);
        }
    }

    /**
     * Measures images, as they are and without dropout.
     *
     * @param from first image
     * @param to one past the last image
     */
    public Measurement evaluate(byte[] pixels, byte[] labels, int from, int to) {
        Objects.checkFromToIndex(from, to, labels.length);
        double sum = 0;
        int correct = 0;
        for (int at = from; at < to; at += MEASURED) {
            int count = Math.min(MEASURED, to - at);
            for (int n = 0; n < count; n++) {
                classes[n] = label(labels, at + n);
            }
            float[] logits = infer(pixels, at, count);
            sum += loss.plainSum(logits, classes, count);
            for (int n = 0; n < count; n++) {
                correct += best(logits, n) == classes[n] ? 1 : 0;
            }
        }
        return new Measurement(to - from, correct, sum);
    }

    /**
     * The logits of images, as they are and without dropout.
     *
     * @param from first image
     * @param to one past the last image
     * @return {@code [to - from][classes]}
     */
    public float[] logits(byte[] pixels, int from, int to) {
        int wide = shape.classes();
        float[] all = new float[(to - from) * wide];
        for (int at = from; at < to; at += MEASURED) {
            int count = Math.min(MEASURED, to - at);
            float[] logits = infer(pixels, at, count);
            for (int n = 0; n < count; n++) {
                System.arraycopy(logits, n * Lanes.padded(wide), all, (at - from + n) * wide, wide);
            }
        }
        return all;
    }

    /**
     * The probabilities of the classes of images, as they are and without dropout.
     *
     * @param from first image
     * @param to one past the last image
     * @return {@code [to - from][classes]}
     */
    public float[] probabilities(byte[] pixels, int from, int to) {
        float[] all = new float[(to - from) * shape.classes()];
        for (int at = from; at < to; at += MEASURED) {
            int count = Math.min(MEASURED, to - at);
            loss.probabilities(infer(pixels, at, count), count, all, (at - from) * shape.classes());
        }
        return all;
    }

    private float[] infer(byte[] pixels, int from, int count) {
        for (int n = 0; n < count; n++) {
            starts[n] = start(pixels, from + n);
        }
        int columns = Lanes.padded(count);
        for (int at = 0; at < count; at += 16) {
            int some = Math.min(16, count - at);
            images.forward(imageBlocks[0], convolutions, pixels, starts, at, some, features, at, columns, false);
        }
        finishFeatures(columns);
        return dense.forward(features, count, columns, -1);
    }

    private int best(float[] logits, int n) {
        int row = n * Lanes.padded(shape.classes());
        int best = 0;
        for (int c = 1; c < shape.classes(); c++) {
            best = logits[row + c] > logits[row + best] ? c : best;
        }
        return best;
    }
}
