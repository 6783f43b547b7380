package winnow.app.command;

import picocli.CommandLine.Command;
import winnow.app.display.Console;
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
final class TrialUnpinCommand extends TrialRequestCommand {

    TrialUnpinCommand(Console console) {
        super(console);
    }

    @Override
    Request request(int number) {
        return new Request.Unpin(number);
    }
}
