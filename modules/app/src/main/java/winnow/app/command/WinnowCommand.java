package winnow.app.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import winnow.app.command.bench.BenchCompareCommand;
import winnow.app.command.bench.BenchCurvesCommand;
import winnow.app.command.bench.BenchFunctionsCommand;
import winnow.app.command.bench.BenchSparkCommand;
import winnow.app.command.bench.BenchTablesCommand;
import winnow.app.display.Console;
import winnow.app.exit.ExitCode;
import winnow.app.session.Build;

/** The program as a whole: says what commands there are. */
@Command(
        name = "winnow",
        versionProvider = WinnowCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        header = "Searches hyperparameters on Apache Spark.",
        description = {
            "",
            "A search spec, one page of YAML, says what to train, where to search and when to stop. "
                    + "Results are kept in a folder for each study."
        },
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  winnow search configs/quickstart.yaml",
            "  winnow best studies/quickstart",
            "  winnow resume studies/quickstart --set limits.trials=40",
            "",
            "`winnow COMMAND --help` says more about a command."
        })
public final class WinnowCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    private WinnowCommand() {}

    /** Prints the version. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "winnow " + Build.version() + " (Java " + System.getProperty("java.version") + ", "
                        + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ")"
            };
        }
    }

    /** The command line with all commands, ready to be executed. */
    public static CommandLine line(Console console) {
        var line = new CommandLine(new WinnowCommand());
        line.addSubcommand(new SearchCommand(console));
        line.addSubcommand(new ResumeCommand(console));
        line.addSubcommand(new StatusCommand(console));
        line.addSubcommand(new DashboardCommand(console));
        line.addSubcommand(new PauseCommand(console));
        line.addSubcommand(new StopCommand(console));
        line.addSubcommand(new EnqueueCommand(console));
        line.addSubcommand(new CommandLine(new TrialCommand())
                .addSubcommand(new TrialKillCommand(console))
                .addSubcommand(new TrialPromoteCommand(console))
                .addSubcommand(new TrialPinCommand(console))
                .addSubcommand(new TrialUnpinCommand(console)));
        line.addSubcommand(new BestCommand(console));
        line.addSubcommand(new TrialsCommand(console));
        line.addSubcommand(new ReportCommand(console));
        line.addSubcommand(new ExportCommand(console));
        line.addSubcommand(new CompareCommand(console));
        line.addSubcommand(new PredictCommand(console));
        line.addSubcommand(new PlanCommand(console));
        line.addSubcommand(new AskCommand(console));
        line.addSubcommand(new TellCommand(console));
        line.addSubcommand(new CommandLine(new DataCommand()).addSubcommand(new DataFetchCommand(console)));
        line.addSubcommand(new CommandLine(new BenchCommand())
                .addSubcommand(new BenchLenetCommand(console))
                .addSubcommand(new BenchSparkCommand(console))
                .addSubcommand(new BenchTablesCommand(console))
                .addSubcommand(new BenchCurvesCommand(console))
                .addSubcommand(new BenchFunctionsCommand(console))
                .addSubcommand(new BenchCompareCommand(console)));
        standard(line, console);
        return line;
    }

    private static void standard(CommandLine line, Console console) {
        line.getCommandSpec().mixinStandardHelpOptions(true);
        line.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.list());
        line.getSubcommands().values().forEach(command -> standard(command, console));
        line.setOut(console.out());
        line.setErr(console.err());
        line.setUsageHelpWidth(console.screen().width());
        line.setAbbreviatedOptionsAllowed(false);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExpandAtFiles(false);
        line.setParameterExceptionHandler(new UsageMistake());
        line.setExecutionExceptionHandler(new Failure(console));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "which command? See `winnow --help`.");
    }
}
