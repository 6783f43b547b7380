package winnow.kernel;

/**
 * A convolution, its activation and 2 x 2 pooling of one lane block, forward.
 *
 * <p>Weights are {@code [outputs][inputs][K][K]}, biases {@code [outputs]}, as in the public arrays.
 */
final class ConvolutionForward {
    private static final int BLOCK = Lanes.BLOCK;

    private final ConvolutionGrid grid;
    private final float floor;
    private final ConvolutionTile.Taps taps;
    private final float[] tile = new float[4 * 4 * BLOCK];

    ConvolutionForward(ConvolutionGrid grid, Activation activation) {
        this.grid = grid;
        this.floor = activation == Activation.RELU ? 0 : Float.NEGATIVE_INFINITY;
        int[] order = new int[grid.taps()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        this.taps = new ConvolutionTile.Taps(grid.tapOffsets(grid.taps()), order);
    }

    /** Floats of what {@link #pool} keeps for the way back. */
    static int kept(ConvolutionGrid grid) {
        return grid.outputs() * grid.pooledPlane() * BLOCK;
    }

    /**
     * Convolves and takes maxima.
     *
     * @param x {@code [inputs][height][width][16]}
     * @param pooled gets the pooled values from {@code p} on, {@code pStep} apart (16 if they lie densely)
     * @param winners gets the winners, {@code [outputs][pooledHeight][pooledWidth][16]}; null if nobody will go back
     */
    void pool(float[] x, float[] w, float[] bias, float[] pooled, int p, int pStep, float[] winners) {
        int row = grid.width() * BLOCK;
        for (int py = 0; py < grid.pooledHeight(); py++) {
            for (int px = 0; px < grid.pooledWidth(); px++) {
                int at = 2 * py * row + 2 * px * BLOCK;
                int place = py * grid.pooledWidth() + px;
                for (int c = 0, n; c < grid.outputs(); c += n) {
                    n = ConvolutionTile.channels(grid.outputs() - c);
                    pool(n, c, x, at, row, w, bias, pooled, p, pStep, place, winners);
                }
            }
        }
    }

    private void pool(
            int n,
            int c,
            float[] x,
            int at,
            int row,
            float[] w,
            float[] bias,
            float[] pooled,
            int p,
            int pStep,
            int place,
            float[] winners) {
        int t = grid.taps();
        int plane = grid.pooledPlane();
        for (int lane = 0; lane < BLOCK; lane += Lanes.WIDTH) {
            ConvolutionTile.sum(n, taps, x, at + lane, row, w, c * t, t, bias, c, tile, lane, 4 * BLOCK, 2 * BLOCK);
            for (int g = 0; g < n; g++) {
                int from = g * 4 * BLOCK + lane;
                int i = (c + g) * plane + place;
                int to = p + i * pStep + lane;
                if (winners == null) {
                    MaxPooling.largest(tile, from, floor, pooled, to);
                } else {
                    MaxPooling.pool(tile, from, floor, pooled, to, winners, i * BLOCK + lane);
                }
            }
        }
    }
}
