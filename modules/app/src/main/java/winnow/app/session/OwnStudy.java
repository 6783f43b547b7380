package winnow.app.session;

import java.util.Optional;
import winnow.coordinator.StudyWatcher;
import winnow.dashboard.Feed;
import winnow.dashboard.Feed.Care;
import winnow.dashboard.Feed.Runner;
import winnow.dashboard.ShownStudy;

/** A study that this process runs, for its live page. */
public final class OwnStudy {
    private final ShownStudy shown;

    private OwnStudy(ShownStudy shown) {
        this.shown = shown;
    }

    /** With all that is in the journal so far. */
    public static OwnStudy of(FolderSession session) {
        var spec = session.recovered().spec();
        var feed = new Feed(spec, Runner.HERE);
        session.entries().forEach(feed::accept);
        var helm = new FolderHelm(session.folder(), spec.space());
        return new OwnStudy(new ShownStudy(session.folder().toString(), feed, helm));
    }

    /** As the page shows it. */
    public ShownStudy shown() {
        return shown;
    }

    /** Hands on what happens. */
    public StudyWatcher watcher() {
        return (state, entry) -> shown.feed().accept(entry);
    }

    /** Says what the study waits for; nothing if all is well. */
    public void tell(Optional<String> trouble) {
        shown.feed().accept(new Care(Runner.HERE, false, trouble.orElse("")));
    }

    /** The session is over and its results are written. */
    public void over() {
        shown.feed().accept(new Care(Runner.HERE, true, ""));
    }
}
