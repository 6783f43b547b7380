package winnow.app.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import winnow.app.compare.ComparisonView;
import winnow.app.compare.StudyComparison;
import winnow.app.display.Console;
import winnow.app.exit.ExitCode;
import winnow.app.session.Json;
import winnow.app.session.StudyRecord;
import winnow.export.ExportPlace;
import winnow.journal.StudyFolder;

/** Compares studies. */
@Command(
        name = "compare",
        header = "Compares studies: who had found what after how many epochs.",
        description = {
            "",
            "Studies whose specs differ in name, seed and resources alone are a group; its figures are medians over "
                    + "seeds. All are compared after as many epochs as the shortest study spent. `mean regret` is how "
                    + "far the best so far was, on the way there, from the best that any of them found; `mean rank` "
                    + "counts seeds that all groups have. Groups are tested against each other over common seeds, six "
                    + "at least."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  winnow compare studies/random studies/tpe",
            "  winnow compare studies/random-* studies/tpe-* --html comparison.html"
        })
final class CompareCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            arity = "1..*",
            paramLabel = "DIR",
            converter = FolderConverter.class,
            description = "The studies' folders.")
    private List<StudyFolder> folders;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            converter = LocalPathConverter.class,
            description = "Writes curves and tables as one HTML file, too.")
    private Path html;

    @Option(names = "--force", description = "Replaces an older file.")
    private boolean isForced;

    @Mixin
    private OutputOptions output = new OutputOptions();

    CompareCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (html != null) {
            new ExportPlace(html, false, isForced).requireReplaceable();
        }
        var view = new ComparisonView(
                StudyComparison.of(folders.stream().map(StudyRecord::read).toList()));
        if (html != null) {
            var page = view.page().html();
            new ExportPlace(html, false, isForced).fill(path -> Files.writeString(path, page, StandardCharsets.UTF_8));
        }
        if (output.json) {
            console.out().println(Json.text(view.json()));
            return ExitCode.DONE.number();
        }
        view.lines(console.lineScreen()).forEach(console.out()::println);
        if (html != null) {
            console.out().println("page     " + html);
        }
        return ExitCode.DONE.number();
    }
}
