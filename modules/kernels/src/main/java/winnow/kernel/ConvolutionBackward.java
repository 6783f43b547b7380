package winnow.kernel;

import java.util.HashMap;
import java.util.Map;

/**
 * The gradients of a convolution, of one lane block.
 *
 * <p>{@code dy}, the gradient of the convolution's outputs, has a border of one zero on each side, so that a tile of 2 x 2
 * inputs may look one output too far: {@code [outputs][2 pooledHeight + 2][2 pooledWidth + 2][16]}. The gradients of
 * weights ({@code dw[outputs][padded taps][16]}) and biases ({@code db[outputs][16]}) are summed lane by lane over any
 * number of blocks; {@link LaneSums} then adds up the lanes.
 */
final class ConvolutionBackward {
    private static final int BLOCK = Lanes.BLOCK;

    private final ConvolutionGrid grid;
    private final Pooling pooling;
    private final Activations activations;
    private final int[] tapOffsets;
    /** Pooled rows that are taken at a time, so that what belongs to them stays in the nearest cache. */
    private final int stripe;

    private final int border;
    private final int dyRow;
    private final int dyPlane;
    private final float[] dy;
    private final int[] pooledPlaces;
    private final int[] keptPlaces;
    private final int keptRow;
    private final int[] xPlaces;
    private final int[] dyPlaces;
    private final int inputHeight;
    private final int inputWidth;
    private final ConvolutionTile.Taps[] inputTaps;

    /**
     * Tables and space for one convolution.
     *
     * @param inputsToo whether the gradient of the inputs is wanted too
     */
    ConvolutionBackward(ConvolutionGrid grid, LeNetShape shape, boolean inputsToo) {
        this.grid = grid;
        this.pooling = shape.pooling();
        this.activations = new Activations(shape.activation());
        this.tapOffsets = grid.tapOffsets(grid.paddedTaps());
        this.border = inputsToo ? 1 : 0;
        this.stripe =
                inputsToo ? grid.pooledHeight() : Math.min(grid.pooledHeight(), Math.max(1, 24 / grid.pooledWidth()));
        this.dyRow = (2 * grid.pooledWidth() + 2 * border) * BLOCK;
        this.dyPlane = (2 * stripe + 2 * border) * dyRow;
        this.dy = new float[(inputsToo ? grid.outputs() : 4) * dyPlane];
        this.pooledPlaces = grid.places(stripe, 1, 2, dyRow);
        this.keptRow = 2 * grid.pooledWidth() * BLOCK;
        this.keptPlaces = grid.places(stripe, 1, 2, keptRow);
        this.xPlaces = grid.places(stripe, 2, 1, grid.width() * BLOCK);
        this.dyPlaces = grid.places(stripe, 2, 1, dyRow);
        this.inputHeight = even(grid.height());
        this.inputWidth = even(grid.width());
        this.inputTaps = inputsToo ? inputTaps() : new ConvolutionTile.Taps[0];
    }

    /** Floats of the inputs' gradient: {@code [inputs][height][width][16]}, height and width rounded up to even. */
    static int inputGradient(ConvolutionGrid grid) {
        return grid.inputs() * even(grid.height()) * even(grid.width()) * BLOCK;
    }

    private static int even(int n) {
        return n + n % 2;
    }

    /**
     * Adds this block's gradients of weights and biases.
     *
     * @param x the input, {@code [inputs][height][width][16]}
     * @param dp gradient of the pooled values, from {@code at} on, {@code step} apart
     * @param kept as kept by {@link ConvolutionForward}; activated values become slopes
     */
    void weights(float[] x, float[] dp, int at, int step, float[] kept, float[] dw, float[] db) {
        if (pooling == Pooling.AVERAGE) {
            activations.toSlope(kept, grid.kept(pooling));
        }
        for (int c = 0, n; c < grid.outputs(); c += n) {
            n = WeightGradientTile.channels(grid.outputs() - c);
            for (int py = 0; py < grid.pooledHeight(); py += stripe) {
                int rows = Math.min(stripe, grid.pooledHeight() - py);
                int dyAt = (border == 1 ? c * dyPlane : 0) + border * (dyRow + BLOCK);
                for (int g = 0; g < n; g++) {
                    for (int lane = 0; lane < BLOCK; lane += Lanes.WIDTH) {
                        spread(c + g, lane, py, rows, dp, at, step, kept, dyAt + g * dyPlane, db);
                    }
                }
                int xAt = 2 * py * grid.width() * BLOCK;
                for (int tap = 0; tap < grid.paddedTaps(); tap += WeightGradientTile.TAPS) {
                    addTile(n, x, xAt, tap, dyAt, rows, dw, (c * grid.paddedTaps() + tap) * BLOCK);
                }
            }
        }
    }

