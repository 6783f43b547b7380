package winnow.app.command;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import winnow.app.display.Console;
import winnow.app.display.PlanView;
import winnow.app.exit.ExitCode;
import winnow.app.session.Catalogues;
import winnow.app.session.EarlierStudies;
import winnow.app.session.Json;
import winnow.app.session.OwnObjective;

/** Says what a search would do. */
@Command(
        name = "plan",
        header = "Says what a search would run, without running it.",
        description = {
            "",
            "Rungs, brackets, trials and epochs at most, and warnings about what the spec's author might not have "
                    + "meant. Nothing is trained."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  winnow plan configs/quickstart.yaml",
            "  winnow plan configs/quickstart.yaml --set limits.trials=81"
        })
final class PlanCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private SpecOptions spec = new SpecOptions();

    @Option(names = "--jars", split = ",", paramLabel = "JAR", description = "The jars of an objective of your own.")
    private List<Path> jars = List.of();

    @Mixin
    private OutputOptions output = new OutputOptions();

    PlanCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        OwnObjective.know(jars);
        var catalogue = Catalogues.all();
        var study = spec.read(catalogue);
        var plan = PlanView.of(
                study, catalogue.scheduler(study), EarlierStudies.of(study).taken());
        if (output.json) {
            console.out().println(Json.text(Json.of(plan)));
        } else {
            plan.lines(console.screen()).forEach(console.out()::println);
        }
        return ExitCode.DONE.number();
    }
}
