package winnow.kernel;

/** Whether this JVM can run the kernels, and with what. */
public final class Kernels {
    private static final String MODULE = "jdk.incubator.vector";

    private Kernels() {}

    /**
     * Whether {@link LeNetTrainer} works here: the JVM was started with {@code --add-modules jdk.incubator.vector}, and
     * the machine has vectors of at least 128 bits.
     */
    public static boolean available() {
        return present() && Lanes.SPECIES.length() >= 4;
    }

    /** For provenance: {@code vector 512 bit}, or why there are no vectors. */
    public static String description() {
        if (!present()) {
            return "no vectors: start the JVM with --add-modules " + MODULE;
        }
        return available() ? "vector " + Lanes.SPECIES.vectorBitSize() + " bit" : "no vectors: the machine has none";
    }

    private static boolean present() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    /**
     * Asserts that the kernels are available.
     *
     * @throws IllegalStateException if not
     */
    static void require() {
        if (!available()) {
            throw new IllegalStateException(description());
        }
    }
}
