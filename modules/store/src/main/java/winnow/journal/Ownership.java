package winnow.journal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Who writes a journal on a file system that has no locks. Owners are numbered; {@code owner-N} is made without
 * overwriting, so each number has one owner, and an owner goes when the next number is there.
 *
 * <p>An owner that lives changes {@code alive-N} all the time, and one that ends in good order leaves
 * {@code released-N}. A newcomer takes over only what was released, or was silent for {@link #SILENCE} as the newcomer's
 * own clock has it. Should the silent one live after all, its next commit fails: {@link #require} before a commit saves
 * work, and {@link #require} after it is what makes the commit count, since the newcomer reads the journal only after its
 * own number is there. So what counted, the newcomer has read.
 */
final class Ownership {
    static final Duration BEAT = Duration.ofSeconds(5);
    static final Duration SILENCE = Duration.ofSeconds(20);

    private static final int LONGEST = 4096;
    private static final Pattern NAME = Pattern.compile("owner-([0-9]{6,9})");
    private static final Pattern HOLDER = Pattern.compile("process [0-9]{1,10} on [A-Za-z0-9._-]{1,100}");

    private final HadoopFolder folder;
    private final int number;
    private final Pace.Beat beat;

    private Ownership(HadoopFolder folder, int number, Pace.Beat beat) {
        this.folder = folder;
        this.number = number;
        this.beat = beat;
    }

    /**
     * Becomes the owner; takes {@link #SILENCE} if the last one did not say that it ended.
     *
     * @throws StudyInUseException if somebody else is
     */
    static Ownership take(HadoopFolder folder, Pace pace) throws IOException, InterruptedException {
        int last = newest(folder.names());
        if (last > 0) {
            awaitEnd(folder, last, pace);
        }
        int number = last + 1;
        var content = "%s%n%s%n".formatted(self(), UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
        if (!folder.create(file("owner", number), content)) {
            throw inUse(folder, number);
        }
        var beats = new AtomicLong();
        var owner = new Ownership(folder, number, pace.every(BEAT, () -> beat(folder, number, beats)));
        beat(folder, number, beats);
        return owner;
    }

    /** Parts count too: whoever copied a journal may have left the rest behind. */
    private static int newest(List<String> names) {
        return names.stream().mapToInt(Ownership::owner).max().orElse(0);
    }

    private static int owner(String file) {
        var match = NAME.matcher(file);
        return match.matches()
                ? Integer.parseInt(match.group(1))
                : Part.named(file).map(Part::owner).orElse(0);
    }

    private static void awaitEnd(HadoopFolder folder, int owner, Pace pace) throws IOException, InterruptedException {
        var before = signOfLife(folder, owner);
        for (var silent = Duration.ZERO; silent.compareTo(SILENCE) < 0; silent = silent.plus(BEAT)) {
            if (folder.exists(file("released", owner))) {
                return;
            }
            pace.pause(BEAT);
            if (!Arrays.equals(before, signOfLife(folder, owner))) {
                throw inUse(folder, owner);
            }
        }
    }

    private static byte[] signOfLife(HadoopFolder folder, int owner) throws IOException {
        return folder.read(file("alive", owner), LONGEST).orElseGet(() -> new byte[0]);
    }

    private static void beat(HadoopFolder folder, int number, AtomicLong beats) {
        try {
            folder.write(
                    file("alive", number),
                    Long.toString(beats.incrementAndGet()).getBytes(StandardCharsets.US_ASCII));
        } catch (IOException | RuntimeException missed) {
            // The next one follows. If none does, a newcomer may take over, and the next commit says so.
        }
    }

    private static String self() {
        return "process " + ProcessHandle.current().pid() + " on " + host();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }

    int number() {
        return number;
    }

    /**
     * Asks whether this is still the owner.
     *
     * @throws StudyInUseException if it is not
     */
    void require() throws IOException {
        if (folder.exists(file("owner", number + 1))) {
            var by = holder(folder, number + 1);
            throw new StudyInUseException(
                    "another coordinator" + by.map(h -> ", " + h + ",").orElse("")
                            + " has taken over the study whose journal is " + folder
                            + ", and this one has stopped; everything it had recorded is kept");
        }
    }

    /** Says that the study is free. */
    void release() throws IOException {
        beat.close();
        folder.write(file("released", number), new byte[] {'\n'});
    }

    /** Falls silent, as by death. */
    void abandon() {
        beat.close();
    }

    private static StudyInUseException inUse(HadoopFolder folder, int owner) throws IOException {
        return new StudyInUseException("the study whose journal is " + folder + " is in use by "
                + holder(folder, owner).orElse("another coordinator") + "; wait until it ends, or interrupt it");
    }

    private static Optional<String> holder(HadoopFolder folder, int owner) throws IOException {
        return folder.read(file("owner", owner), LONGEST)
                .flatMap(content ->
                        new String(content, StandardCharsets.UTF_8).lines().findFirst())
                .filter(line -> HOLDER.matcher(line).matches());
    }

    private static String file(String kind, int owner) {
        return String.format(Locale.ROOT, "%s-%06d", kind, owner);
    }
}
