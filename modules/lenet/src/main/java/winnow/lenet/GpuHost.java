package winnow.lenet;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import winnow.data.CommandRunner;

/**
 * What this JVM can do with the GPUs that Spark gives to its trials.
 *
 * <p>An address of Spark is the place of a card among those that this process sees: all of them in the order of the bus,
 * or those of {@code CUDA_VISIBLE_DEVICES}, in its order. CUDA numbers its devices in the same way, as long as
 * {@code CUDA_DEVICE_ORDER=PCI_BUS_ID} is set, so that an address is a device's number.
 *
 * @param hasCuda whether this build has ND4J's CUDA back end
 * @param visible the value of {@code CUDA_VISIBLE_DEVICES}, if there is one
 * @param cards of the machine; empty if {@code nvidia-smi} does not tell
 * @param startsCuda makes sure that ND4J runs on CUDA in this JVM; false if it cannot
 */
record GpuHost(boolean hasCuda, Optional<String> visible, List<GpuCard> cards, BooleanSupplier startsCuda) {
    private static final String CUDA = "org/nd4j/linalg/jcublas/JCublasBackend.class";
    private static final Duration LONGEST = Duration.ofSeconds(20);

    /** Asks once a JVM, and only if a trial has a GPU. */
    private static final class This {
        static final GpuHost JVM = look(CommandRunner.real());
    }

    GpuHost {
        cards = List.copyOf(cards);
    }

    /** The one of this JVM. */
    static GpuHost here() {
        return This.JVM;
    }

    /** Whether this build has ND4J's CUDA back end. */
    static boolean isCudaThere() {
        return GpuHost.class.getClassLoader().getResource(CUDA) != null;
    }

    static GpuHost look(CommandRunner runner) {
        return new GpuHost(
                isCudaThere(),
                Optional.ofNullable(System.getenv("CUDA_VISIBLE_DEVICES")),
                ask(runner),
                () -> NativeBackend.onCuda().isCuda());
    }

    private static List<GpuCard> ask(CommandRunner runner) {
        try {
            return GpuCard.read(runner.run(GpuCard.QUERY, Path.of("."), LONGEST).output());
        } catch (IOException noDriver) {
            return List.of();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /** Why DL4J cannot train on the card at an address; empty if it can, and then ND4J runs on CUDA from now on. */
    Optional<String> hindrance(String address) {
        if (!hasCuda) {
            return Optional.of("this build of Winnow has no CUDA: build it with -Pcuda");
        }
        var card = card(address);
        if (card.isEmpty()) {
            return Optional.of("nvidia-smi does not tell of such a card: it tells of " + cards.size());
        }
        return card.get()
                .hindrance()
                .or(() -> startsCuda.getAsBoolean()
                        ? Optional.empty()
                        : Optional.of("CUDA 11.6 did not start in this JVM: are its libraries and a driver there?"));
    }

    /** The card at an address; empty if there is none, or it cannot be told which. */
    Optional<GpuCard> card(String address) {
        int place = device(address);
        if (visible.isEmpty()) {
            return cards.stream().filter(card -> card.index() == place).findFirst();
        }
        var names = visible.get().split(",");
        return place < 0 || place >= names.length ? Optional.empty() : named(names[place].strip());
    }

    /** A card by its index, or by the beginning of its UUID, as in {@code CUDA_VISIBLE_DEVICES}. */
    private Optional<GpuCard> named(String name) {
        return cards.stream()
                .filter(card -> Integer.toString(card.index()).equals(name)
                        || (name.startsWith("GPU-") && card.uuid().startsWith(name)))
                .findFirst();
    }

    /** The number that CUDA gives to the card at an address; -1 if the address is none of a GPU. */
    static int device(String address) {
        try {
            return Math.max(-1, Integer.parseInt(address.strip()));
        } catch (NumberFormatException other) {
            return -1;
        }
    }
}
