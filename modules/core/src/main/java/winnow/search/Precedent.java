package winnow.search;

import winnow.space.Configuration;

/**
 * An observation of an earlier study, as a point of this one's space: something to learn from that is no trial.
 *
 * @param configuration of this study's space
 * @param loss in the earlier study (lower is better), comparable with others of that study and with nothing else;
 *     {@link Surrogate#INFEASIBLE} if the trial diverged or failed
 */
public record Precedent(Configuration configuration, double loss) {

    /** @throws IllegalArgumentException if the loss is NaN or minus infinity */
    public Precedent {
        if (Double.isNaN(loss) || loss == Double.NEGATIVE_INFINITY) {
            throw new IllegalArgumentException("the loss of " + configuration + " is " + loss
                    + ": it must be a finite number, or infinity for a trial that failed");
        }
    }

    /** Whether something was measured. */
    public boolean isFeasible() {
        return Double.isFinite(loss);
    }
}
