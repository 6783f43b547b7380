package winnow.app.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import winnow.app.display.Console;
import winnow.app.exit.ExitCode;
import winnow.app.session.RunningStudy;
import winnow.search.Request;

/** Pauses a running study: nothing new starts, and what runs is saved. */
@Command(
        name = "pause",
        header = "Pauses a running study: nothing new starts, and what runs is saved.",
        description = {
            "",
            "Its program stays up, and the wall clock of its limits goes on. `winnow resume` lets it go on."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  winnow pause studies/quickstart", "  winnow resume studies/quickstart"})
final class PauseCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private StudyOption study = new StudyOption();

    @Mixin
    private ReasonOption why = new ReasonOption();

    PauseCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.out().println(RunningStudy.in(study.folder).ask(new Request.Pause(), why.reason));
        return ExitCode.DONE.number();
    }
}
