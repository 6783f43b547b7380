package winnow.app.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import winnow.app.display.Console;
import winnow.app.exit.ExitCode;
import winnow.app.session.RunningStudy;
import winnow.search.Request;

/** Stops a trial for good. */
@Command(
        name = "kill",
        header = "Stops a trial for good.",
        description = {
            "",
            "The trial may run, wait or be paused; it is kept in the results with what it had observed. If nobody runs the study, this is done at the next resume."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  winnow trial kill studies/quickstart 7",
            "  winnow trial kill studies/quickstart 7 --reason 'its loss does not move'"
        })
final class TrialKillCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private StudyOption study = new StudyOption();

    @Parameters(index = "1", paramLabel = "TRIAL", description = "The trial's number.")
    private int trial;

    @Mixin
    private ReasonOption why = new ReasonOption();

    TrialKillCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.out().println(RunningStudy.in(study.folder).ask(new Request.Kill(trial), why.reason));
        return ExitCode.DONE.number();
    }
}
