package winnow.app.command;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import winnow.app.display.Console;
import winnow.app.exit.ExitCode;
import winnow.app.exit.Refusal;
import winnow.app.session.Catalogues;
import winnow.app.session.FolderSession;
import winnow.app.session.OwnObjective;
import winnow.app.session.RunningStudy;
import winnow.app.session.StudyRecord;
import winnow.journal.StudyFolder;
import winnow.journal.StudyInUseException;
import winnow.search.Request;
import winnow.spec.StudySpecReader;
import winnow.study.Catalogue;

/** Continues a study. */
@Command(
        name = "resume",
        header = "Continues a study that was interrupted, killed, or is to go further.",
        description = {
            "",
            "Time adds up over sessions. A study that is finished, and whose limits stay as they are, prints its result "
                    + "again. A study that somebody runs goes on if it was paused, and takes other limits."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  winnow resume studies/quickstart",
            "  winnow resume studies/quickstart --set limits.trials=40 --set limits.epochs=200"
        })
final class ResumeCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            index = "0",
            paramLabel = "DIR",
            converter = FolderConverter.class,
            description = "The study's folder: a path, or a URI of a Hadoop file system.")
    private StudyFolder folder;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Changes limits or resources, for example limits.trials=40; may be repeated.")
    private List<String> set = List.of();

    @Mixin
    private RunOptions run = new RunOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    ResumeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        OwnObjective.know(run.jars);
        var catalogue = Catalogues.recorded();
        var conduct = new Conduct(console, output, run);
        FolderSession opened;
        try {
            opened = FolderSession.open(folder, catalogue);
        } catch (StudyInUseException inUse) {
            return steer(catalogue, inUse);
        }
        try (var session = opened) {
            var spec = session.continued(catalogue, set);
            return session.isOver(spec.limits())
                    ? conduct.tell(session, session.recovered(), session.winner(), false)
                    : conduct.run(spec, catalogue, () -> session);
        }
    }

    /** Somebody else runs the study: it may be paused, and its limits may be changed. */
    private int steer(Catalogue catalogue, StudyInUseException inUse) {
        var state = StudyRecord.read(folder).state();
        if (set.isEmpty() && !state.steering().isPaused()) {
            throw inUse;
        }
        for (var override : set) {
            if (!override.startsWith("limits.")) {
                throw Refusal.usage("the study " + folder + " is running, and only its limits can be changed meanwhile,"
                        + " not " + override + "; stop it first: winnow stop " + folder);
            }
        }
        var running = RunningStudy.in(folder);
        if (!set.isEmpty()) {
            var changed = StudySpecReader.resume(state.spec().withLimits(state.limits()), catalogue, set);
            console.out().println(running.ask(new Request.Extend(changed.limits()), ""));
        }
        if (state.steering().isPaused()) {
            console.out().println(running.ask(new Request.Resume(), ""));
        }
        return ExitCode.DONE.number();
    }
}
