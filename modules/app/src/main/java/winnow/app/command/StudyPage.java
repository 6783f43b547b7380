package winnow.app.command;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import winnow.app.display.Console;
import winnow.app.session.FolderSession;
import winnow.app.session.Interrupts;
import winnow.app.session.OwnStudy;
import winnow.coordinator.StudyWatcher;
import winnow.dashboard.Dashboard;

/** The live page of a study that this command runs, if its user wants one. */
final class StudyPage implements AutoCloseable {
    /** Between two looks whether anybody still reads. */
    private static final long LOOK_MILLIS = 500;

    /** How long a page is given to hear of the end. */
    private static final long LAST_MILLIS = 1_000;

    private final Console console;
    private final Optional<OwnStudy> study;
    private final Optional<Dashboard> dashboard;

    private StudyPage(Console console, Optional<OwnStudy> study, Optional<Dashboard> dashboard) {
        this.console = console;
        this.study = study;
        this.dashboard = dashboard;
    }

    /** Serves it and says where, if it is wanted. */
    static StudyPage of(PageOptions options, FolderSession session, Console console) {
        if (!options.isWanted()) {
            return new StudyPage(console, Optional.empty(), Optional.empty());
        }
        var study = OwnStudy.of(session);
        var dashboard = options.bind.open(options.port, List.of(study.shown()), console);
        return new StudyPage(console, Optional.of(study), Optional.of(dashboard));
    }

    StudyWatcher watcher() {
        return study.map(OwnStudy::watcher).orElse(StudyWatcher.NONE);
    }

    void tell(Optional<String> trouble) {
        study.ifPresent(shown -> shown.tell(trouble));
    }

    /** The results are written. */
    void over() {
        study.ifPresent(OwnStudy::over);
    }

    /**
     * Keeps the page up while somebody looks at it, until Ctrl-C; without a terminal, from which Ctrl-C would come, just
     * long enough that it hears of the end.
     */
    void linger(Interrupts interrupts) {
        if (dashboard.isEmpty() || dashboard.get().viewers() == 0 || interrupts.isAsked()) {
            return;
        }
        boolean isInteractive = console.isTerminal();
        if (isInteractive) {
            console.say("the live page stays while somebody looks at it; Ctrl-C ends it");
        }
        pause(LAST_MILLIS);
        while (isInteractive
                && dashboard.get().viewers() > 0
                && !interrupts.isAsked()
                && !Thread.currentThread().isInterrupted()) {
            pause(LOOK_MILLIS);
        }
    }

    private static void pause(long millis) {
        try {
            boolean isOpened = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
            if (isOpened) {
                throw new IllegalStateException("a latch opened by itself");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        dashboard.ifPresent(Dashboard::close);
    }
}
