package winnow.lenet;

import java.util.List;
import java.util.Optional;
import winnow.kernel.Kernels;

/**
 * What trains a trial, and why.
 *
 * @param isVector whether the kernels do; else DL4J
 * @param name the engine's name in provenance, for example {@code vector 512 bit} or {@code dl4j-onednn}
 * @param reason in a few words
 */
record EngineChoice(boolean isVector, String name, String reason) {
    private static final String CUDA = "org.nd4j.linalg.jcublas.JCublasBackend";

    /**
     * Chooses for a trial.
     *
     * @param gpus addresses of the GPUs that it may use
     * @throws IllegalArgumentException if the kernels are asked for and cannot train it; the message says why
     */
    static EngineChoice of(Engine wanted, LeNetTrial trial, List<String> gpus) {
        var hindrance = wanted == Engine.DL4J ? Optional.of("the spec says so") : hindrance(trial);
        if (hindrance.isEmpty() && wanted == Engine.AUTO && !gpus.isEmpty() && isCudaThere()) {
            hindrance = Optional.of("auto: the trial has GPU " + String.join(", ", gpus));
        }
        if (hindrance.isEmpty()) {
            var reason = wanted == Engine.AUTO ? "auto: the kernels cover this configuration" : "the spec says so";
            return new EngineChoice(true, Kernels.description(), reason);
        }
        if (wanted == Engine.VECTOR) {
            throw new IllegalArgumentException("engine is vector, but " + hindrance.get() + "; auto would be right");
        }
        var reason = wanted == Engine.AUTO && !hindrance.get().startsWith("auto") ? "auto: " : "";
        return new EngineChoice(false, NativeBackend.prepare().engine(), reason + hindrance.get());
    }

    /** Why the kernels cannot train a trial; empty if they can. */
    private static Optional<String> hindrance(LeNetTrial trial) {
        if (!Kernels.available()) {
            return Optional.of(Kernels.description());
        }
        try {
            trial.hyperparameters().shape();
            trial.hyperparameters().rule(trial.weights(), trial.stepsPerEpoch());
            return Optional.empty();
        } catch (IllegalArgumentException notCovered) {
            return Optional.of("the kernels do not cover it: " + notCovered.getMessage());
        }
    }

    private static boolean isCudaThere() {
        return EngineChoice.class.getClassLoader().getResource(CUDA.replace('.', '/') + ".class") != null;
    }
}
