package winnow.app.command;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import winnow.api.AskTell;
import winnow.api.AskTell.Told;
import winnow.app.display.Console;
import winnow.app.exit.ExitCode;
import winnow.app.exit.Refusal;
import winnow.app.session.Json;
import winnow.trial.Metrics;

/** Records what a program of the user's own measured. */
@Command(
        name = "tell",
        header = "Records an epoch of a trial, and says whether it goes on.",
        description = {
            "",
            "Prints one line of JSON. Its field `answer` is `continue` (train the next epoch), `pause` (keep the trial's "
                    + "state: it may be asked for again), `stop` (it is pruned), `done` (it had the largest budget) or "
                    + "`failed`; `reason` says why."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  winnow tell studies/mine 0 --epoch 1 loss=0.52 accuracy=0.81 --seconds 3.5",
            "  winnow tell studies/mine 1 --diverged 'loss is NaN'",
            "  winnow tell studies/mine 2 --lost 'the machine went down'"
        })
final class TellCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "DIR", description = "The study's folder.")
    private Path folder;

    @Parameters(index = "1", paramLabel = "TRIAL", description = "The trial's number.")
    private int trial;

    @Parameters(
            index = "2..*",
            arity = "0..*",
            paramLabel = "METRIC=VALUE",
            description = "What the epoch measured; the study's metric must be there. nan and inf count as divergence.")
    private Map<String, String> measured = Map.of();

    @Option(names = "--seconds", paramLabel = "S", description = "How long the epoch took.")
    private double seconds;

    @ArgGroup(multiplicity = "1")
    private What what = new What();

    /** What is told. */
    static final class What {
        @Option(names = "--epoch", paramLabel = "N", description = "The epoch that was trained, from 1.")
        private Integer epoch;

        @Option(names = "--diverged", paramLabel = "WHY", description = "The loss became NaN or exploded.")
        private String diverged;

        @Option(names = "--failed", paramLabel = "WHY", description = "The trial cannot be trained.")
        private String failed;

        @Option(
                names = "--lost",
                paramLabel = "WHY",
                description = "Whoever trained it is gone; it will be asked for again.")
        private String lost;
    }

    TellCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (var study = AskTells.open(folder)) {
            var told = tell(study);
            var json = Json.object();
            json.put("answer", told.answer().name().toLowerCase(Locale.ROOT));
            json.put("reason", told.reason());
            console.out().println(Json.line(json));
        } catch (IllegalArgumentException mistake) {
            throw Refusal.usage(String.valueOf(mistake.getMessage()));
        }
        return ExitCode.DONE.number();
    }

    private Told tell(AskTell study) {
        if (what.epoch == null && !measured.isEmpty()) {
            throw Refusal.usage("metrics are told with --epoch N");
        }
        if (what.diverged != null) {
            return study.diverged(trial, what.diverged);
        }
        if (what.failed != null) {
            return study.failed(trial, what.failed);
        }
        if (what.lost != null) {
            return study.lost(trial, what.lost);
        }
        if (!(seconds >= 0)) {
            throw Refusal.usage("--seconds is " + seconds + ": it must be at least 0");
        }
        return study.tell(trial, what.epoch, metrics(), seconds);
    }

    private Metrics metrics() {
        if (measured.isEmpty()) {
            throw Refusal.usage("nothing was measured: add METRIC=VALUE, for example loss=0.52");
        }
        var values = new java.util.TreeMap<String, Double>();
        measured.forEach((name, text) -> values.put(name, number(name, text)));
        return Metrics.of(values);
    }

    private static double number(String name, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "nan" -> Double.NaN;
            case "inf", "+inf", "infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> {
                try {
                    yield Double.parseDouble(text);
                } catch (NumberFormatException none) {
                    throw new Refusal(ExitCode.USAGE, name + "=" + text + " is no number", none);
                }
            }
        };
    }
}
