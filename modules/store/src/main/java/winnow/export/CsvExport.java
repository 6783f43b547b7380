package winnow.export;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A study as two files of comma-separated values (RFC 4180, UTF-8, lines that end in a line feed): {@code trials.csv}, a
 * line a trial, and {@code observations.csv}, a line an epoch of a trial.
 *
 * <p>A text that a spreadsheet would take for a formula gets an apostrophe before it, names of columns as well. What is
 * not known is empty.
 */
public final class CsvExport {
    public static final String TRIALS = "trials.csv";
    public static final String OBSERVATIONS = "observations.csv";

    /** What a spreadsheet begins to calculate at. */
    private static final String FORMULA = "=+-@\t\r";

    private CsvExport() {}

    /** Writes both files into a folder. */
    public static void write(RecordedStudy study, Path folder) throws IOException {
        try (var out = Files.newBufferedWriter(folder.resolve(TRIALS), StandardCharsets.UTF_8)) {
            trials(study, out);
        }
        try (var out = Files.newBufferedWriter(folder.resolve(OBSERVATIONS), StandardCharsets.UTF_8)) {
            observations(study, out);
        }
    }

    private static void trials(RecordedStudy study, BufferedWriter out) throws IOException {
        var metrics = study.metrics();
        var parameters = study.parameters();
        out.write(head(TrialFacts.NAMES, metrics, parameters));
        for (var trial : study.trials()) {
            var facts = TrialFacts.of(study, trial);
            var cells = new ArrayList<@Nullable Object>(facts.facts().values());
            metrics.forEach(name -> cells.add(facts.best().get(name)));
            parameters.forEach(name -> cells.add(facts.configuration().get(name)));
            out.write(line(cells));
        }
    }

    private static void observations(RecordedStudy study, BufferedWriter out) throws IOException {
        var metrics = study.metrics();
        out.write(
                head(List.of("observation", "trial", "epoch", "seconds", "at", "elapsed_seconds"), metrics, List.of()));
        for (var one : study.observed()) {
            var cells = new ArrayList<@Nullable Object>();
            cells.add((long) one.number());
            cells.add((long) one.trial());
            cells.add((long) one.observation().epoch());
            cells.add(one.observation().seconds());
            cells.add(one.at().toString());
            cells.add(one.elapsedMillis() / 1000.0);
            metrics.forEach(
                    name -> cells.add(one.observation().metrics().values().get(name)));
            out.write(line(cells));
        }
    }

    private static String head(List<String> facts, List<String> metrics, List<String> parameters) {
        var names = new ArrayList<@Nullable Object>(facts);
        metrics.forEach(name -> names.add("metrics." + name));
        parameters.forEach(name -> names.add("params." + name));
        return line(names);
    }

    private static String line(List<@Nullable Object> cells) {
        return cells.stream().map(CsvExport::cell).collect(Collectors.joining(",", "", "\n"));
    }

    /** A value as a cell: numbers as they are, texts guarded and quoted where they must be. */
    static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        var text = value.toString();
        if (!(value instanceof String)) {
            return text;
        }
        var guarded = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean isPlain = guarded.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                && guarded.equals(guarded.strip());
        return isPlain ? guarded : '"' + guarded.replace("\"", "\"\"") + '"';
    }
}
