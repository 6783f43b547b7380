package org.nd4j.nativeblas;

/**
 * The name under which DL4J 1.0.0-M2.1 asks whether ND4J has oneDNN: ND4J renamed the class, DL4J still looks for it by
 * reflection, and without it trains convolutions six times slower and says nothing.
 */
public final class Nd4jCpu {

    private Nd4jCpu() {}

    /** The part of ND4J's environment that DL4J asks. */
    public static final class Environment {
        private static final Environment INSTANCE = new Environment();

        private Environment() {}

        /** Called by DL4J through reflection. */
        public static Environment getInstance() {
            return INSTANCE;
        }

        /** Called by DL4J through reflection: whether the natives of this JVM were built with oneDNN. */
        public boolean isUseMKLDNN() {
            return System.getProperty("org.bytedeco.javacpp.platform.extension", "")
                    .contains("onednn");
        }
    }
}
