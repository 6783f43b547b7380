package winnow.export.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Struct;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.Value;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.framework.DataType;
import org.tensorflow.framework.Summary;
import org.tensorflow.util.Event;
import winnow.export.HostileStudy;
import winnow.export.RecordedStudy;
import winnow.trial.TrialStatus;

/**
 * Reads event files with TensorFlow's own generated classes, and the plugin's content, for which none are published in
 * Java, with Protocol Buffers' reader of unknown fields by the numbers of the plugin's {@code .proto} files.
 */
class TensorBoardExportTest {
    private static final RecordedStudy STUDY = HostileStudy.recorded(HostileStudy.run(9));

    @TempDir
    private static Path folder;

    @BeforeAll
    static void write() throws IOException {
        TensorBoardExport.write(STUDY, folder);
    }

    private static List<Event> events(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            var file = files.filter(f -> f.getFileName().toString().startsWith("events.out.tfevents."))
                    .findFirst()
                    .orElseThrow();
            var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            var events = new ArrayList<Event>();
            while (bytes.hasRemaining()) {
                byte[] head = new byte[8];
                bytes.get(head);
                assertThat(bytes.getInt()).isEqualTo(masked(head));
                byte[] content = new byte
                        [(int) ByteBuffer.wrap(head)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .getLong()];
                bytes.get(content);
                assertThat(bytes.getInt()).isEqualTo(masked(content));
                events.add(Event.parseFrom(content));
            }
            return events;
        }
    }

    /** CRC-32C bit by bit, by the reversed Castagnoli polynomial, masked as TFRecord's description says. */
    private static int masked(byte[] bytes) {
        int crc = ~0;
        for (byte b : bytes) {
            crc ^= b & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc >>> 1) ^ (0x82F63B78 & -(crc & 1));
            }
        }
        crc = ~crc;
        return ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
    }

    @Test
    void theTestsOwnChecksumIsTheKnownOne() {
        // RFC 3720, B.4: 32 bytes of zeros have the CRC-32C aa36918a (as bytes), that is 0x8a9136aa.
        int crc = masked(new byte[32]) - 0xa282ead8;
        assertThat(Integer.rotateLeft(crc, 15)).isEqualTo(0x8a9136aa);
    }

    @Test
    void everyFileBeginsWithTheVersion() throws IOException {
        for (var trial : STUDY.trials()) {
            var first = events(folder.resolve(HParams.run(trial))).get(0);
            assertThat(first.getFileVersion()).isEqualTo("brain.Event:2");
            assertThat(first.getWallTime()).isNotNegative();
        }
    }

    @Test
    void scalarsAreTheMetricsOfEachEpoch() throws IOException {
        for (var trial : STUDY.trials()) {
            var seen = new TreeMap<Long, Map<String, Float>>();
            for (var event : events(folder.resolve(HParams.run(trial)))) {
                for (var value : event.getSummary().getValueList()) {
                    if (value.getValueCase() == Summary.Value.ValueCase.SIMPLE_VALUE) {
                        seen.computeIfAbsent(event.getStep(), s -> new TreeMap<>())
                                .put(value.getTag(), value.getSimpleValue());
                    }
                }
            }
            assertThat(seen).hasSameSizeAs(trial.observations());
            double best = Double.POSITIVE_INFINITY;
            for (var observation : trial.observations()) {
                var values = seen.get((long) observation.epoch());
                assertThat(values.keySet())
                        .containsAll(observation.metrics().values().keySet());
                double loss = observation.metrics().value("loss");
                best = Math.min(best, loss);
                assertThat((double) values.get("loss")).isCloseTo(loss, within(1e-6 * loss));
                assertThat((double) values.get("best/loss")).isCloseTo(best, within(1e-6 * best));
                assertThat(values.get(HostileStudy.FORMULA)).isNaN();
            }
        }
    }

    /** The content of a plugin's value in a run; the value must be one that TensorBoard does not pass over. */
    private static UnknownFieldSet content(Path run, String tag) throws IOException {
        var value = events(run).stream()
                .flatMap(event -> event.getSummary().getValueList().stream())
                .filter(v -> v.getTag().equals(tag))
                .findFirst()
                .orElseThrow();
        assertThat(value.getMetadata().getPluginData().getPluginName()).isEqualTo("hparams");
        assertThat(value.getTensor().getDtype()).isEqualTo(DataType.DT_FLOAT);
        assertThat(value.getTensor().getTensorShape().getDim(0).getSize()).isZero();
        return UnknownFieldSet.parseFrom(value.getMetadata().getPluginData().getContent());
    }

    private static UnknownFieldSet part(UnknownFieldSet whole, int field) throws IOException {
        return UnknownFieldSet.parseFrom(bytes(whole, field).get(0));
    }

    private static List<ByteString> bytes(UnknownFieldSet whole, int field) {
        return whole.getField(field).getLengthDelimitedList();
    }

    private static String text(UnknownFieldSet whole, int field) {
        return bytes(whole, field).get(0).toString(StandardCharsets.UTF_8);
    }

    private static double real(UnknownFieldSet whole, int field) {
        return Double.longBitsToDouble(whole.getField(field).getFixed64List().get(0));
    }

    @Test
    void theExperimentDescribesSpaceAndMetrics() throws IOException {
        var experiment = part(content(folder, "_hparams_/experiment"), 2);
        assertThat(text(experiment, 6)).isEqualTo("hostile");
        var infos = new TreeMap<String, UnknownFieldSet>();
        for (var one : bytes(experiment, 4)) {
            var info = UnknownFieldSet.parseFrom(one);
            infos.put(text(info, 1), info);
        }
        assertThat(infos.keySet()).containsExactlyInAnyOrder("x", "status", "kind", "deep");
        assertThat(infos.get("x").getField(4).getVarintList()).containsExactly(3L);
        assertThat(real(part(infos.get("x"), 6), 1)).isEqualTo(1e-4);
        assertThat(real(part(infos.get("x"), 6), 2)).isEqualTo(1);
        assertThat(infos.get("kind").getField(4).getVarintList()).containsExactly(1L);
        assertThat(infos.get("deep").getField(4).getVarintList()).containsExactly(2L);
        var options = com.google.protobuf.ListValue.parseFrom(
                bytes(infos.get("kind"), 5).get(0));
        assertThat(options.getValuesList().stream().map(Value::getStringValue)).contains("a,b", "c\"d\ne");
        var tags = new ArrayList<String>();
        for (var one : bytes(experiment, 5)) {
            tags.add(text(part(UnknownFieldSet.parseFrom(one), 1), 2));
        }
        assertThat(tags).startsWith("best/loss", "loss").containsAll(HostileStudy.NAMES);
    }

    @Test
    void eachTrialIsASessionWithItsConfigurationAndItsEnd() throws IOException {
        for (var trial : STUDY.trials()) {
            var run = folder.resolve(HParams.run(trial));
            var start = part(content(run, "_hparams_/session_start_info"), 3);
            var fields = Struct.newBuilder();
            for (var entry : bytes(start, 1)) {
                // A map's entry has the key as field 1 and the value as field 2, as Struct's own has.
                fields.mergeFrom(Struct.parseFrom(entryOfField1(entry)));
            }
            var values = fields.build().getFieldsMap();
            assertThat(values.keySet()).isEqualTo(trial.configuration().values().keySet());
            assertThat(values.get("x").getNumberValue())
                    .isEqualTo(trial.configuration().real("x"));
            assertThat(values.get("status").getNumberValue())
                    .isEqualTo(trial.configuration().integer("status"));
            assertThat(values.get("kind").getStringValue())
                    .isEqualTo(trial.configuration().text("kind"));
            if (values.containsKey("deep")) {
                assertThat(values.get("deep").getBoolValue())
                        .isEqualTo(trial.configuration().truth("deep"));
            }
            var end = part(content(run, "_hparams_/session_end_info"), 4);
            assertThat(end.getField(1).getVarintList()).containsExactly(1L);
            if (trial.status() == TrialStatus.COMPLETED) {
                assertThat(real(end, 2)).isGreaterThanOrEqualTo(real(start, 5));
            }
        }
    }

    private static byte[] entryOfField1(ByteString entry) {
        var size = CodedOut.varint(entry.size());
        var bytes = ByteBuffer.allocate(1 + size.length + entry.size());
        bytes.put((byte) ((1 << 3) | 2)).put(size).put(entry.toByteArray());
        return bytes.array();
    }

    /** Lengths, by Protocol Buffers' own writer. */
    private static final class CodedOut {
        static byte[] varint(int value) {
            byte[] bytes = new byte[com.google.protobuf.CodedOutputStream.computeUInt32SizeNoTag(value)];
            var out = com.google.protobuf.CodedOutputStream.newInstance(bytes);
            try {
                out.writeUInt32NoTag(value);
                assertThat(CodedInputStream.newInstance(bytes).readRawVarint32())
                        .isEqualTo(value);
            } catch (IOException impossible) {
                throw new java.io.UncheckedIOException(impossible);
            }
            return bytes;
        }
    }
}
