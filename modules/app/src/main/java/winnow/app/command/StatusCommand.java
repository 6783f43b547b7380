package winnow.app.command;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import winnow.app.display.Console;
import winnow.app.display.Leaderboard;
import winnow.app.display.Progress;
import winnow.app.exit.ExitCode;
import winnow.app.session.Winner;

/** Says where a study stands. */
@Command(
        name = "status",
        header = "Says where a study stands, also while it runs.",
        footerHeading = "%nExamples:%n",
        footer = {"  winnow status studies/quickstart", "  winnow status studies/quickstart --json"})
final class StatusCommand implements Callable<Integer> {
    private static final int TOP = 5;

    private final Console console;

    @Mixin
    private StudyOption study = new StudyOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    StatusCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var read = study.read();
        var winner = Winner.of(read);
        if (output.json) {
            console.out().println(Outputs.json(read.folder(), read.summary(), winner));
            return ExitCode.DONE.number();
        }
        var screen = console.screen();
        var elapsed = Duration.ofMillis(read.state().standing().elapsedMillis());
        new Progress(read.summary(), elapsed).block(screen).forEach(console.out()::println);
        console.out().println();
        Leaderboard.of(read.state()).lines(TOP, screen).forEach(console.out()::println);
        console.out().println();
        Outputs.ending(read, winner, console.lineScreen()).forEach(console.out()::println);
        return ExitCode.DONE.number();
    }
}
