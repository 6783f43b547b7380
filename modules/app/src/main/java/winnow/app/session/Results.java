package winnow.app.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import winnow.journal.StudyFolder;
import winnow.report.ReportInput;
import winnow.report.StudyReport;

/** What a study leaves for people: the report and the winner, both made from the journal. */
public final class Results {
    private Results() {}

    /**
     * Writes both into the study's folder.
     *
     * @throws UncheckedIOException if one cannot be written
     */
    static Optional<Winner> write(StudyRecord study) {
        report(study, study.folder().report());
        var winner = Winner.of(study);
        winner.ifPresent(found -> {
            try {
                found.write(study.folder().winner(), study.folder().checkpointStore());
            } catch (IOException failed) {
                throw new UncheckedIOException(
                        "the winner cannot be written to " + study.folder().winner() + ": " + failed.getMessage(),
                        failed);
            }
        });
        return winner;
    }

    /** Writes the report alone. */
    public static void report(StudyRecord study, Path file) {
        StudyReport.write(
                new ReportInput(
                        study.state(),
                        study.entries(),
                        study.provenance(),
                        specText(study.folder()),
                        command(study.folder())),
                file);
    }

    private static String specText(StudyFolder folder) {
        try {
            return Files.readString(folder.spec());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(folder.spec() + " cannot be read", unreadable);
        }
    }

    private static String command(StudyFolder folder) {
        return "winnow search " + folder.spec() + " --out ANOTHER_FOLDER";
    }
}
