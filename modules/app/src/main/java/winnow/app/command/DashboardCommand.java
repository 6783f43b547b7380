package winnow.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import winnow.app.display.Console;
import winnow.app.exit.ExitCode;
import winnow.app.session.FollowedStudy;
import winnow.app.session.Interrupts;
import winnow.journal.StudyFolder;

/** Shows studies in a browser. */
@Command(
        name = "dashboard",
        header = "Shows studies in a browser, running or finished, until it is interrupted.",
        description = {
            "",
            "It follows the journals of studies that other processes run. The printed URL holds a secret: who has it can look "
                    + "at the studies, and steer those that run."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  winnow dashboard studies/quickstart",
            "  winnow dashboard studies/a studies/b hdfs://namenode/studies/c --port 8080"
        })
final class DashboardCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            arity = "1..*",
            paramLabel = "DIR",
            converter = FolderConverter.class,
            description = "Folders of studies: paths, or URIs of a Hadoop file system.")
    private List<StudyFolder> folders = List.of();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "The port of the page; by default any that is free.")
    private int port;

    @Mixin
    private BindOption bind = new BindOption();

    DashboardCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var followed = new ArrayList<FollowedStudy>();
        var asked = new CountDownLatch(1);
        try (var interrupts = Interrupts.listen(asked::countDown)) {
            folders.forEach(folder -> followed.add(FollowedStudy.in(folder)));
            var shown = followed.stream().map(FollowedStudy::shown).toList();
            try (var dashboard = bind.open(port, shown, console)) {
                console.say("Ctrl-C ends it; the studies go on");
                asked.await();
                return interrupts.isAsked() && dashboard.port() > 0 ? ExitCode.DONE.number() : ExitCode.FAULT.number();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERRUPTED.number();
        } finally {
            followed.forEach(FollowedStudy::close);
        }
    }
}
