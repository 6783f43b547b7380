package winnow.random;

/**
 * Philox4x32-10, a keyed bijection of 128-bit counters whose images of 0, 1, 2, ... pass as random numbers.
 *
 * <p>Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3",
 * SC'11. The counter and the result are four 32-bit words, word 0 the lowest.
 */
final class Philox {
    private static final int ROUNDS = 10;
    private static final long MULTIPLIER_0 = 0xD2511F53L;
    private static final long MULTIPLIER_1 = 0xCD9E8D57L;
    /** Golden ratio and sqrt(3) - 1 as 32-bit fractions: the Weyl steps of the key. */
    private static final int WEYL_0 = 0x9E3779B9;

    private static final int WEYL_1 = 0xBB67AE85;
    private static final long LOW_WORD = 0xFFFFFFFFL;

    private Philox() {}

    /** Replaces the four words of {@code block} by their image under the key {@code (key0, key1)}. */
    static void encrypt(int[] block, int key0, int key1) {
        int x0 = block[0];
        int x1 = block[1];
        int x2 = block[2];
        int x3 = block[3];
        int k0 = key0;
        int k1 = key1;
        for (int round = 0; round < ROUNDS; round++) {
            long p0 = MULTIPLIER_0 * (x0 & LOW_WORD);
            long p1 = MULTIPLIER_1 * (x2 & LOW_WORD);
            x0 = (int) (p1 >>> 32) ^ x1 ^ k0;
            x2 = (int) (p0 >>> 32) ^ x3 ^ k1;
            x1 = (int) p1;
            x3 = (int) p0;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        block[0] = x0;
        block[1] = x1;
        block[2] = x2;
        block[3] = x3;
    }
}
