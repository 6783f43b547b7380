package winnow.app.command;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import winnow.api.AskTell;
import winnow.api.AskTell.Asked;
import winnow.app.display.Console;
import winnow.app.exit.ExitCode;
import winnow.app.exit.Refusal;
import winnow.app.session.Catalogues;
import winnow.app.session.EarlierStudies;
import winnow.app.session.Json;
import winnow.spec.StudySpecReader;

/** Says what a program of the user's own should train next. */
@Command(
        name = "ask",
        header = "Says what to train next, for a program that trains by itself.",
        description = {
            "",
            "Prints one line of JSON. Its field `do` is `train` (a trial: train its configuration from epoch `trained` up to "
                    + "epoch `budget`, and tell each epoch), `wait` (for a trial under way to be told), or `end`.",
            "",
            "The first time, --spec begins the study. Its objective is {name: own, metric: NAME, goal: minimize}."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  winnow ask studies/mine --spec mine.yaml",
            "  winnow tell studies/mine 0 --epoch 1 loss=0.52",
            "  winnow ask studies/mine"
        })
final class AskCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "DIR", description = "The study's folder.")
    private Path folder;

    @Option(names = "--spec", paramLabel = "SPEC", description = "Begins the study, if the folder is not there yet.")
    private Path spec;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "With --spec overrides a field of it; later changes limits, for example limits.trials=40.")
    private List<String> set = List.of();

    AskCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (var study = study()) {
            var limits = set.isEmpty() || study.state().sequence() == 0
                    ? study.state().limits()
                    : StudySpecReader.resume(
                                    study.state()
                                            .spec()
                                            .withLimits(study.state().limits()),
                                    Catalogues.recorded(),
                                    set)
                            .limits();
            console.out().println(Json.line(json(study.ask(limits))));
        }
        return ExitCode.DONE.number();
    }

    private AskTell study() {
        if (spec == null || AskTell.isStudy(folder)) {
            return AskTells.open(folder);
        }
        var read = StudySpecReader.read(spec, Catalogues.outside(), set, named -> EarlierStudies.of(named)
                .problems());
        if (read.lockstep().isPresent()) {
            throw Refusal.usage(
                    "a study that is asked goes without lockstep: who asks decides how many trials run at once");
        }
        return AskTell.create(folder, read);
    }

    private static com.fasterxml.jackson.databind.node.ObjectNode json(Asked asked) {
        var json = Json.object();
        if (asked instanceof Asked.Train train) {
            var assignment = train.assignment();
            json.put("do", "train");
            json.put("trial", assignment.trial());
            json.set("configuration", Json.of(assignment.configuration()));
            json.put("trained", train.trained());
            json.put("budget", assignment.to());
            json.put("seed", assignment.seed());
        } else if (asked instanceof Asked.Wait wait) {
            json.put("do", "wait");
            json.put("reason", wait.reason());
        } else if (asked instanceof Asked.Over over) {
            json.put("do", "end");
            json.put("reason", over.reason());
        }
        return json;
    }
}
