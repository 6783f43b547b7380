package winnow.kernel;

/**
 * Drops units at random in training, and scales up what is left so that the expected sum stays: each unit of each image is
 * multiplied by 0 or by {@code 1 / (1 - probability)}.
 *
 * <p>Whether a unit is dropped depends on (seed, step, layer, place of the image in the minibatch, unit) alone. Needs no
 * vectors, so that other engines can drop the same units.
 */
public final class Dropout {
    private final long seed;
    private final long threshold;
    private final float scale;

    /**
     * Dropout of one training.
     *
     * @param probability of dropping a unit, at least 0 and below 1
     * @param seed its trainer's
     */
    public Dropout(double probability, long seed) {
        Check.below("probability", probability, 0, 1);
        this.seed = seed;
        this.threshold = (long) (probability * 0x1p32);
        this.scale = (float) (1 / (1 - probability));
    }

    /** Whether anything is dropped at all. */
    boolean active() {
        return threshold > 0;
    }

    /**
     * The factors of a layer, without the kernels' padding.
     *
     * @param step of the training, from 0
     * @param layer number of the hidden dense layer whose outputs are dropped, from 0
     * @return {@code [images][units]}
     */
    public float[] factors(long step, int layer, int images, int units) {
        int padded = (units + Lanes.BLOCK - 1) / Lanes.BLOCK * Lanes.BLOCK;
        float[] all = new float[images * padded];
        draw(step, layer, all, all.length);
        float[] factors = new float[images * units];
        for (int n = 0; n < images; n++) {
            System.arraycopy(all, n * padded, factors, n * units, units);
        }
        return factors;
    }

    /**
     * Draws the factors of a layer.
     *
     * @param factors gets {@code count} of them, an even number
     */
    void draw(long step, int layer, float[] factors, int count) {
        long key = CounterStream.key(seed, CounterStream.DROPOUT, step, layer);
        for (int i = 0; i < count; i += 2) {
            long bits = CounterStream.bits(key, i / 2);
            factors[i] = (bits & 0xFFFFFFFFL) < threshold ? 0 : scale;
            factors[i + 1] = bits >>> 32 < threshold ? 0 : scale;
        }
    }
}
