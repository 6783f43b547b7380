package winnow.strategy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import winnow.search.History;
import winnow.search.StudyEvent;
import winnow.search.Surrogate;

/**
 * What a strategy remembers of earlier studies. Losses are compared within a study and never between studies: another
 * dataset, or another share of it, moves and stretches them.
 *
 * @param dimensions d, 0 if there are none
 * @param units n x d, encoded configurations, NaN where a parameter does not take part
 * @param losses n, infinite for those that failed
 * @param sources n, which study each is from, counted from 0; those of a study are together, from its best to its worst
 */
record Precedents(int dimensions, Doubles units, Doubles losses, Doubles sources) {
    static final Precedents NONE = new Precedents(0, Doubles.NONE, Doubles.NONE, Doubles.NONE);

    /** With those of one more study. */
    Precedents learn(History history, StudyEvent.WarmStarted event) {
        int source = isEmpty() ? 0 : (int) sources.get(size() - 1) + 1;
        var next = this;
        for (var precedent : event.taken()) {
            next = new Precedents(
                    history.space().dimensions(),
                    next.units.plus(history.space().encode(precedent.configuration())),
                    next.losses.plus(precedent.loss()),
                    next.sources.plus(source));
        }
        return next;
    }

    int size() {
        return losses.size();
    }

    boolean isEmpty() {
        return size() == 0;
    }

    boolean hasFeasible() {
        return size() > 0 && IntStream.range(0, size()).anyMatch(this::isFeasible);
    }

    boolean isFeasible(int index) {
        return losses.get(index) < Surrogate.INFEASIBLE;
    }

    double unit(int index, int place) {
        return units.get(index * dimensions + place);
    }

    double[] point(int index) {
        return units.slice(index * dimensions, (index + 1) * dimensions);
    }

    double loss(int index) {
        return losses.get(index);
    }

    /** Those that did not fail, by the share of their own study's that are better, least first. */
    int[] ranked() {
        var shares = new double[size()];
        for (var study : studies()) {
            for (int i = 0; i < study.length; i++) {
                shares[study[i]] = i / (double) study.length;
            }
        }
        return IntStream.range(0, size())
                .filter(this::isFeasible)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> shares[i]).thenComparingInt(i -> i))
                .mapToInt(i -> i)
                .toArray();
    }

    /** The indices of each study's. */
    List<int[]> studies() {
        var studies = new ArrayList<int[]>();
        int from = 0;
        while (from < size()) {
            int end = from;
            while (end < size() && sources.get(end) == sources.get(from)) {
                end++;
            }
            studies.add(IntStream.range(from, end).toArray());
            from = end;
        }
        return studies;
    }
}
