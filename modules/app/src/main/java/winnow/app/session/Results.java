package winnow.app.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import winnow.journal.StudyFolder;
import winnow.report.ReportInput;
import winnow.report.StudyReport;
import winnow.spec.StudySpecWriter;

/** What a study leaves for people: the report and the winner, both made from the journal. */
public final class Results {
    private Results() {}

    /**
     * Writes both into the study's folder.
     *
     * @throws UncheckedIOException if one cannot be written
     */
    static Optional<Winner> write(StudyRecord study) {
        report(study);
        var winner = Winner.of(study);
        winner.ifPresent(found -> {
            try {
                found.write(study.folder());
            } catch (IOException failed) {
                throw new UncheckedIOException(
                        "the winner cannot be written to " + study.folder().winnerPlace() + ": " + failed.getMessage(),
                        failed);
            }
        });
        return winner;
    }

    /** Writes the report alone, into the study's folder. */
    public static void report(StudyRecord study) {
        try {
            study.folder().writeReport(StudyReport.html(input(study)));
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "the report " + study.folder().reportPlace() + " cannot be written: " + failed.getMessage(),
                    failed);
        }
    }

    /** Writes the report alone, into a file. */
    public static void report(StudyRecord study, Path file) {
        StudyReport.write(input(study), file);
    }

    private static ReportInput input(StudyRecord study) {
        var parts = ReportParts.of(study);
        return new ReportInput(
                study.state(),
                study.entries(),
                study.provenance(),
                specText(study),
                command(study.folder()),
                study.goals(),
                parts.importances(),
                parts.forest(),
                parts.classified());
    }

    /** The spec as it was written; a report is passed on, and a webhook's address may be a secret. */
    private static String specText(StudyRecord study) {
        return study.spec().onFinish().isEmpty() ? study.folder().specText() : StudySpecWriter.forReaders(study.spec());
    }

    private static String command(StudyFolder folder) {
        return "winnow search " + folder.specPlace() + " --out ANOTHER_FOLDER";
    }
}
