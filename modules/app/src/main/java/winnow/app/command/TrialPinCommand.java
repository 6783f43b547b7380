package winnow.app.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import winnow.app.display.Console;
import winnow.app.exit.ExitCode;
import winnow.app.session.RunningStudy;
import winnow.search.Request;

/** Keeps a trial from being stopped, and its checkpoint from being dropped. */
@Command(
        name = "pin",
        header = "Keeps a trial from being stopped, and its checkpoint from being dropped.",
        description = {
            "",
            "Its scheduler cannot stop it: where it would have, the trial trains on to the budget it was sent to, or waits and can be promoted. It can still be killed, and it can fail. If nobody runs the study, this is done at the next resume."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  winnow trial pin studies/quickstart 7",
            "  winnow trial pin studies/quickstart 7 --reason 'its recall is the best'"
        })
final class TrialPinCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private StudyOption study = new StudyOption();

    @Parameters(index = "1", paramLabel = "TRIAL", description = "The trial's number.")
    private int trial;

    @Mixin
    private ReasonOption why = new ReasonOption();

    TrialPinCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.out().println(RunningStudy.in(study.folder).ask(new Request.Pin(trial), why.reason));
        return ExitCode.DONE.number();
    }
}
