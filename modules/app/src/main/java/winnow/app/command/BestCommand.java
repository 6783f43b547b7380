package winnow.app.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import winnow.app.display.Console;
import winnow.app.display.Leaderboard;
import winnow.app.exit.ExitCode;
import winnow.app.exit.Refusal;
import winnow.app.session.Json;
import winnow.app.session.Winner;

/** Prints the best trial. */
@Command(
        name = "best",
        header = "Prints the best configuration of a study, its losses, and what it was made from.",
        description = {"", "Of a study with several metrics, prints its Pareto front first."},
        footerHeading = "%nExamples:%n",
        footer = {"  winnow best studies/quickstart", "  winnow best studies/quickstart --json"})
final class BestCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private StudyOption study = new StudyOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    BestCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var read = study.read();
        var winner = Winner.of(read).orElseThrow(() -> new Refusal(ExitCode.NO_RESULT, Outputs.whyNone(read.state())));
        var out = console.out();
        if (output.json) {
            out.println(Json.text(winner.json()));
            return ExitCode.DONE.number();
        }
        if (read.state().history().hasSeveralAims()) {
            Leaderboard.front(read.state())
                    .lines(Integer.MAX_VALUE, console.screen())
                    .forEach(out::println);
            out.println();
            out.println("the best by " + winner.metric());
        }
        out.println(Outputs.best(winner));
        out.println("configuration");
        Outputs.aligned(winner.trial().configuration()).forEach(out::println);
        out.println("made from");
        Outputs.aligned(winner.origins()).forEach(out::println);
        return ExitCode.DONE.number();
    }
}
