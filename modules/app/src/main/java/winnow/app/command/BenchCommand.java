package winnow.app.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands that measure. */
@Command(
        name = "bench",
        header = "Measures how fast this machine trains, what a trial costs besides, and how well strategies search.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  winnow bench lenet --batch 64 --images 60000 --epochs 3",
            "  winnow bench spark",
            "  winnow bench tables --strategy random tables/mlp/*.csv.gz"
        })
final class BenchCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "which command? See `winnow bench --help`.");
    }
}
