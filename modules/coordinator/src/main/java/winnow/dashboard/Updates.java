package winnow.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import winnow.plots.JsonWriter;

/**
 * What one browser is still to be told, as server-sent events. It remembers the view it told last, which shares all that
 * has not changed with later ones, and is asked only when the browser can take more: a slow or stuck one costs nothing
 * and later hears of everything at once.
 */
final class Updates {
    private final Feed feed;
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
        var view = feed.view();
        var before = told;
        if (before == null) {
            events.add(event("whole", ViewJson.whole(view)));
        } else if (before.sequence() != view.sequence()) {
            events.add(ViewJson.changes(before, view)
                    .map(changes -> event("changes", changes))
                    .orElseGet(() -> event("whole", ViewJson.whole(view))));
        }
        told = view;
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
