package winnow.study;

import java.util.HashSet;
import java.util.List;
import winnow.trial.Aim;
import winnow.trial.Goal;

/**
 * What is trained, and what is made small or large.
 *
 * @param choice the objective and its settings
 * @param aims the study's metrics, at least one; the first is its main one, by which the incumbent is known
 */
public record ObjectiveChoice(Choice choice, List<Aim> aims) {

    /** @throws IllegalArgumentException if there are no aims, two with one name, or the first is a time */
    public ObjectiveChoice {
        aims = List.copyOf(aims);
        var names = new HashSet<String>();
        if (aims.isEmpty() || !aims.stream().allMatch(aim -> names.add(aim.metric()))) {
            throw new IllegalArgumentException("the metrics are " + aims + ": there must be at least one, none twice");
        }
        if (aims.get(0).isTimed()) {
            throw new IllegalArgumentException(Aim.TRAINING_SECONDS + " cannot be a study's first metric");
        }
    }

    /** An objective of which one metric matters. */
    public ObjectiveChoice(Choice choice, String metric, Goal goal) {
        this(choice, List.of(new Aim(metric, goal)));
    }

    /** The study's main metric. */
    public String metric() {
        return aims.get(0).metric();
    }

    /** Which way the main metric is better. */
    public Goal goal() {
        return aims.get(0).goal();
    }
}
