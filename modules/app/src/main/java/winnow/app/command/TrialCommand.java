package winnow.app.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says what can be done to a trial of a running study. */
@Command(
        name = "trial",
        header = "Steers a trial of a running study.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  winnow trial kill studies/quickstart 7",
            "  winnow trial promote studies/quickstart 7",
            "  winnow trial pin studies/quickstart 7"
        })
final class TrialCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? See `winnow trial --help`.");
    }
}
