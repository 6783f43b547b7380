package winnow.app.session;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import winnow.dashboard.Feed;
import winnow.dashboard.Feed.Care;
import winnow.dashboard.Feed.Runner;
import winnow.dashboard.ShownStudy;
import winnow.journal.JournalTail;
import winnow.journal.StudyFolder;
import winnow.study.JournalException;

/** A study that another process runs, or nobody, followed by its journal for the live page. */
public final class FollowedStudy implements AutoCloseable {
    private static final Duration LOCAL_PACE = Duration.ofMillis(500);
    private static final Duration FAR_PACE = Duration.ofSeconds(5);

    /** Looks without news after which it is asked who runs the study: asking touches its lock. */
    private static final int QUIET = 6;

    private final StudyFolder folder;
    private final Feed feed;
    private final JournalTail tail;
    private final ScheduledExecutorService looking;
    private final ShownStudy shown;
    private int quiet;

    private FollowedStudy(StudyFolder folder) {
        this.folder = folder;
        var spec = folder.readSpec(Catalogues.recorded());
        this.feed = new Feed(spec, Runner.UNKNOWN);
        this.tail = folder.tail();
        this.shown = new ShownStudy(folder.toString(), feed, new FolderHelm(folder, spec.space()));
        this.looking = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "winnow-follower");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Reads a study's journal, and follows it until this is closed.
     *
     * @throws winnow.app.exit.Refusal if the folder is no study's
     * @throws JournalException if its journal is damaged
     */
    public static FollowedStudy in(StudyFolder folder) {
        StudyRecord.requireStudy(folder);
        var study = new FollowedStudy(folder);
        study.tail.next().forEach(study.feed::accept);
        study.care(study.runner());
        long pace = (folder.isLocal() ? LOCAL_PACE : FAR_PACE).toMillis();
        var unused = study.looking.scheduleWithFixedDelay(study::look, pace, pace, TimeUnit.MILLISECONDS);
        return study;
    }

    /** As the page shows it. */
    public ShownStudy shown() {
        return shown;
    }

    private void look() {
        try {
            var news = tail.next();
            news.forEach(feed::accept);
            quiet = news.isEmpty() ? quiet + 1 : 0;
            if (!news.isEmpty()) {
                care(folder.isLocal() ? Runner.ELSEWHERE : Runner.UNKNOWN);
            } else if (quiet % QUIET == 0) {
                care(runner());
            }
        } catch (JournalException unreadable) {
            feed.accept(new Care(Runner.UNKNOWN, false, String.valueOf(unreadable.getMessage())));
        }
    }

    private void care(Runner runner) {
        feed.accept(new Care(runner, folder.hasReport(), ""));
    }

    private Runner runner() {
        return folder.isRun()
                .map(runs -> runs ? Runner.ELSEWHERE : Runner.NOBODY)
                .orElse(Runner.UNKNOWN);
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }
}
