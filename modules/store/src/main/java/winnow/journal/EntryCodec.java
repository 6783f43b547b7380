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
import java.util.List;
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

    /** The first line of a part of a journal, with its line break. */
    static byte[] header(PartHeader header) {
        return sealed(out -> {
            out.writeStringField("format", FORMAT);
            out.writeNumberField("version", VERSION);
            out.writeNumberField("owner", header.part().owner());
            out.writeNumberField("part", header.part().number());
            if (header.before().isPresent()) {
                var before = header.before().get();
                out.writeObjectFieldStart("after");
                out.writeNumberField("entry", before.entry());
                out.writeNumberField("owner", before.part().owner());
                out.writeNumberField("part", before.part().number());
                out.writeEndObject();
            }
        });
    }

    /**
     * What the header of a part says; empty for the header of a journal that is one file.
     *
     * @throws MalformedEntryException if it does not say what it should
     */
    static Optional<PartHeader> part(byte[] line) {
        var in = new Fields(parse(line));
        if (!in.has("owner")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PartHeader(
                    part(in), in.maybe("after", after -> new PartHeader.Before(after.whole("entry"), part(after)))));
        } catch (IllegalArgumentException e) {
            throw new MalformedEntryException(String.valueOf(e.getMessage()));
        }
    }

    private static Part part(Fields in) {
        return new Part(in.count("owner"), in.count("part"));
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

    /**
     * Checks what is to be appended.
     *
     * @param last number of the entry before
     * @param where for the message
     * @throws IllegalArgumentException if the entries are none, or do not follow each other and the one before
     */
    static void requireNext(List<Entry> entries, long last, String where) {
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("an append needs at least one entry");
        }
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).sequence() != last + 1 + i) {
                throw new IllegalArgumentException(
                        "entry " + entries.get(i).sequence() + " cannot follow entry " + (last + i) + " in " + where);
            }
        }
    }

    /** The lines of entries that are written by one append, at least one. */
    static byte[] write(List<Entry> entries) {
        long group = entries.get(0).sequence();
        var bytes = new ByteArrayOutputStream(1024 * entries.size());
        for (var entry : entries) {
            bytes.writeBytes(write(entry, group));
        }
        return bytes.toByteArray();
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
