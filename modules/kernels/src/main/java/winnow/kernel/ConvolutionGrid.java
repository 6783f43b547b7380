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
}
