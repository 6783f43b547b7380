package winnow.random;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.random.RandomGenerator;

/**
 * A sequence of random numbers fixed by its name: the seed of the study, what the numbers are for, and a running
 * number.
 *
 * <p>Two streams of the same name give the same numbers on every machine and Java version; streams of different names
 * are independent. The name is hashed (SHA-256, first 128 bits) to the key and the upper half of the counter of
 * Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC'11); the lower half counts blocks of
 * two longs, so a stream holds 2^65 longs. Methods whose algorithm the JDK does not fix (bounded integers, Gaussians)
 * are defined here, with {@link StrictMath}; {@code nextExponential} and the {@code ints}, {@code longs} and
 * {@code doubles} streams are the JDK's.
 *
 * <p>A stream has a position and belongs to one thread; give another thread its own by {@link #split}.
 */
public final class RandomStream implements RandomGenerator {
    private static final double DOUBLE_UNIT = 0x1.0p-53;

    private final long key;
    private final long lane;
    private final int[] block = new int[4];
    private long nextBlock;
    private long spare;
    private boolean hasSpare;

    private RandomStream(long key, long lane) {
        this.key = key;
        this.lane = lane;
    }

    /**
     * The stream of that name, at its beginning.
     *
     * @param studySeed the study's seed
     * @param purpose what the numbers are for, for example {@code "suggest"}
     * @param number which one of that purpose, for example the trial's number
     */
    public static RandomStream of(long studySeed, String purpose, long number) {
        byte[] words = purpose.getBytes(StandardCharsets.UTF_8);
        ByteBuffer name = ByteBuffer.allocate(2 * Long.BYTES + words.length);
        name.putLong(studySeed).putLong(number).put(words);
        return hashed(name.array());
    }

    /**
     * A stream of its own below this one, at its beginning; it depends on this stream's name and the arguments, and
     * not on how many numbers were drawn from this stream.
     */
    public RandomStream split(String purpose, long number) {
        byte[] words = purpose.getBytes(StandardCharsets.UTF_8);
        ByteBuffer name = ByteBuffer.allocate(3 * Long.BYTES + 1 + words.length);
        // 0xFF occurs in no UTF-8 text, so the name of a split stream never equals one made by of(...).
        name.putLong(key).putLong(lane).put((byte) 0xFF).putLong(number).put(words);
        return hashed(name.array());
    }

    private static RandomStream hashed(byte[] name) {
        try {
            ByteBuffer digest =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(name));
            return new RandomStream(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256, which every runtime must have", e);
        }
    }

    @Override
    public long nextLong() {
        if (hasSpare) {
            hasSpare = false;
            return spare;
        }
        block[0] = (int) nextBlock;
        block[1] = (int) (nextBlock >>> 32);
        block[2] = (int) lane;
        block[3] = (int) (lane >>> 32);
        nextBlock++;
        Philox.encrypt(block, (int) key, (int) (key >>> 32));
        spare = join(block[2], block[3]);
        hasSpare = true;
        return join(block[0], block[1]);
    }

    private static long join(int low, int high) {
        return ((long) high << 32) | (low & 0xFFFFFFFFL);
    }

    @Override
    public int nextInt() {
        return (int) (nextLong() >>> 32);
    }

    @Override
    public boolean nextBoolean() {
        return nextLong() < 0;
    }

    /** A multiple of 2^-53 in [0, 1). */
    @Override
    public double nextDouble() {
        return (nextLong() >>> 11) * DOUBLE_UNIT;
    }

    /** A double in {@code [0, bound)}; {@code bound} is positive and finite. */
    @Override
    public double nextDouble(double bound) {
        if (!(bound > 0 && bound < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("bound must be positive and finite, not " + bound);
        }
        return below(nextDouble() * bound, bound);
    }

    /** A double in {@code [low, high)}; the bounds and their difference are finite. */
    @Override
    public double nextDouble(double low, double high) {
        if (!(low < high && high - low < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("[" + low + ", " + high + ") must be a finite range, not empty");
        }
        return below(low + nextDouble() * (high - low), high);
    }

    private static double below(double value, double bound) {
        return value < bound ? value : Math.nextDown(bound);
    }

    /** An int in {@code [0, bound)}, each equally likely; {@code bound} is positive. */
    @Override
    public int nextInt(int bound) {
        return (int) nextLong(bound);
    }

    /** An int in {@code [low, high)}, each equally likely. */
    @Override
    public int nextInt(int low, int high) {
        return (int) nextLong(low, high);
    }

    /** A long in {@code [0, bound)}, each equally likely (by rejection); {@code bound} is positive. */
    @Override
    public long nextLong(long bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound must be positive, not " + bound);
        }
        long candidate = nextLong() >>> 1;
        long result = candidate % bound;
        // candidate - result + bound - 1 overflows exactly in the last, incomplete run of residues
        while (candidate - result + (bound - 1) < 0) {
            candidate = nextLong() >>> 1;
            result = candidate % bound;
        }
        return result;
    }

    /** A long in {@code [low, high)}, each equally likely. */
    @Override
    public long nextLong(long low, long high) {
        if (low >= high) {
            throw new IllegalArgumentException("[" + low + ", " + high + ") is empty: low must be below high");
        }
        long width = high - low;
        if (width > 0) {
            return low + nextLong(width);
        }
        long candidate = nextLong();
        while (candidate < low || candidate >= high) {
            candidate = nextLong();
        }
        return candidate;
    }

    /** A number of the standard normal distribution, by the cosine half of Box and Muller (1958); takes two longs. */
    @Override
    public double nextGaussian() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * nextDouble());
    }

    /** A number of the normal distribution of that mean and standard deviation (not negative). */
    @Override
    public double nextGaussian(double mean, double deviation) {
        if (!(deviation >= 0)) {
            throw new IllegalArgumentException("standard deviation must not be negative, not " + deviation);
        }
        return mean + deviation * nextGaussian();
    }
}
