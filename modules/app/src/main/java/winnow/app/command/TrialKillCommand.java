package winnow.app.command;

import picocli.CommandLine.Command;
import winnow.app.display.Console;
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
final class TrialKillCommand extends TrialRequestCommand {

    TrialKillCommand(Console console) {
        super(console);
    }

    @Override
    Request request(int number) {
        return new Request.Kill(number);
    }
}