    private void spread(
            int c, int lane, int py, int rows, float[] dp, int at, int step, float[] kept, int dyAt, float[] db) {
        int place = c * grid.pooledPlane() + py * grid.pooledWidth();
        int from = at + place * step + lane;
        int count = rows * grid.pooledWidth();
        int b = c * BLOCK + lane;
        if (pooling == Pooling.MAX) {
            int w = place * BLOCK + lane;
            MaxPooling.spread(dp, from, step, kept, w, count, dy, dyAt + lane, pooledPlaces, dyRow, db, b);
        } else {
            int s = 2 * (c * grid.pooledHeight() + py) * keptRow + lane;
            AveragePooling.spread(
                    dp, from, step, kept, s, keptPlaces, keptRow, count, dy, dyAt + lane, pooledPlaces, dyRow, db, b);
        }
    }

    private void addTile(int n, float[] x, int xAt, int tap, int dyAt, int rows, float[] dw, int o) {
        int count = 4 * rows * grid.pooledWidth();
        int oStep = grid.paddedTaps() * BLOCK;
        for (int lane = 0; lane < BLOCK; lane += Lanes.WIDTH) {
            WeightGradientTile.add(
                    n,
                    x,
                    xAt + lane,
                    tapOffsets,
                    tap,
                    dy,
                    dyAt + lane,
                    dyPlane,
                    xPlaces,
                    dyPlaces,
                    count,
                    dw,
                    o + lane,
                    oStep);
        }
    }

    /**
     * Computes the gradient of the inputs, from what {@link #weights} left in {@code dy}.
     *
     * @param w weights, {@code [outputs][inputs][K][K]}
     * @param dx gets {@code [inputs][height][width][16]}, height and width rounded up to even
     */
    void inputs(float[] w, float[] dx) {
        int kk = grid.kernel() * grid.kernel();
        int row = inputWidth * BLOCK;
        int plane = inputHeight * row;
        for (int y = 0, t = 0; y < inputHeight; y += 2) {
            for (int x = 0; x < inputWidth; x += 2, t++) {
                int at = y * dyRow + x * BLOCK;
                int to = y * row + x * BLOCK;
                for (int c = 0, n; c < grid.inputs(); c += n) {
                    n = ConvolutionTile.channels(grid.inputs() - c);
                    for (int lane = 0; lane < BLOCK; lane += Lanes.WIDTH) {
                        ConvolutionTile.sum(
                                n,
                                inputTaps[t],
                                dy,
                                at + lane,
                                dyRow,
                                w,
                                c * kk,
                                kk,
                                Lanes.ZEROS,
                                0,
                                dx,
                                c * plane + to + lane,
                                plane,
                                row);
                    }
                }
            }
        }
    }

    /** For each 2 x 2 tile of inputs the outputs it took part in; tiles that see the same outputs share a table. */
    private ConvolutionTile.Taps[] inputTaps() {
        var shared = new HashMap<String, ConvolutionTile.Taps>();
        var taps = new ConvolutionTile.Taps[inputHeight / 2 * (inputWidth / 2)];
        for (int y = 0, t = 0; y < inputHeight; y += 2) {
            for (int x = 0; x < inputWidth; x += 2, t++) {
                taps[t] = inputTaps(y, x, shared);
            }
        }
        return taps;
    }

    /** An output row {@code y - ky} or {@code y + 1 - ky} must exist, and so must a column. */
    private ConvolutionTile.Taps inputTaps(int y, int x, Map<String, ConvolutionTile.Taps> shared) {
        int k = grid.kernel();
        int firstY = Math.max(0, y - 2 * grid.pooledHeight() + 1);
        int lastY = Math.min(k - 1, y + 1);
        int firstX = Math.max(0, x - 2 * grid.pooledWidth() + 1);
        int lastX = Math.min(k - 1, x + 1);
        var key = firstY + " " + lastY + " " + firstX + " " + lastX;
        return shared.computeIfAbsent(key, any -> {
            int wide = Math.max(0, lastX - firstX + 1);
            int each = Math.max(0, lastY - firstY + 1) * wide;
            int[] input = new int[grid.outputs() * each];
            int[] weight = new int[input.length];
            for (int i = 0; i < input.length; i++) {
                int output = i / each;
                int ky = firstY + i % each / wide;
                int kx = firstX + i % wide;
                input[i] = output * dyPlane + (1 - ky) * dyRow + (1 - kx) * BLOCK;
                weight[i] = output * grid.taps() + ky * k + kx;
            }
            return new ConvolutionTile.Taps(input, weight);
        });
    }
}
