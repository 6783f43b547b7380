package winnow.app.display;

import java.util.ArrayList;
import java.util.List;
import winnow.search.StudyEvent.WarmStarted;

/** What a study takes from an earlier one, in words. */
public final class WarmStart {
    private WarmStart() {}

    /** A line for the study, and one for each reason why trials of it are left out. */
    public static List<String> lines(WarmStarted warm) {
        var lines = new ArrayList<String>();
        lines.add("takes " + warm.taken().size() + " of " + Figures.count(warm.trials(), "trial") + " from "
                + warm.from());
        warm.leftOut().forEach((reason, count) -> lines.add("  leaves out " + count + ": " + reason));
        return lines;
    }
}
