package winnow.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import winnow.random.RandomStream;
import winnow.study.Entry;
import winnow.study.JournalException;
import winnow.testkit.Tampering;

/**
 * A study's folder on a Hadoop file system that somebody tampered with: its journal is read as a shorter one or refused
 * with a {@link JournalException}, and nothing else happens.
 */
@Timeout(120)
class HostilePartsTest {
    private static final int INPUTS = 10_000;
    private static final String JOURNAL = "/study/journal/";

    private final List<Entry> entries = SimulatedStudy.entries(2);

    /** Three coordinators wrote it, each a third, in parts as an object store has them, one a commit. */
    private Map<String, byte[]> written(boolean isStore) {
        var name = "hostile-" + isStore;
        var disk = MemoryFileSystem.Disk.named(name);
        disk.isStore = isStore;
        int third = entries.size() / 3;
        for (int owner = 0; owner < 3; owner++) {
            try (var journal = HadoopJournal.open(folder(name), new ManualPace())) {
                int end = owner == 2 ? entries.size() : (owner + 1) * third;
                for (int at = owner * third; at < end; at += 4) {
                    journal.append(entries.subList(at, Math.min(end, at + 4)));
                }
            }
        }
        var files = new TreeMap<String, byte[]>();
        disk.files().forEach(file -> files.put(file, disk.content(file)));
        return files;
    }

    private static HadoopFolder folder(String disk) {
        return new HadoopFolder(MemoryFileSystem.on(disk), new Path("memory://" + disk + "/study/journal"));
    }

    @Test
    void partsThatWereChangedSwappedOrTakenAwayLeaveAPrefixOrAreRefused() throws IOException {
        folder("tampered").make();
        int prefixes = 0;
        for (boolean isStore : new boolean[] {false, true}) {
            var whole = written(isStore);
            var parts = whole.keySet().stream()
                    .filter(file -> file.contains("/part-"))
                    .toList();
            assertThat(parts).hasSizeGreaterThan(2);
            for (int seed = 0; seed < INPUTS / 2; seed++) {
                var random = RandomStream.of(seed, "parts", isStore ? 1 : 0);
                var disk = MemoryFileSystem.Disk.named("tampered");
                disk.files().forEach(disk::remove);
                whole.forEach(disk::put);
                tamper(disk, parts, random);
                prefixes += readAsPrefix("seed " + seed) ? 1 : 0;
            }
        }
        assertThat(prefixes).isBetween(1_000, 9_900);
    }

    private static void tamper(MemoryFileSystem.Disk disk, List<String> parts, RandomStream random) {
        var one = parts.get(random.nextInt(parts.size()));
        var other = parts.get(random.nextInt(parts.size()));
        switch (random.nextInt(6)) {
            case 0 -> disk.remove(one);
            case 1 -> disk.put(one, disk.content(other));
            case 2 -> disk.put(JOURNAL + name(random), disk.content(one));
            case 3 -> disk.put(one, pointing(disk.content(one), random));
            default -> disk.put(one, Tampering.with(disk.content(one), random));
        }
    }

    /** A name as a part could have it, or nearly. */
    private static String name(RandomStream random) {
        var scrap = new String(
                Tampering.with("part-000002-000001.jsonl".getBytes(StandardCharsets.US_ASCII), random),
                StandardCharsets.ISO_8859_1);
        return scrap.replaceAll("[/:\\x00-\\x1f]", "9") + "x".repeat(scrap.isEmpty() ? 1 : 0);
    }

    /** The part with a header that is sealed well, and says that it follows some other entry of some other part. */
    private static byte[] pointing(byte[] content, RandomStream random) {
        int end = 0;
        while (content[end] != '\n') {
            end++;
        }
        var before = new Part(1 + random.nextInt(3), 1 + random.nextInt(4));
        long entry = random.nextBoolean() ? 1 + random.nextInt(100) : Long.MAX_VALUE - random.nextInt(3);
        byte[] head;
        try {
            var own = EntryCodec.part(Arrays.copyOf(content, end)).orElseThrow().part();
            head = EntryCodec.header(new PartHeader(own, Optional.of(new PartHeader.Before(entry, before))));
        } catch (IllegalArgumentException notBefore) {
            head = new byte[] {'\n'};
        }
        var changed = Arrays.copyOf(head, head.length + content.length - end - 1);
        System.arraycopy(content, end + 1, changed, head.length, content.length - end - 1);
        return changed;
    }

    /** Whether some of the journal was read. */
    private boolean readAsPrefix(String seed) throws IOException {
        try {
            var read = PartsReader.read(folder("tampered")).entries();
            assertThat(read.size()).as(seed).isLessThanOrEqualTo(entries.size());
            assertThat(read.equals(entries.subList(0, read.size()))).as(seed).isTrue();
            return !read.isEmpty();
        } catch (JournalException refused) {
            assertThat(refused.getMessage()).as(seed).contains("memory://tampered/study/journal");
            return false;
        } catch (RuntimeException | Error other) {
            throw new AssertionError(seed, other);
        }
    }
}
