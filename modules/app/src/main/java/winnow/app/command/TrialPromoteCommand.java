package winnow.app.command;

import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import winnow.app.display.Console;
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
final class TrialPromoteCommand extends TrialRequestCommand {

    @Option(names = "--to", paramLabel = "EPOCH", description = "The budget of a rung above, by default the next.")
    private Integer to;

    TrialPromoteCommand(Console console) {
        super(console);
    }

    @Override
    Request request(int number) {
        return new Request.Promote(number, to == null ? OptionalInt.empty() : OptionalInt.of(to));
    }
}
