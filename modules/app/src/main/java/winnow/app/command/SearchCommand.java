package winnow.app.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import winnow.app.display.Console;
import winnow.app.session.Catalogues;
import winnow.app.session.FolderSession;
import winnow.app.session.OwnObjective;
import winnow.journal.StudyFolder;

/** Runs a search. */
@Command(
        name = "search",
        header = "Runs a search and keeps its results in a folder.",
        description = {
            "",
            "All problems of the spec are listed at once, each with its place, and then nothing is started. "
                    + "Ctrl-C once puts the study down gently, so that `winnow resume` loses nothing; twice ends it at "
                    + "once."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  winnow search configs/quickstart.yaml",
            "  winnow search configs/quickstart.yaml --set seed=7 --out studies/seed-7",
            "  winnow search my.yaml --master 'local[8]' --json"
        })
final class SearchCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private SpecOptions spec = new SpecOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            converter = FolderConverter.class,
            description = "The study's folder; by default studies/NAME. A URI of a Hadoop file system will do: "
                    + "hdfs://namenode/studies/x.")
    private StudyFolder out;

    @Mixin
    private RunOptions run = new RunOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    SearchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        OwnObjective.know(run.jars);
        var catalogue = Catalogues.all();
        var study = spec.read(catalogue);
        var folder = out == null ? new StudyFolder(Path.of("studies", study.study())) : out;
        FolderSession.requireFree(folder);
        return new Conduct(console, output, run)
                .run(study, catalogue, () -> FolderSession.create(folder, study, Catalogues.recorded()));
    }
}
