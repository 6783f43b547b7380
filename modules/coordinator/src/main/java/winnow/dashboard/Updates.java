package winnow.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import winnow.plots.JsonWriter;

/**
 * What one browser is still to be told, as server-sent events. It remembers the view it told last, which shares all that
 * has not changed with later ones, and is asked only when the browser can take more: a slow or stuck one costs nothing
 * and later hears of everything at once.
 */
@SuppressWarnings("ReferenceEquality") // with all its trials, it is the feed's view itself
final class Updates {
    /**
     * Trials that a browser is told of as a whole at a time: with all their curves, a thousand would hold it up while it
     * reads them.
     */
    static final int MOST_NEW = 80;

    private final Feed feed;
    private boolean isBehind;
    private @Nullable StudyView told;
    private Feed.@Nullable Care said;

    Updates(Feed feed) {
        this.feed = feed;
    }

    /** The events since it was last asked; empty if nothing happened. */
    List<String> next() {
        var events = new ArrayList<String>(2);
        var care = feed.care();
        if (!care.equals(said)) {
            events.add(event("care", json(care)));
            said = care;
        }
        var all = feed.view();
        var before = told != null && ViewJson.isComparable(told, all) ? told : null;
        var view = all.withFew(MOST_NEW, before == null ? Map.of() : before.trials());
        if (before == null) {
            events.add(event("whole", ViewJson.whole(view)));
        } else if (isBehind || before.sequence() != view.sequence()) {
            events.add(event("changes", ViewJson.changes(before, view)));
        }
        told = view;
        isBehind = view != all;
        return events;
    }

    private static String event(String name, String data) {
        return "event: " + name + "\ndata: " + data + "\n\n";
    }

    private static String json(Feed.Care care) {
        return new JsonWriter()
                .beginObject()
                .name("runner")
                .value(care.runner().name().toLowerCase(Locale.ROOT))
                .name("report")
                .value(care.hasReport())
                .name("trouble")
                .value(care.trouble())
                .endObject()
                .text();
    }
}
