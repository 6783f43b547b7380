package winnow.kernel;

/**
 * Random numbers by counting: number {@code i} of a key is a function of the two, so that nothing needs to be saved, and a
 * step draws the same whoever does it.
 *
 * <p>The function is the output function of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number
 * generators", OOPSLA 2014), on multiples of the golden ratio.
 */
final class CounterStream {
    /** Purpose of a key: which units are dropped. */
    static final long DROPOUT = 1;

    /** Purpose of a key: how an image is varied. */
    static final long AUGMENTATION = 2;

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private CounterStream() {}

    /** The key for one purpose, at one step of a seed, for one part (a layer, an image) of it. */
    static long key(long seed, long purpose, long step, int part) {
        return bits(bits(bits(seed, purpose), step), part);
    }

    /** 64 random bits: number {@code i} of a key. */
    static long bits(long key, long i) {
        long z = key + (i + 1) * GOLDEN;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A number from 0 to below 1: number {@code i} of a key. */
    static double unit(long key, long i) {
        return (bits(key, i) >>> 11) * 0x1p-53;
    }

    /** A whole number from {@code low} to {@code high}, both included: number {@code i} of a key. */
    static int whole(long key, long i, int low, int high) {
        return low + (int) (unit(key, i) * (high - low + 1));
    }
}
