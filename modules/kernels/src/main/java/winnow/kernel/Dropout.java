package winnow.kernel;

/**
 * Drops units at random in training, and scales up what is left so that the expected sum stays: each unit of each image is
 * multiplied by 0 or by {@code 1 / (1 - probability)}.
 *
 * <p>Whether a unit is dropped depends on (seed, step, layer, place of the image in the minibatch, unit) alone.
 */
final class Dropout {
    private final long seed;
    private final long threshold;
    private final float scale;

    Dropout(double probability, long seed) {
        this.seed = seed;
        this.threshold = (long) (probability * 0x1p32);
        this.scale = (float) (1 / (1 - probability));
    }

    /** Whether anything is dropped at all. */
    boolean active() {
        return threshold > 0;
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
