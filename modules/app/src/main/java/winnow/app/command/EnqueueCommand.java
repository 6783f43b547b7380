package winnow.app.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import winnow.app.display.Console;
import winnow.app.exit.ExitCode;
import winnow.app.session.RunningStudy;
import winnow.search.Request;
import winnow.spec.StudySpecReader;

/** Has a configuration tried before the strategy's next proposals. */
@Command(
        name = "enqueue",
        header = "Has a configuration tried before the strategy's next proposals.",
        description = {
            "",
            "The file gives each parameter of the space a value, as a point of a spec does. It counts as a trial. If nobody runs the study, this is done at the next resume."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  winnow enqueue studies/quickstart point.yaml"})
final class EnqueueCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private StudyOption study = new StudyOption();

    @Parameters(index = "1", paramLabel = "POINT", description = "A YAML file, for example with the line x: 0.5.")
    private Path point;

    @Mixin
    private ReasonOption why = new ReasonOption();

    EnqueueCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var running = RunningStudy.in(study.folder);
        var space = study.read().spec().space();
        var request = new Request.Enqueue(StudySpecReader.point(point, space));
        console.out().println(running.ask(request, why.reason));
        return ExitCode.DONE.number();
    }
}
