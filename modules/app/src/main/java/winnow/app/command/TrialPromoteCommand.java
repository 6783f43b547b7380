package winnow.app.command;

import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import winnow.app.display.Console;
import winnow.app.exit.ExitCode;
import winnow.app.session.RunningStudy;
import winnow.search.Request;

/** Trains a paused trial on, whatever the scheduler would do. */
@Command(
        name = "promote",
        header = "Trains a paused trial on, whatever the scheduler would do.",
        description = {
            "",
            "It goes to the next rung of its scheduler, or to the one that --to names, as soon as a slot is free."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  winnow trial promote studies/quickstart 7", "  winnow trial promote studies/quickstart 7 --to 9"})
final class TrialPromoteCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private StudyOption study = new StudyOption();

    @Parameters(index = "1", paramLabel = "TRIAL", description = "The trial's number.")
    private int trial;

    @Option(names = "--to", paramLabel = "EPOCH", description = "The budget of a rung above, by default the next.")
    private Integer to;

    @Mixin
    private ReasonOption why = new ReasonOption();

    TrialPromoteCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.out().println(RunningStudy.in(study.folder).ask(new Request.Promote(trial, to()), why.reason));
        return ExitCode.DONE.number();
    }

    private OptionalInt to() {
        return to == null ? OptionalInt.empty() : OptionalInt.of(to);
    }
}
