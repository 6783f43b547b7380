package winnow.app.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import winnow.app.display.Console;
import winnow.app.display.Figures;
import winnow.app.exit.ExitCode;
import winnow.app.exit.Refusal;
import winnow.app.session.Json;
import winnow.app.session.StudyRecord;
import winnow.export.CsvExport;
import winnow.export.ExportPlace;
import winnow.export.JsonLinesExport;
import winnow.export.SqliteExport;
import winnow.export.mlflow.Access;
import winnow.export.mlflow.MlflowExport;
import winnow.export.tensorboard.TensorBoardExport;
import winnow.export.web.Courier;
import winnow.spec.StudySpecWriter;

/** Writes a study in a form that other tools read. */
@Command(
        name = "export",
        header = "Writes a study for other tools: CSV, JSON lines, SQLite, TensorBoard, MLflow.",
        description = {
            "",
            "An export is made from the journal, also while the study runs, and is there as a whole or not at all. csv"
                    + " and tensorboard are folders, jsonl and sqlite files; without --out they are put into exports/ in"
                    + " DIR. mlflow goes to a tracking server: --server, or the environment variable MLFLOW_TRACKING_URI;"
                    + " a token is taken from MLFLOW_TRACKING_TOKEN, or a name and a password from"
                    + " MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  winnow export studies/quickstart --format sqlite",
            "  winnow export studies/quickstart --format tensorboard --out /tmp/board",
            "  winnow export studies/quickstart --format mlflow --server http://localhost:5000",
        })
final class ExportCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int TRIES = 5;

    private final Console console;

    @Mixin
    private StudyOption study = new StudyOption();

    @Option(names = "--format", required = true, description = "What to write: ${COMPLETION-CANDIDATES}.")
    private Format format;

    @Option(
            names = "--out",
            paramLabel = "PATH",
            converter = LocalPathConverter.class,
            description = "The file or folder to write, on the local disk.")
    private Path out;

    @Option(names = "--force", description = "Replaces an older export.")
    private boolean isForced;

    @Option(names = "--server", paramLabel = "URL", description = "mlflow: the tracking server.")
    private String server;

    @Option(
            names = "--experiment",
            paramLabel = "NAME",
            description = "mlflow: the experiment; by default the study's name.")
    private String experiment;

    @Mixin
    private OutputOptions output = new OutputOptions();

    ExportCommand(Console console) {
        this.console = console;
    }

    /** The forms. */
    enum Format {
        csv(true, "csv"),
        jsonl(false, "trials.jsonl"),
        sqlite(false, "study.sqlite"),
        tensorboard(true, "tensorboard"),
        mlflow(false, "");

        private final boolean isFolder;
        private final String usualName;

        Format(boolean isFolder, String usualName) {
            this.isFolder = isFolder;
            this.usualName = usualName;
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        requireFittingOptions();
        var read = study.read();
        return format == Format.mlflow ? toServer(read, System.getenv()) : toDisk(read);
    }

    private void requireFittingOptions() {
        if (format == Format.mlflow && out != null) {
            throw Refusal.usage("--out is no option of mlflow, which goes to a server: --server says to which");
        }
        if (format != Format.mlflow && (server != null || experiment != null)) {
            throw Refusal.usage(
                    (server != null ? "--server" : "--experiment") + " is an option of mlflow, not of " + format);
        }
    }

    private int toDisk(StudyRecord read) {
        var target = out == null ? usualPlace(read) : out;
        var recorded = read.recorded();
        var place = new ExportPlace(target, format.isFolder, isForced);
        place.fill(path -> {
            switch (format) {
                case csv -> CsvExport.write(recorded, path);
                case jsonl -> JsonLinesExport.write(recorded, path);
                case sqlite ->
                    SqliteExport.write(recorded, read.entries(), StudySpecWriter.forReaders(read.spec()), path);
                case tensorboard -> TensorBoardExport.write(recorded, path);
                case mlflow -> throw new IllegalStateException("mlflow is no place on a disk");
            }
        });
        tell(
                target.toString(),
                Json.object()
                        .put("format", format.name())
                        .put("path", target.toString())
                        .put("trials", recorded.trials().size())
                        .put("observations", recorded.observed().size()),
                Figures.count(recorded.trials().size(), "trial") + ", "
                        + Figures.count(recorded.observed().size(), "observation"));
        return ExitCode.DONE.number();
    }

    private Path usualPlace(StudyRecord read) {
        if (!read.folder().isLocal()) {
            throw Refusal.usage(
                    "--out is missing: an export is written to the local disk, and " + read.folder() + " is not on it");
        }
        return read.folder().path().resolve("exports").resolve(format.usualName);
    }

    private int toServer(StudyRecord read, Map<String, String> environment) throws InterruptedException {
        var address = server == null ? environment.getOrDefault(Access.ADDRESS, "") : server;
        if (address.isBlank()) {
            throw Refusal.usage("which MLflow server? Give --server URL, or set " + Access.ADDRESS);
        }
        var access = Access.of(address, environment);
        var written = MlflowExport.write(
                read.recorded(),
                read.entries(),
                access,
                Courier.over(TIMEOUT, TRIES),
                experiment == null ? read.spec().study() : experiment,
                isForced,
                Clock.systemUTC().instant());
        tell(
                access.server().toString(),
                Json.object()
                        .put("format", format.name())
                        .put("server", access.server().toString())
                        .put("experiment_id", written.experiment())
                        .put("run_id", written.parent())
                        .put("runs", written.runs())
                        .put("replaced", written.replaced()),
                "experiment " + written.experiment() + ", run " + written.parent() + " with "
                        + Figures.count(written.runs() - 1, "trial"));
        return ExitCode.DONE.number();
    }

    private void tell(String where, ObjectNode json, String what) {
        console.out().println(output.json ? Json.text(json) : "exported " + where + " (" + what + ")");
    }
}
