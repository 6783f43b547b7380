package winnow.app.command;

import picocli.CommandLine.Command;
import winnow.app.display.Console;
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
final class TrialPinCommand extends TrialRequestCommand {

    TrialPinCommand(Console console) {
        super(console);
    }

    @Override
    Request request(int number) {
        return new Request.Pin(number);
    }
}
