package winnow.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32C;
import winnow.search.StudyEvent;
import winnow.study.Entry;

/**
 * An entry as a line of JSON, and back. Lines are ASCII; doubles keep every bit, and NaN and the infinities are texts.
 *
 * <p>The last field of every line is {@code crc}: the CRC-32C, in eight hexadecimal digits, of all bytes of the line
 * before {@code ,"crc"}. A line without it or with another is damaged.
 */
final class EntryCodec {
    /** Version of the format. A reader of this version knows all fields it needs of any file with this number. */
    static final int VERSION = 1;

    static final String FORMAT = "winnow-journal";

    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final ObjectMapper MAPPER = new ObjectMapper(FACTORY);
    private static final byte[] SEAL = ",\"crc\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final int SEAL_LENGTH = SEAL.length + 8 + 2;

    private EntryCodec() {}

    /**
     * An entry and the append it was written by.
     *
     * @param group sequence number of the first entry of that append
     */
    record Line(Entry entry, long group) {}

    /** The first line of a journal, with its line break. */
    static byte[] header() {
        return sealed(out -> {
            out.writeStringField("format", FORMAT);
            out.writeNumberField("version", VERSION);
        });
    }

    /** The version that a header names; empty if the line is not the header of a journal. */
    static Optional<Long> version(byte[] line) {
        if (!isWhole(line)) {
            return Optional.empty();
        }
        var header = parse(line);
        return header.path("format").asText().equals(FORMAT)
                ? Optional.of(header.path("version").asLong())
                : Optional.empty();
    }

    /** The line of an entry, with its line break. */
    static byte[] write(Entry entry, long group) {
        return sealed(out -> {
            out.writeNumberField("entry", entry.sequence());
            out.writeNumberField("group", group);
            out.writeStringField("at", entry.at().toString());
            out.writeNumberField("elapsed_ms", entry.elapsedMillis());
            out.writeArrayFieldStart("events");
            for (StudyEvent event : entry.events()) {
                EventJson.write(out, event);
            }
            out.writeEndArray();
        });
    }

    /**
     * The entry of a line without its line break, for which {@link #isWhole} holds.
     *
     * @throws MalformedEntryException if it does not say what an entry should
     */
    static Line read(byte[] line) {
        var in = new Fields(parse(line));
        try {
            var entry = new Entry(
                    in.whole("entry"),
                    Instant.parse(in.text("at")),
                    in.whole("elapsed_ms"),
                    in.list("events", EventJson::read));
            return new Line(entry, in.whole("group"));
        } catch (DateTimeException e) {
            throw new MalformedEntryException("the field at is no time: " + in.text("at"));
        } catch (IllegalArgumentException e) {
            throw new MalformedEntryException(String.valueOf(e.getMessage()));
        }
    }

    /** Whether a line, without its line break, is as it was written. */
    static boolean isWhole(byte[] line) {
        int end = line.length - SEAL_LENGTH;
        if (end < 1 || line[line.length - 1] != '}' || line[line.length - 2] != '"') {
            return false;
        }
        for (int i = 0; i < SEAL.length; i++) {
            if (line[end + i] != SEAL[i]) {
                return false;
            }
        }
        var given = new String(line, end + SEAL.length, 8, StandardCharsets.US_ASCII);
        return given.equals(digest(line, end));
    }

    private static JsonNode parse(byte[] line) {
        try {
            return MAPPER.readTree(line);
        } catch (IOException e) {
            throw new MalformedEntryException("it is no JSON: " + e.getMessage());
        }
    }

    private interface Content {
        void writeTo(JsonGenerator out) throws IOException;
    }

    private static byte[] sealed(Content content) {
        var bytes = new ByteArrayOutputStream(512);
        try (var out = FACTORY.createGenerator(bytes)) {
            out.writeStartObject();
            content.writeTo(out);
            out.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("an array of bytes cannot be written", e);
        }
        var object = bytes.toByteArray();
        int end = object.length - 1;
        var line = java.util.Arrays.copyOf(object, end + SEAL_LENGTH + 1);
        System.arraycopy(SEAL, 0, line, end, SEAL.length);
        System.arraycopy(digest(object, end).getBytes(StandardCharsets.US_ASCII), 0, line, end + SEAL.length, 8);
        line[line.length - 3] = '"';
        line[line.length - 2] = '}';
        line[line.length - 1] = '\n';
        return line;
    }

    private static String digest(byte[] bytes, int end) {
        var crc = new CRC32C();
        crc.update(bytes, 0, end);
        // A ninth digit keeps the leading zeros.
        return Long.toHexString(crc.getValue() | 1L << 32).substring(1);
    }
}
