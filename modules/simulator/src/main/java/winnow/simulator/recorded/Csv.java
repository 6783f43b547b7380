package winnow.simulator.recorded;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * A file of comma-separated values, plain or gzip: a line of column names, then lines of as many fields. Strict, so that
 * a table is never read as something else than its author meant: no quotes, no blanks around fields, no empty lines, no
 * missing fields. Fields may be empty.
 *
 * @param file where it was read, for messages
 * @param columns names, all different, none empty
 * @param rows the lines after the first; each has a field a column
 */
public record Csv(Path file, List<String> columns, List<List<String>> rows) {
    private static final long MOST_CHARACTERS = 100_000_000;
    private static final Pattern COMMA = Pattern.compile(",");

    public Csv {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * Reads a file; whether it is gzip is seen from its first bytes.
     *
     * @throws TableException if it cannot be read, or a line is not as it should be
     */
    public static Csv read(Path file) {
        try (var in = opened(file);
                var text = new InputStreamReader(
                        in, StandardCharsets.UTF_8.newDecoder()); // a fresh decoder reports what is not UTF-8
                var reader = new BufferedReader(new Bounded(file, text))) {
            return read(file, reader);
        } catch (NoSuchFileException none) {
            throw new TableException(file + ": there is no such file", none);
        } catch (CharacterCodingException foreign) {
            throw new TableException(file + ": is not text in UTF-8", foreign);
        } catch (IOException unreadable) {
            throw new TableException(file + ": cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static InputStream opened(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new TableException(file + ": is a folder, not a table");
        }
        var in = new BufferedInputStream(Files.newInputStream(file));
        in.mark(2);
        boolean isGzip = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        try {
            return isGzip ? new GZIPInputStream(in, 1 << 16) : in;
        } catch (IOException damaged) {
            in.close();
            throw damaged;
        }
    }

    /** Refuses a text that is too long as soon as that is seen, be it in one line. */
    private static final class Bounded extends FilterReader {
        private final Path file;
        private long characters;

        Bounded(Path file, Reader text) {
            super(text);
            this.file = file;
        }

        @Override
        public int read(char[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            characters += Math.max(0, read);
            if (characters > MOST_CHARACTERS) {
                throw new TableException(file + ": has more than " + MOST_CHARACTERS + " characters");
            }
            return read;
        }
    }

    private static Csv read(Path file, BufferedReader reader) throws IOException {
        var head = reader.readLine();
        if (head == null) {
            throw new TableException(file + ": is empty; a table begins with a line of column names");
        }
        var columns = columns(file, head);
        var rows = new ArrayList<List<String>>();
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            int number = rows.size() + 2;
            rows.add(row(file, number, line, columns.size()));
        }
        if (rows.isEmpty()) {
            throw new TableException(file + ": has column names but no rows");
        }
        return new Csv(file, columns, rows);
    }

    private static List<String> columns(Path file, String head) {
        var columns = fields(file, 1, head);
        var seen = new HashSet<String>();
        for (var column : columns) {
            if (column.isEmpty()) {
                throw new TableException(file + ":1: a column has no name");
            }
            if (!seen.add(column)) {
                throw new TableException(file + ":1: two columns are named " + column);
            }
        }
        return columns;
    }

    private static List<String> row(Path file, int number, String line, int width) {
        if (line.isEmpty()) {
            throw new TableException(file + ":" + number + ": the line is empty");
        }
        var fields = fields(file, number, line);
        if (fields.size() != width) {
            throw new TableException(
                    file + ":" + number + ": has " + fields.size() + " fields, and the first line has " + width);
        }
        return fields;
    }

    private static List<String> fields(Path file, int number, String line) {
        if (line.indexOf('"') >= 0) {
            throw new TableException(file + ":" + number + ": quotes are not understood in a table");
        }
        var fields = List.of(COMMA.split(line, -1));
        for (var field : fields) {
            if (!field.equals(field.strip())) {
                throw new TableException(file + ":" + number + ": there are blanks around \"" + field.strip() + "\"");
            }
        }
        return fields;
    }

    /** The place of a column, or -1. */
    public int place(String column) {
        return columns.indexOf(column);
    }

    /** {@code FILE:LINE}, for messages about a row, counted from 0. */
    public String where(int row) {
        return file + ":" + (row + 2);
    }

    /**
     * A field as a finite number.
     *
     * @throws TableException if it is none
     */
    public double number(int row, int column) {
        var field = rows.get(row).get(column);
        if (!Levels.isNumber(field)) {
            throw new TableException(
                    where(row) + ": " + columns.get(column) + " is \"" + field + "\": a finite number is needed");
        }
        return Double.parseDouble(field);
    }
}
