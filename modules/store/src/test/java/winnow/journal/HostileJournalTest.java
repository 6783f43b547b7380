package winnow.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import winnow.random.RandomStream;
import winnow.search.StudyEvent.StudyStarted;
import winnow.study.Entry;
import winnow.study.JournalException;
import winnow.testkit.SampleCatalogue;
import winnow.testkit.Tampering;

/**
 * Journals that somebody tampered with: read as a shorter one, or refused with a {@link JournalException}; nothing else
 * happens. Some tamper with the bytes, which the checksums show; some know how to renew the checksum of a line.
 */
@Timeout(120)
class HostileJournalTest {
    private static final int SEAL = ",\"crc\":\"00000000\"}\n".length();

    @TempDir
    private Path folder;

    @Test
    void changedBytesLeaveAPrefixOrAreRefused() throws IOException {
        var entries = SimulatedStudy.entries(2);
        var whole = new ByteArrayOutputStream();
        whole.writeBytes(EntryCodec.header());
        for (var entry : entries) {
            whole.writeBytes(EntryCodec.write(entry, entry.sequence()));
        }
        int prefixes = 0;
        for (int seed = 0; seed < 10_000; seed++) {
            var tampered = Tampering.with(whole.toByteArray(), RandomStream.of(seed, "journal", 0));
            try {
                var read = JournalReader.read("journal.jsonl", new ByteArrayInputStream(tampered))
                        .entries();
                assertThat(read.equals(entries.subList(0, read.size())))
                        .as("seed %d", seed)
                        .isTrue();
                prefixes++;
            } catch (JournalException refused) {
                assertThat(refused.getMessage()).contains("journal.jsonl");
            } catch (RuntimeException | Error other) {
                throw new AssertionError("seed " + seed, other);
            }
        }
        assertThat(prefixes).isBetween(1_000, 9_900);
    }

    @Test
    void aLineWithRenewedChecksumIsReplayedOrRefused() throws IOException {
        var study = StudyFolder.create(folder.resolve("study"), SimulatedStudy.spec(2));
        var entries = SimulatedStudy.entries(2);
        entries.set(0, begun(entries.get(0), study.specDigest()));
        var begin = SampleCatalogue.catalogue();
        int refused = 0;
        for (int seed = 0; seed < 10_000; seed++) {
            var random = RandomStream.of(seed, "line", 0);
            int at = random.nextInt(entries.size());
            var line = EntryCodec.write(entries.get(at), entries.get(at).sequence());
            var tampered = sealed(Tampering.with(Arrays.copyOf(line, line.length - SEAL), random));
            try {
                var read = EntryCodec.read(Arrays.copyOf(tampered, tampered.length - 1));
                study.replay(begin, followed(entries.subList(0, at), read.entry()));
            } catch (MalformedEntryException | JournalException known) {
                assertThat(known.getMessage()).isNotBlank();
                refused++;
            } catch (RuntimeException | Error other) {
                throw new AssertionError(
                        "seed " + seed + ": " + new String(tampered, StandardCharsets.ISO_8859_1), other);
            }
        }
        assertThat(refused).isBetween(3_000, 9_900);
    }

    private static Entry begun(Entry first, String digest) {
        var events = new ArrayList<>(first.events());
        var started = (StudyStarted) events.get(0);
        events.set(0, new StudyStarted(started.study(), started.seed(), digest));
        return new Entry(first.sequence(), first.at(), first.elapsedMillis(), events);
    }

    private static List<Entry> followed(List<Entry> before, Entry last) {
        var all = new ArrayList<>(before);
        all.add(last);
        return all;
    }

    private static byte[] sealed(byte[] content) {
        var crc = new CRC32C();
        crc.update(content);
        var seal = String.format(",\"crc\":\"%08x\"}\n", crc.getValue()).getBytes(StandardCharsets.US_ASCII);
        var line = Arrays.copyOf(content, content.length + seal.length);
        System.arraycopy(seal, 0, line, content.length, seal.length);
        return line;
    }
}
