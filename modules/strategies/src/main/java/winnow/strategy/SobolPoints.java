package winnow.strategy;

import org.apache.commons.math3.random.SobolSequenceGenerator;
import winnow.random.RandomStream;

/**
 * Sobol's sequence, scrambled: points of which every beginning fills [0, 1)^d more evenly than random ones do.
 *
 * <p>Sobol (1967) with the direction numbers of Joe and Kuo (2008), which commons-math3 brings for
 * {@value #MOST_DIMENSIONS} dimensions. Scrambled as Owen (1995) proposed, each bit of a coordinate flipped or not
 * depending on the bits above it, by Laine and Karras' hash (2011) in the form of Burley, "Practical Hash-based Owen
 * Scrambling", Journal of Computer Graphics Techniques 9(4), 2020. A coordinate has 32 bits. Dimensions beyond the
 * {@value #MOST_DIMENSIONS}th are random.
 *
 * @param seed of the scrambling
 * @param dimensions d, at least 1
 */
public record SobolPoints(long seed, int dimensions) {
    /** How many dimensions have direction numbers. */
    public static final int MOST_DIMENSIONS = 1000;

    private static final int BITS = 32;
    private static final double UNIT = 0x1.0p-32;

    /** Of each dimension, one 32-bit number a bit of the index, lowest bit first; read when first needed. */
    private static final class Directions {
        static final int[][] NUMBERS = read();

        private Directions() {}

        /** The point of index 2^k is, in the generator's Gray code, the sum of directions k and k - 1. */
        private static int[][] read() {
            var numbers = new int[MOST_DIMENSIONS][BITS];
            var generator = new SobolSequenceGenerator(MOST_DIMENSIONS);
            for (int bit = 0; bit < BITS - 1; bit++) {
                var point = generator.skipTo(1 << bit);
                for (int j = 0; j < MOST_DIMENSIONS; j++) {
                    int sum = (int) (long) (point[j] / UNIT);
                    numbers[j][bit] = bit == 0 ? sum : sum ^ numbers[j][bit - 1];
                }
            }
            return numbers;
        }
    }

    /** @throws IllegalArgumentException if there is no dimension */
    public SobolPoints {
        if (dimensions < 1) {
            throw new IllegalArgumentException("dimensions is " + dimensions + ": it must be at least 1");
        }
    }

    /**
     * The point of an index.
     *
     * @param index from 0 to below 2^31
     * @return d coordinates in [0, 1)
     */
    public double[] at(int index) {
        if (index < 0) {
            throw new IllegalArgumentException("index is " + index + ": it must be at least 0");
        }
        var point = new double[dimensions];
        for (int j = 0; j < dimensions; j++) {
            int bits = j < MOST_DIMENSIONS ? sobol(j, index) : beyond(j, index);
            point[j] = (scrambled(bits, key(j)) & 0xFFFFFFFFL) * UNIT;
        }
        return point;
    }

    private int beyond(int dimension, int index) {
        return RandomStream.of(seed, "sobol " + dimension, index).nextInt();
    }

    private static int sobol(int dimension, int index) {
        var directions = Directions.NUMBERS[dimension];
        int bits = 0;
        for (int rest = index; rest != 0; rest &= rest - 1) {
            bits ^= directions[Integer.numberOfTrailingZeros(rest)];
        }
        return bits;
    }

    /** A number of its own for each dimension: SplitMix64 (Steele, Lea and Flood 2014). */
    private int key(int dimension) {
        long z = seed + (dimension + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return (int) (z ^ (z >>> 31));
    }

    private static int scrambled(int bits, int key) {
        int x = Integer.reverse(bits);
        x ^= x * 0x3d20adea;
        x += key;
        x *= (key >>> 16) | 1;
        x ^= x * 0x05526c56;
        x ^= x * 0x53a22864;
        return Integer.reverse(x);
    }
}
