package winnow.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The one vector species of this JVM and the lane block. A second species in the same JVM makes Java 17 box vectors
 * (measured: 7 times slower), so nothing else may name one.
 *
 * <p>The system property {@code winnow.kernel.bits} (128, 256 or 512) overrides the machine's preference.
 */
final class Lanes {
    /** Floats of a lane block, at every width. */
    static final int BLOCK = 16;

    static final VectorSpecies<Float> SPECIES = choose();

    /** Floats of a vector; divides {@link #BLOCK}. */
    static final int WIDTH = SPECIES.length();

    /** Vectors that the compiler can hold in registers: 16 with AVX2, 32 with AVX-512 and on ARM. */
    static final boolean MANY_REGISTERS =
            WIDTH == BLOCK || !System.getProperty("os.arch").matches("amd64|x86_64");

    /** Zeros for whoever begins a sum with nothing. */
    static final float[] ZEROS = new float[4 * BLOCK];

    private Lanes() {}

    private static VectorSpecies<Float> choose() {
        var bits = Integer.getInteger("winnow.kernel.bits");
        if (bits != null) {
            if (bits != 128 && bits != 256 && bits != 512) {
                throw new IllegalArgumentException("winnow.kernel.bits is " + bits + ": it must be 128, 256 or 512");
            }
            return VectorSpecies.of(float.class, VectorShape.forBitSize(bits));
        }
        var preferred = FloatVector.SPECIES_PREFERRED;
        return preferred.length() <= BLOCK ? preferred : FloatVector.SPECIES_512;
    }

    /** {@code count} rounded up to whole blocks. */
    static int padded(int count) {
        return (count + BLOCK - 1) / BLOCK * BLOCK;
    }
}
