package winnow.lenet;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A graphics card of this machine, as {@code nvidia-smi} tells of it.
 *
 * @param index its number in the order of the bus
 * @param uuid its name for ever, for example {@code GPU-5c1b7e1e-...}
 * @param name for people
 * @param major compute capability before the dot
 * @param minor compute capability after it
 */
record GpuCard(int index, String uuid, String name, int major, int minor) {
    /** What {@link #read} reads the answer of. */
    static final List<String> QUERY =
            List.of("nvidia-smi", "--query-gpu=index,uuid,compute_cap,name", "--format=csv,noheader");

    private static final Pattern LINE = Pattern.compile("(\\d{1,4}), *([^,]+), *(\\d{1,3})\\.(\\d{1,3}), *(.+)");

    /**
     * DL4J 1.0.0-M2.1's CUDA library has machine code for compute capability 3.7 to 8.6 and nothing that a driver could
     * compile. Machine code runs on later cards of the same major number, so that 8.9 still does, and 9.0 does not.
     */
    private static final int LEAST = 307;

    private static final int MOST = 809;

    /** The cards in an answer to {@link #QUERY}; lines that tell of no card are skipped. */
    static List<GpuCard> read(String answer) {
        return answer.lines()
                .map(line -> LINE.matcher(line.strip()))
                .filter(line -> line.matches())
                .map(line -> new GpuCard(
                        Integer.parseInt(line.group(1)),
                        line.group(2).strip(),
                        line.group(5).strip(),
                        Integer.parseInt(line.group(3)),
                        Integer.parseInt(line.group(4))))
                .toList();
    }

    /** Why DL4J cannot train on it; empty if it can. */
    Optional<String> hindrance() {
        int capability = 100 * major + minor;
        if (capability >= LEAST && capability <= MOST) {
            return Optional.empty();
        }
        return Optional.of(name + " has compute capability " + major + "." + minor
                + ", and Deeplearning4j 1.0.0-M2.1 reaches from 3.7 to 8.9 (K80 to A100, RTX 40 and L4)");
    }

    /** Its name, without what all cards are called. */
    String shortName() {
        return name.startsWith("NVIDIA ") ? name.substring("NVIDIA ".length()) : name;
    }
}
