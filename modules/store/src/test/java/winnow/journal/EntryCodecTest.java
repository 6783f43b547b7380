package winnow.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import winnow.random.RandomStream;
import winnow.search.Limits;
import winnow.search.StudyEvent;
import winnow.search.Verdict;
import winnow.space.Configuration;
import winnow.space.Value;
import winnow.study.Entry;
import winnow.testkit.RandomEntries;
import winnow.trial.Metrics;
import winnow.trial.Observation;
import winnow.trial.Outcome;

class EntryCodecTest {

    @Test
    void readsBackEveryEntry() {
        var random = RandomEntries.of(RandomStream.of(1, "codec", 0));
        for (int i = 1; i <= 5000; i++) {
            var entry = random.entry(i);
            var line = EntryCodec.write(entry, i);
            assertThat(EntryCodec.isWhole(content(line))).isTrue();
            assertThat(EntryCodec.read(content(line))).isEqualTo(new EntryCodec.Line(entry, i));
        }
    }

    /** A kind of event, outcome, verdict or value that is added must get its form and its place in RandomEntries. */
    @Test
    void hasAFormForEveryKind() {
        Set<Class<?>> seen = new HashSet<>();
        var random = RandomEntries.of(RandomStream.of(2, "kinds", 0));
        for (int i = 1; i <= 3000; i++) {
            var entry = random.entry(i);
            assertThat(EntryCodec.read(content(EntryCodec.write(entry, 1))).entry())
                    .isEqualTo(entry);
            for (var event : entry.events()) {
                seen.add(event.getClass());
                if (event instanceof StudyEvent.Ended ended) {
                    seen.add(ended.outcome().getClass());
                } else if (event instanceof StudyEvent.Judged judged) {
                    seen.add(judged.verdict().getClass());
                } else if (event instanceof StudyEvent.TrialCreated created) {
                    created.configuration().values().values().forEach(value -> seen.add(value.getClass()));
                }
            }
        }
        for (var family : List.of(StudyEvent.class, Outcome.class, Verdict.class, Value.class)) {
            assertThat(seen).contains(family.getPermittedSubclasses());
        }
    }

    @Test
    void keepsEveryBitOfADouble() {
        var random = RandomStream.of(3, "bits", 0);
        for (int i = 0; i < 5000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            var event = new StudyEvent.Reported(0, 1, new Observation(1, Metrics.of("m", value), 0), Optional.empty());
            var read = (StudyEvent.Reported) roundTrip(event);
            assertThat(Double.doubleToLongBits(read.observation().metrics().value("m")))
                    .isEqualTo(Double.doubleToLongBits(value));
        }
    }

    @Test
    void replacesHalfACharacterInANameAndKeepsItInAText() {
        var event = new StudyEvent.SessionOpened(1, Limits.NONE, Map.of("a\ud83db", "c\ud83dd"));
        var read = (StudyEvent.SessionOpened) roundTrip(event);
        assertThat(read.provenance()).isEqualTo(Map.of("a\ufffdb", "c\ud83dd"));
    }

    @Test
    void keepsTheOrderOfProvenance() {
        var facts = new LinkedHashMap<String, String>();
        for (var name : List.of("winnow", "java", "system", "cores", "engine", "data", "spark", "master")) {
            facts.put(name, "of " + name);
        }
        var read = (StudyEvent.SessionOpened) roundTrip(new StudyEvent.SessionOpened(1, Limits.NONE, facts));
        assertThat(read.provenance()).containsExactlyEntriesOf(facts);
    }

    @Test
    void tellsIntegersRealsTextsAndTruthsApart() {
        var values = List.of(
                Value.of(1),
                Value.of(1.0),
                Value.of("1"),
                Value.of(true),
                Value.of("true"),
                Value.of(Long.MAX_VALUE),
                Value.of(1e22),
                Value.of("NaN"),
                Value.of(0.0),
                Value.of(0));
        for (var value : values) {
            var configuration = new Configuration(Map.of("p", value));
            var event = new StudyEvent.TrialCreated(0, configuration, "", "", Optional.empty(), 0, 1);
            assertThat(((StudyEvent.TrialCreated) roundTrip(event)).configuration())
                    .isEqualTo(configuration);
        }
    }

    @Test
    void writesLinesThatPeopleAndToolsCanRead() throws Exception {
        var at = Instant.parse("2026-11-22T10:00:00.123Z");
        var entry = new Entry(7, at, 1500, List.of(new StudyEvent.Judged(3, 9, new Verdict.Stop("worse than half"))));
        var line = new String(EntryCodec.write(entry, 6), StandardCharsets.US_ASCII);
        assertThat(line)
                .isEqualTo("{\"entry\":7,\"group\":6,\"at\":\"2026-11-22T10:00:00.123Z\",\"elapsed_ms\":1500,"
                        + "\"events\":[{\"event\":\"judged\",\"trial\":3,\"epoch\":9,\"verdict\":\"stop\","
                        + "\"reason\":\"worse than half\"}],\"crc\":\"" + line.substring(line.length() - 11));
        assertThat(new ObjectMapper().readTree(line).get("crc").asText()).hasSize(8);
        assertThat(new String(EntryCodec.header(), StandardCharsets.US_ASCII))
                .startsWith("{\"format\":\"winnow-journal\",\"version\":1,\"crc\":\"")
                .endsWith("\"}\n");
    }

