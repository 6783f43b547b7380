package winnow.app.command;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import winnow.app.display.Console;
import winnow.app.display.Decisions;
import winnow.app.display.Leaderboard;
import winnow.app.display.Progress;
import winnow.app.display.ProgressDisplay;
import winnow.app.display.Summary;
import winnow.app.display.WarmStart;
import winnow.app.exit.ExitCode;
import winnow.app.exit.Refusal;
import winnow.app.session.FinishNotices;
import winnow.app.session.FolderSession;
import winnow.app.session.Interrupts;
import winnow.app.session.SparkStart;
import winnow.app.session.StudyLog;
import winnow.app.session.StudyRecord;
import winnow.app.session.StudySession;
import winnow.app.session.Winner;
import winnow.coordinator.StudyWatcher;
import winnow.study.Catalogue;
import winnow.study.StudySpec;
import winnow.study.StudyState;

/** Runs a session of a study before a person's eyes, to its end or until they interrupt it, and prints what it found. */
final class Conduct {
    /** Between two looks at the study; also how late its end may be noticed. */
    private static final long LOOK_MILLIS = 200;

    private static final int TOP = 10;

    private final Console console;
    private final OutputOptions output;
    private final RunOptions options;
    private final AtomicReference<Optional<StudySession>> running = new AtomicReference<>(Optional.empty());

    Conduct(Console console, OutputOptions output, RunOptions options) {
        this.console = console;
        this.output = output;
        this.options = options;
    }

    /** Opens a folder, once Spark and the objective are there; it is closed here. */
    interface Opener {
        FolderSession open();
    }

    /**
     * Runs a session.
     *
     * @param spec with the limits and resources of the session
     * @return the command's exit code
     */
    int run(StudySpec spec, Catalogue catalogue, Opener opener) {
        options.page.requireFree();
        FinishNotices.ofProcess().warnings(spec).forEach(console::say);
        try (var interrupts = Interrupts.listen(this::interrupt)) {
            if (!isSilent()) {
                console.say("starting Spark and reading the data");
            }
            try (var start = SparkStart.of(spec, options.master(), options.jars, () -> catalogue.objective(spec));
                    var folder = opener.open()) {
                folder.notice().ifPresent(console::say);
                if (!isSilent()) {
                    folder.earlier().forEach(warm -> WarmStart.lines(warm).forEach(console::say));
                }
                return conducted(folder, spec, catalogue, start, interrupts);
            }
        }
    }

    private int conducted(
            FolderSession folder, StudySpec spec, Catalogue catalogue, SparkStart start, Interrupts interrupts) {
        try (var log = StudyLog.in(folder.folder())) {
            try (var page = StudyPage.of(options.page, folder, console)) {
                var state = watched(folder, spec, catalogue, start, page);
                var winner = folder.writeResults(state);
                page.over();
                int code = tell(folder, state, winner, interrupts.isAsked());
                page.linger(interrupts);
                return code;
            } catch (RuntimeException thrown) {
                throw log.explained(thrown);
            }
        }
    }

    private boolean isSilent() {
        return options.quiet || output.json;
    }

    private void interrupt() {
        Objects.requireNonNull(running.get())
                .ifPresentOrElse(session -> session.interrupt("interrupted by Ctrl-C or a signal"), () -> {
                    console.say("interrupted before the study began");
                    Runtime.getRuntime().exit(ExitCode.INTERRUPTED.number());
                });
    }

    private StudyState watched(
            FolderSession folder, StudySpec spec, Catalogue catalogue, SparkStart start, StudyPage page) {
        long began = System.nanoTime();
        long before = folder.recovered().standing().elapsedMillis();
        var planned = StudyRecord.plannedEpochs(catalogue, spec, spec.limits());
        try (var session = folder.start(spec, start, watcher().and(page.watcher()));
                var display = display()) {
            running.set(Optional.of(session));
            var said = Optional.<String>empty();
            while (true) {
                var end = session.await(LOOK_MILLIS);
                var state = end.orElseGet(session::state);
                var elapsed = Duration.ofMillis(before).plusNanos(System.nanoTime() - began);
                display.show(new Progress(Summary.of(state, planned), elapsed));
                if (end.isPresent()) {
                    return state;
                }
                var trouble = session.trouble();
                if (!trouble.equals(said)) {
                    trouble.ifPresent(console::say);
                    page.tell(trouble);
                    said = trouble;
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Refusal(
                    ExitCode.INTERRUPTED,
                    "interrupted; `winnow resume " + folder.folder() + "` continues the study",
                    interrupted);
        }
    }

    private ProgressDisplay display() {
        return isSilent() || output.verbose ? ProgressDisplay.NONE : console.progress();
    }

    private StudyWatcher watcher() {
        if (!output.verbose || isSilent()) {
            return StudyWatcher.NONE;
        }
        return (state, entry) -> {
            Decisions.lines(entry).forEach(console.out()::println);
            console.out().flush();
        };
    }

    /** Prints what a study found; gives the command's exit code. */
    int tell(FolderSession folder, StudyState state, Optional<Winner> winner, boolean wasInterrupted) {
        if (output.json) {
            console.out().println(Outputs.json(folder.folder(), Summary.of(state, OptionalLong.empty()), winner));
        } else {
            if (!options.quiet) {
                Leaderboard.of(state).lines(TOP, console.screen()).forEach(console.out()::println);
                console.out().println();
            }
            Outputs.ending(folder.record(state), winner, console.lineScreen()).forEach(console.out()::println);
        }
        console.out().flush();
        var notices = folder.tellFinished(state, winner);
        if (!isSilent()) {
            notices.forEach(console::say);
        }
        return code(folder, state, winner, wasInterrupted);
    }

    private int code(FolderSession folder, StudyState state, Optional<Winner> winner, boolean wasInterrupted) {
        if (!state.isFinished()) {
            boolean isWished = wasInterrupted || state.steering().isStopped();
            console.say((wasInterrupted ? "interrupted" : Outputs.phase(state)) + "; `winnow resume " + folder.folder()
                    + "` continues the study");
            return isWished ? ExitCode.INTERRUPTED.number() : ExitCode.FAULT.number();
        }
        if (winner.isEmpty()) {
            console.say(Outputs.whyNone(state));
            return ExitCode.NO_RESULT.number();
        }
        return ExitCode.DONE.number();
    }
}
