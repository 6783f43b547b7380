package winnow.app.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import winnow.app.display.Console;
import winnow.app.exit.ExitCode;
import winnow.app.session.Json;
import winnow.app.session.Results;

/** Writes the report. */
@Command(
        name = "report",
        header = "Writes the report of a study from its journal, also while it runs.",
        description = {"", "The report is one HTML file that opens without a network."},
        footerHeading = "%nExamples:%n",
        footer = {"  winnow report studies/quickstart", "  winnow report studies/quickstart --out report.html"})
final class ReportCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private StudyOption study = new StudyOption();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            converter = LocalPathConverter.class,
            description = "Where to write it; by default report.html in DIR.")
    private Path out;

    @Mixin
    private OutputOptions output = new OutputOptions();

    ReportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var read = study.read();
        if (out == null) {
            Results.report(read);
        } else {
            Results.report(read, out);
        }
        var file = out == null ? read.folder().reportPlace() : out.toString();
        console.out().println(output.json ? Json.text(Json.object().put("report", file)) : "report   " + file);
        return ExitCode.DONE.number();
    }
}
