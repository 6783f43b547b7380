package winnow.kernel;

import java.util.Arrays;

/**
 * How images share the 16 lanes of a block: 16 whole images, or 4 images of which each has 4 lanes, one for each of four
 * column strips. Strips let a minibatch of 4 fill all lanes, at the price of copying what neighbouring strips both need.
 *
 * <p>In the strip layout, strip {@code q} of image {@code n} is lane {@code 4 q + n}. It owns columns {@code q w} to below
 * {@code (q + 1) w} of the pooled planes, where {@code w} is a quarter of their width, rounded up.
 */
final class LaneLayout {
    private static final int BLOCK = Lanes.BLOCK;

    private final LeNetShape shape;
    private final int strips;
    private final Activations activations;
    private final ConvolutionGrid first;
    private final ConvolutionGrid second;
    private final ConvolutionForward forward1;
    private final ConvolutionForward forward2;
    private final ConvolutionBackward backward1;
    private final ConvolutionBackward backward2;
    /** Gradient of the second convolution's input, and the same as the first pooling's values lie. */
    private final float[] dx;

    private final float[] dp1;
    /** Strips only: the second pooling's values as lanes hold them, and their gradient. */
    private final float[] p2;

    private final float[] dp2;
    /** Strips only: which four floats of a pooled row go where in a row of the second convolution's input. */
    private final int[] haloFrom;

    private final int[] haloTo;

    private LaneLayout(LeNetShape shape, int strips) {
        this.shape = shape;
        this.strips = strips;
        this.activations = new Activations(shape.activation());
        int k = shape.kernel();
        int p1 = shape.pooled1();
        int p2 = shape.pooled2();
        int wide1 = (p1 + strips - 1) / strips;
        int wide2 = (p2 + strips - 1) / strips;
        boolean whole = strips == 1;
        this.first = new ConvolutionGrid(
                1, shape.conv1(), k, LeNetShape.SIDE, whole ? LeNetShape.SIDE : 2 * wide1 + k - 1, p1, wide1);
        this.second =
                new ConvolutionGrid(shape.conv1(), shape.conv2(), k, p1, whole ? p1 : 2 * wide2 + k - 1, p2, wide2);
        this.forward1 = new ConvolutionForward(first, shape);
        this.forward2 = new ConvolutionForward(second, shape);
        this.backward1 = new ConvolutionBackward(first, shape, false);
        this.backward2 = new ConvolutionBackward(second, shape, true);
        this.dx = new float[ConvolutionBackward.inputGradient(second)];
        this.dp1 = new float[first.outputs() * first.pooledPlane() * BLOCK];
        int staged = whole ? 0 : second.outputs() * second.pooledPlane() * BLOCK;
        this.p2 = new float[staged];
        this.dp2 = new float[staged];
        int[][] halo = whole ? new int[2][0] : halo();
        this.haloFrom = halo[0];
        this.haloTo = halo[1];
    }

    /** 16 images side by side. */
    static LaneLayout images(LeNetShape shape) {
        return new LaneLayout(shape, 1);
    }

    /** Four images in four strips each. */
    static LaneLayout strips(LeNetShape shape) {
        return new LaneLayout(shape, 4);
    }

    /** Images in a block. */
    int images() {
        return BLOCK / strips;
    }

    /** What one block's images leave behind on their way forward, for the way back. */
    static final class Block {
        final float[] x;
        final float[] pooled1;
        /** Input of the second convolution; the same array as pooled1 unless there are strips. */
        final float[] x2;

        final float[] kept1;
        final float[] kept2;

        private Block(LaneLayout layout) {
            var first = layout.first;
            var second = layout.second;
            x = new float[first.height() * first.width() * BLOCK];
            pooled1 = new float[first.outputs() * first.pooledPlane() * BLOCK];
            x2 = layout.strips == 1 ? pooled1 : new float[second.inputs() * second.height() * second.width() * BLOCK];
            kept1 = new float[first.kept(layout.shape.pooling())];
            kept2 = new float[second.kept(layout.shape.pooling())];
        }
    }

    /** Space for one block. */
    Block block() {
        return new Block(this);
    }

    /**
     * Images to features.
     *
     * @param starts where images begin in {@code pixels}; {@code count} from {@code from} on are taken
     * @param features {@code [F][columns]}; gets one image a column, from {@code column} on, without the activation if
     *     {@link LeNetShape#activatesPooled}
     * @param keep whether the way back will follow
     */
    void forward(
            Block block,
            ConvolutionParameters p,
            byte[] pixels,
            int[] starts,
            int from,
            int count,
            float[] features,
            int column,
            int columns,
            boolean keep) {
        if (strips == 1) {
            BatchPacking.images(pixels, starts, from, count, block.x);
        } else {
            BatchPacking.strips(pixels, starts, from, count, 2 * first.pooledWidth(), first.width(), block.x);
        }
        forward1.run(block.x, p.weight1.value, p.bias1.value, block.pooled1, 0, BLOCK, block.kept1, keep);
        if (shape.activatesPooled()) {
            activations.apply(block.pooled1, first.outputs() * first.pooledPlane() * BLOCK);
        }
        if (strips == 1) {
            forward2.run(block.x2, p.weight2.value, p.bias2.value, features, column, columns, block.kept2, keep);
        } else {
            spreadHalo(block.pooled1, block.x2);
            forward2.run(block.x2, p.weight2.value, p.bias2.value, p2, 0, BLOCK, block.kept2, keep);
            moveFeatures(p2, features, column, columns, true);
        }
    }

