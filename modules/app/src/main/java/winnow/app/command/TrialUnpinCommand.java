package winnow.app.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import winnow.app.display.Console;
import winnow.app.exit.ExitCode;
import winnow.app.session.RunningStudy;
import winnow.search.Request;

/** Undoes a pin. */
@Command(
        name = "unpin",
        header = "Undoes a pin: the scheduler decides about the trial again.",
        description = {
            "",
            "A trial that is over loses its checkpoint, unless it is the best. If nobody runs the study, this is done at the next resume."
        },
        footerHeading = "%nExamples:%n",
        footer = "  winnow trial unpin studies/quickstart 7")
final class TrialUnpinCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private StudyOption study = new StudyOption();

    @Parameters(index = "1", paramLabel = "TRIAL", description = "The trial's number.")
    private int trial;

    @Mixin
    private ReasonOption why = new ReasonOption();

    TrialUnpinCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.out().println(RunningStudy.in(study.folder).ask(new Request.Unpin(trial), why.reason));
        return ExitCode.DONE.number();
    }
}
