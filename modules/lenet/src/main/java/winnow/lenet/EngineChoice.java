package winnow.lenet;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import winnow.kernel.Kernels;

/**
 * What trains a trial, and why.
 *
 * @param isVector whether the kernels do; else DL4J
 * @param name the engine's name in provenance, for example {@code vector 512 bit} or {@code dl4j-onednn}
 * @param reason in a few words
 * @param device the number of the GPU that DL4J trains on; empty: it trains on the CPU
 */
record EngineChoice(boolean isVector, String name, String reason, OptionalInt device) {
    private static final String ASKED = "the spec says so";

    /** A choice that trains on the CPU. */
    EngineChoice(boolean isVector, String name, String reason) {
        this(isVector, name, reason, OptionalInt.empty());
    }

    /**
     * Chooses for a trial.
     *
     * @param gpus addresses of the GPUs that it may use
     * @throws IllegalArgumentException if the engine that is asked for cannot train it; the message says why
     */
    static EngineChoice of(Engine wanted, LeNetTrial trial, List<String> gpus) {
        return of(wanted, trial, gpus, GpuHost::here);
    }

    /** The same on a machine of which {@code host} tells, which is asked only if there are GPUs. */
    static EngineChoice of(Engine wanted, LeNetTrial trial, List<String> gpus, Supplier<GpuHost> host) {
        if (gpus.isEmpty()) {
            return onCpu(wanted, trial, Optional.empty());
        }
        var gpu = "GPU " + String.join(", ", gpus);
        if (wanted == Engine.VECTOR) {
            return onCpu(wanted, trial, Optional.of(ASKED + "; it does without " + gpu));
        }
        // One network trains on one device, so that of several the first counts.
        var address = gpus.get(0);
        var hindrance = host.get().hindrance(address);
        if (hindrance.isEmpty()) {
            var card = host.get().card(address).map(GpuCard::shortName).orElse("unknown");
            var reason = (wanted == Engine.AUTO ? "auto: the trial has " : ASKED + ": ") + gpu + " (" + card + ")";
            return new EngineChoice(false, NativeBackend.CUDA_ENGINE, reason, OptionalInt.of(GpuHost.device(address)));
        }
        if (wanted == Engine.DL4J) {
            throw new IllegalArgumentException("engine is dl4j and the trial has " + gpu + ", but " + hindrance.get()
                    + "; engine: auto would train on the CPU, and dl4j does if resources.gpus is left out");
        }
        return onCpu(wanted, trial, Optional.of("auto: on the CPU despite " + gpu + ", since " + hindrance.get()));
    }

    /** Chooses among what the CPU does; {@code because} is said instead of the usual reason. */
    private static EngineChoice onCpu(Engine wanted, LeNetTrial trial, Optional<String> because) {
        var hindrance = wanted == Engine.DL4J ? Optional.of(ASKED) : hindrance(trial);
        if (hindrance.isEmpty()) {
            var reason = wanted == Engine.AUTO ? "auto: the kernels cover this configuration" : ASKED;
            return new EngineChoice(true, Kernels.description(), because.orElse(reason));
        }
        if (wanted == Engine.VECTOR) {
            throw new IllegalArgumentException("engine is vector, but " + hindrance.get() + "; auto would be right");
        }
        var reason = wanted == Engine.AUTO ? "auto: " + hindrance.get() : hindrance.get();
        return new EngineChoice(
                false,
                NativeBackend.prepare().engine(),
                because.map(gpu -> gpu + "; " + hindrance.get()).orElse(reason));
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
}
