package winnow.app.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import winnow.app.display.Console;
import winnow.app.exit.ExitCode;
import winnow.app.session.RunningStudy;
import winnow.search.Request;

/** Puts a running study down, as Ctrl-C does in its own terminal. */
@Command(
        name = "stop",
        header = "Puts a running study down, as Ctrl-C does in its own terminal.",
        description = {"", "Running trials are saved, then the session closes; `winnow resume` continues the study."},
        footerHeading = "%nExamples:%n",
        footer = {
            "  winnow stop studies/quickstart",
            "  winnow stop studies/quickstart --reason 'the machine is needed'"
        })
final class StopCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private StudyOption study = new StudyOption();

    @Mixin
    private ReasonOption why = new ReasonOption();

    StopCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.out().println(RunningStudy.in(study.folder).ask(new Request.Stop(), why.reason));
        return ExitCode.DONE.number();
    }
}