    /**
     * Adds the gradients of both convolutions, lane by lane.
     *
     * @param dFeatures gradient of the features as {@link #forward} left them
     */
    void backward(Block block, ConvolutionParameters p, float[] dFeatures, int column, int columns) {
        if (strips == 1) {
            backward2.weights(block.x2, dFeatures, column, columns, block.kept2, p.lanes2, p.biasLanes2);
        } else {
            moveFeatures(dp2, dFeatures, column, columns, false);
            backward2.weights(block.x2, dp2, 0, BLOCK, block.kept2, p.lanes2, p.biasLanes2);
        }
        backward2.inputs(p.weight2.value, dx);
        float[] dp = gatherInputGradient();
        if (shape.activatesPooled()) {
            activations.timesSlope(block.pooled1, dp, first.outputs() * first.pooledPlane() * BLOCK);
        }
        backward1.weights(block.x, dp, 0, BLOCK, block.kept1, p.lanes1, p.biasLanes1);
    }

    /** The gradient of the first pooling's values, from that of the second convolution's input. */
    private float[] gatherInputGradient() {
        if (strips > 1) {
            gatherHalo(dx, dp1);
            return dp1;
        }
        int side = shape.pooled1();
        int even = side + side % 2;
        if (even == side) {
            return dx;
        }
        for (int c = 0; c < first.outputs(); c++) {
            for (int y = 0; y < side; y++) {
                System.arraycopy(dx, (c * even + y) * even * BLOCK, dp1, (c * side + y) * side * BLOCK, side * BLOCK);
            }
        }
        return dp1;
    }

    private int[][] halo() {
        int[] from = new int[strips * second.width()];
        int[] to = new int[from.length];
        int count = 0;
        for (int q = 0; q < strips; q++) {
            for (int x = 0; x < second.width(); x++) {
                int column = q * 2 * second.pooledWidth() + x;
                if (column < shape.pooled1()) {
                    from[count] = column % first.pooledWidth() * BLOCK + column / first.pooledWidth() * 4;
                    to[count++] = x * BLOCK + q * 4;
                }
            }
        }
        return new int[][] {Arrays.copyOf(from, count), Arrays.copyOf(to, count)};
    }

    private void spreadHalo(float[] pooled, float[] x) {
        int rows = first.outputs() * first.pooledHeight();
        for (int row = 0; row < rows; row++) {
            int a = row * first.pooledWidth() * BLOCK;
            int b = row * second.width() * BLOCK;
            for (int i = 0; i < haloFrom.length; i++) {
                int from = a + haloFrom[i];
                int to = b + haloTo[i];
                x[to] = pooled[from];
                x[to + 1] = pooled[from + 1];
                x[to + 2] = pooled[from + 2];
                x[to + 3] = pooled[from + 3];
            }
        }
    }

    /** The way back of {@link #spreadHalo}: what several strips have, adds up. */
    private void gatherHalo(float[] dx, float[] dp) {
        Arrays.fill(dp, 0);
        int wide = (second.width() + second.width() % 2) * BLOCK;
        int high = second.height() + second.height() % 2;
        for (int c = 0; c < first.outputs(); c++) {
            for (int y = 0; y < first.pooledHeight(); y++) {
                int a = (c * first.pooledHeight() + y) * first.pooledWidth() * BLOCK;
                int b = (c * high + y) * wide;
                for (int i = 0; i < haloFrom.length; i++) {
                    int to = a + haloFrom[i];
                    int from = b + haloTo[i];
                    dp[to] += dx[from];
                    dp[to + 1] += dx[from + 1];
                    dp[to + 2] += dx[from + 2];
                    dp[to + 3] += dx[from + 3];
                }
            }
        }
    }

    /** Between lanes in strips and columns of features: there if {@code forward}, else back. */
    private void moveFeatures(float[] lanes, float[] features, int column, int columns, boolean forward) {
        int side = shape.pooled2();
        int wide = second.pooledWidth();
        for (int row = 0; row < second.outputs() * side; row++) {
            for (int x = 0; x < side; x++) {
                int a = (row * wide + x % wide) * BLOCK + x / wide * 4;
                int b = (row * side + x) * columns + column;
                if (forward) {
                    System.arraycopy(lanes, a, features, b, 4);
                } else {
                    System.arraycopy(features, b, lanes, a, 4);
                }
            }
        }
    }
}
