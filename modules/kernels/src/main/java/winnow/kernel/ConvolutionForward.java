package winnow.kernel;

/**
 * A convolution, its activation and 2 x 2 pooling of one lane block, forward.
 *
 * <p>Weights are {@code [outputs][inputs][K][K]}, biases {@code [outputs]}, as in the public arrays. With maxima, ReLU is
 * done here, and any other activation is left to the caller, on the pooled values; with means, activations come first.
 */
final class ConvolutionForward {
    private static final int BLOCK = Lanes.BLOCK;

    private final ConvolutionGrid grid;
    private final Pooling pooling;
    private final Activations activations;
    private final float floor;
    private final ConvolutionTile.Taps taps;
    private final int[] pooledPlaces;
    private final float[] tile = new float[4 * 4 * BLOCK];

    ConvolutionForward(ConvolutionGrid grid, LeNetShape shape) {
        this.grid = grid;
        this.pooling = shape.pooling();
        this.activations = new Activations(shape.activation());
        this.floor = shape.activation() == Activation.RELU ? 0 : Float.NEGATIVE_INFINITY;
        int[] order = new int[grid.taps()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        this.taps = new ConvolutionTile.Taps(grid.tapOffsets(grid.taps()), order);
        this.pooledPlaces = grid.places(grid.pooledHeight(), 1, 2, 2 * grid.pooledWidth() * BLOCK);
    }

    /**
     * Runs one block.
     *
     * @param x {@code [inputs][height][width][16]}
     * @param pooled gets the pooled values from {@code p} on, {@code pStep} apart (16 if they lie densely)
     * @param kept gets {@link ConvolutionGrid#kept} floats for the way back: winners, or activated values
     * @param keep whether somebody will go back; if not, winners are not worked out
     */
    void run(float[] x, float[] w, float[] bias, float[] pooled, int p, int pStep, float[] kept, boolean keep) {
        if (pooling == Pooling.MAX) {
            largest(x, w, bias, pooled, p, pStep, keep ? kept : null);
        } else {
            mean(x, w, bias, pooled, p, pStep, kept);
        }
    }

    private void largest(float[] x, float[] w, float[] bias, float[] pooled, int p, int pStep, float[] winners) {
        int row = grid.width() * BLOCK;
        for (int py = 0; py < grid.pooledHeight(); py++) {
            for (int px = 0; px < grid.pooledWidth(); px++) {
                int at = 2 * py * row + 2 * px * BLOCK;
                int place = py * grid.pooledWidth() + px;
                for (int c = 0, n; c < grid.outputs(); c += n) {
                    n = ConvolutionTile.channels(grid.outputs() - c);
                    for (int lane = 0; lane < BLOCK; lane += Lanes.WIDTH) {
                        sum(n, c, x, at + lane, w, bias, tile, lane, 4 * BLOCK, 2 * BLOCK);
                        largest(n, c, lane, place, pooled, p, pStep, winners);
                    }
                }
            }
        }
    }

    private void largest(int n, int c, int lane, int place, float[] pooled, int p, int pStep, float[] winners) {
        for (int g = 0; g < n; g++) {
            int from = g * 4 * BLOCK + lane;
            int i = (c + g) * grid.pooledPlane() + place;
            int to = p + i * pStep + lane;
            if (winners == null) {
                MaxPooling.largest(tile, from, floor, pooled, to);
            } else {
                MaxPooling.pool(tile, from, floor, pooled, to, winners, i * BLOCK + lane);
            }
        }
    }

    private void mean(float[] x, float[] w, float[] bias, float[] pooled, int p, int pStep, float[] values) {
        int row = grid.width() * BLOCK;
        int toRow = 2 * grid.pooledWidth() * BLOCK;
        int toPlane = 2 * grid.pooledHeight() * toRow;
        for (int py = 0; py < grid.pooledHeight(); py++) {
            for (int px = 0; px < grid.pooledWidth(); px++) {
                int at = 2 * py * row + 2 * px * BLOCK;
                int to = 2 * py * toRow + 2 * px * BLOCK;
                for (int c = 0, n; c < grid.outputs(); c += n) {
                    n = ConvolutionTile.channels(grid.outputs() - c);
                    for (int lane = 0; lane < BLOCK; lane += Lanes.WIDTH) {
                        sum(n, c, x, at + lane, w, bias, values, c * toPlane + to + lane, toPlane, toRow);
                    }
                }
            }
        }
        activations.apply(values, grid.outputs() * toPlane);
        int count = grid.pooledPlane();
        for (int c = 0; c < grid.outputs(); c++) {
            for (int lane = 0; lane < BLOCK; lane += Lanes.WIDTH) {
                int to = p + c * count * pStep + lane;
                AveragePooling.pool(values, c * toPlane + lane, pooledPlaces, toRow, count, pooled, to, pStep);
            }
        }
    }

    private void sum(
            int n, int c, float[] x, int at, float[] w, float[] bias, float[] out, int o, int oStep, int oDown) {
        int t = taps.count;
        ConvolutionTile.sum(n, taps, x, at, grid.width() * BLOCK, w, c * t, t, bias, c, out, o, oStep, oDown);
    }
}
