package winnow.search;

import java.util.List;

/**
 * One ladder of rungs.
 *
 * @param index from 0
 * @param rungs ascending in budget
 */
public record Bracket(int index, List<Rung> rungs) {

    public Bracket {
        rungs = List.copyOf(rungs);
    }

    /** Epochs trained in it, each trial paying only for what it had not trained before. */
    public long epochs() {
        long epochs = 0;
        int before = 0;
        for (var rung : rungs) {
            epochs += (long) rung.trials() * (rung.budget() - before);
            before = rung.budget();
        }
        return epochs;
    }
}
