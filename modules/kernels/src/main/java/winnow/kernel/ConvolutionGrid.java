package winnow.kernel;

/**
 * The planes of one convolution and its pooling in one lane layout, all counted per lane. Only those outputs are computed
 * that pooling sees: {@code 2 pooledHeight x 2 pooledWidth}.
 *
 * @param inputs channels that come in: {@code x[inputs][height][width][16]}
 * @param outputs channels that go out: {@code pooled[outputs][pooledHeight][pooledWidth][16]}
 * @param kernel its size K
 * @param height of an input plane
 * @param width of an input plane
 * @param pooledHeight of an output plane
 * @param pooledWidth of an output plane
 */
record ConvolutionGrid(int inputs, int outputs, int kernel, int height, int width, int pooledHeight, int pooledWidth) {

    /** Weights an output channel has: inputs x K x K. */
    int taps() {
        return inputs * kernel * kernel;
    }

    /** Taps rounded up to whole tiles of {@link WeightGradientTile}. */
    int paddedTaps() {
        return (taps() + WeightGradientTile.TAPS - 1) / WeightGradientTile.TAPS * WeightGradientTile.TAPS;
    }

    /** Pooled values of a channel. */
    int pooledPlane() {
        return pooledHeight * pooledWidth;
    }

    /** Where each tap lies from an output's place on in the input, in the order of the weights; padded by the last. */
    int[] tapOffsets(int count) {
        int[] offsets = new int[count];
        for (int tap = 0; tap < count; tap++) {
            int real = Math.min(tap, taps() - 1);
            int input = real / (kernel * kernel);
            int ky = real / kernel % kernel;
            int kx = real % kernel;
            offsets[tap] = ((input * height + ky) * width + kx) * Lanes.BLOCK;
        }
        return offsets;
    }

    /** Floats that must be kept of a block on its way forward: a winner, or the four activated values, a pooled value. */
    int kept(Pooling pooling) {
        return outputs * pooledPlane() * Lanes.BLOCK * (pooling == Pooling.MAX ? 1 : 4);
    }

    /**
     * Where places of this grid lie in some plane, row by row.
     *
     * @param rows pooled rows
     * @param fold places a pooled value each way: 1 for pooled values, 2 for outputs
     * @param stride outputs from one place to the next, each way
     * @param rowFloats floats of a row of outputs in that plane
     */
    int[] places(int rows, int fold, int stride, int rowFloats) {
        int wide = pooledWidth * fold;
        int[] places = new int[rows * fold * wide];
        for (int i = 0; i < places.length; i++) {
            places[i] = i / wide * stride * rowFloats + i % wide * stride * Lanes.BLOCK;
        }
        return places;
    }
}