    @Test
    void seesEveryChangedByte() {
        var line = content(EntryCodec.write(
                RandomEntries.of(RandomStream.of(4, "changed", 0)).entry(1), 1));
        for (int i = 0; i < line.length; i++) {
            var changed = line.clone();
            changed[i] ^= 0x20;
            assertThat(EntryCodec.isWhole(changed)).as("byte %s", i).isFalse();
        }
        for (int length = 0; length < line.length; length++) {
            assertThat(EntryCodec.isWhole(Arrays.copyOf(line, length))).isFalse();
        }
    }

    @Test
    void leavesFieldsOfLaterVersionsAlone() throws Exception {
        var mapper = new ObjectMapper();
        var entry = RandomEntries.of(RandomStream.of(5, "later", 0)).entry(1);
        var tree = (ObjectNode) mapper.readTree(EntryCodec.write(entry, 1));
        tree.put("later", "x");
        tree.get("events")
                .forEach(event -> ((ObjectNode) event).putObject("later").put("x", 1));
        assertThat(EntryCodec.read(mapper.writeValueAsBytes(tree)).entry()).isEqualTo(entry);
    }

    @Test
    void saysWhatItCannotUnderstand() {
        assertMalformed("[]", "an object is expected");
        assertMalformed("{\"entry\":", "it is no JSON");
        assertMalformed("{}", "the field entry is missing");
        assertMalformed("{\"entry\":1.5}", "the field entry must be a whole number, not 1.5");
        assertMalformed("{\"entry\":1,\"at\":\"noon\"}", "the field at is no time: noon");
        assertMalformed(event("{\"event\":\"later\"}"), "the event later is unknown");
        assertMalformed(event("{\"event\":\"revealed\"}"), "the field assignment is missing");
        assertMalformed(event("{\"event\":\"revealed\",\"assignment\":9999999999}"), "must be a whole number");
        assertMalformed(event("{\"event\":\"closing\",\"ending\":\"LATER\"}"), "ending is the unknown word LATER");
        assertMalformed(
                event("{\"event\":\"judged\",\"trial\":1,\"epoch\":1,\"verdict\":\"later\",\"reason\":\"\"}"),
                "the verdict later is unknown");
        assertMalformed(
                event("{\"event\":\"ended\",\"trial\":1,\"attempt\":1,\"outcome\":{\"kind\":\"later\"}}"),
                "the outcome later is unknown");
        assertMalformed(
                event(
                        "{\"event\":\"reported\",\"trial\":1,\"attempt\":1,\"observation\":{\"epoch\":0,\"metrics\":{\"m\":1},"
                                + "\"seconds\":1}}"),
                "epoch is 0");
        assertMalformed(
                event(
                        "{\"event\":\"reported\",\"trial\":1,\"attempt\":1,\"observation\":{\"epoch\":1,\"metrics\":{\"m\":"
                                + "\"high\"},\"seconds\":1}}"),
                "the field metrics must be a number, not \"high\"");
        assertMalformed(event("1"), "an object is expected");
    }

    @Test
    void isFastEnoughForTenThousandTrials() {
        var entries = RandomEntries.of(RandomStream.of(6, "speed", 0)).entries(1, 2000);
        var clock = ManagementFactory.getThreadMXBean();
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 15; round++) {
            long start = clock.getCurrentThreadCpuTime();
            for (var entry : entries) {
                EntryCodec.read(content(EntryCodec.write(entry, 1)));
            }
            best = Math.min(best, clock.getCurrentThreadCpuTime() - start);
        }
        // Both ways. Time of the processor, since other programs share the machine; 14,000 were seen.
        assertThat(best / entries.size()).as("nanoseconds an entry").isLessThan(40_000);
    }

    private static void assertMalformed(String line, String message) {
        assertThatThrownBy(() -> EntryCodec.read(line.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedEntryException.class)
                .hasMessageContaining(message);
    }

    private static String event(String event) {
        return "{\"entry\":1,\"group\":1,\"at\":\"2026-11-22T10:00:00Z\",\"elapsed_ms\":0,\"events\":[" + event + "]}";
    }

    private static StudyEvent roundTrip(StudyEvent event) {
        var entry = new Entry(1, Instant.EPOCH, 0, List.of(event));
        return EntryCodec.read(content(EntryCodec.write(entry, 1)))
                .entry()
                .events()
                .get(0);
    }

    private static byte[] content(byte[] line) {
        return Arrays.copyOf(line, line.length - 1);
    }
}
