package winnow.app.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import winnow.app.display.Console;
import winnow.app.exit.ExitCode;
import winnow.app.session.RunningStudy;
import winnow.search.Request;

/** Asks a running study for something that concerns one trial, and prints its answer. */
abstract class TrialRequestCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private StudyOption study = new StudyOption();

    @Parameters(index = "1", paramLabel = "TRIAL", description = "The trial's number.")
    private int trial;

    @Mixin
    private ReasonOption why = new ReasonOption();

    TrialRequestCommand(Console console) {
        this.console = console;
    }

    /** What to ask. */
    abstract Request request(int number);

    @Override
    public Integer call() {
        console.out().println(RunningStudy.in(study.folder).ask(request(trial), why.reason));
        return ExitCode.DONE.number();
    }
}
