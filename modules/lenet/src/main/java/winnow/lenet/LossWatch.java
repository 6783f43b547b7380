package winnow.lenet;

import winnow.study.DivergedException;

/**
 * Watches the losses of an epoch's minibatches and ends the trial when they cannot come back.
 *
 * <p>Diverged is a loss or a parameter that is NaN or infinite, at once; or {@value #PATIENCE} minibatches in a row whose
 * loss is above ten times that of guessing ({@code 10 ln k} for k classes, 23 for ten). Guessing costs {@code ln k}, and
 * a large learning rate that later learns well may throw the loss far above that for a few steps; it comes down again
 * within a few steps or never. Parameters are looked at each {@value #PATIENCE} minibatches too, since a maximum or a
 * ReLU can hide their NaN from the loss. So a divergence is seen within 50 minibatches. The count begins anew with each
 * epoch, so that a trial taken up from a checkpoint ends where the unbroken one would have.
 */
final class LossWatch {
    static final int PATIENCE = 25;

    private final double bound;
    private final int epoch;
    private int minibatch;
    private int above;

    LossWatch(int epoch, int classes) {
        this.epoch = epoch;
        this.bound = 10 * Math.log(classes);
    }

    /**
     * Looks at the loss of the next minibatch.
     *
     * @return whether it is time to {@link #check} the parameters
     * @throws DivergedException if the trial has diverged
     */
    boolean see(double loss) {
        minibatch++;
        if (!Double.isFinite(loss)) {
            throw new DivergedException("the loss of minibatch " + minibatch + " of epoch " + epoch + " is " + loss);
        }
        above = loss > bound ? above + 1 : 0;
        if (above == PATIENCE) {
            throw new DivergedException("the loss stayed above " + (float) bound + ", ten times that of guessing, for "
                    + PATIENCE + " minibatches of epoch " + epoch + ", up to minibatch " + minibatch);
        }
        return minibatch % PATIENCE == 0;
    }

    /** Ends the trial unless all parameters are finite. */
    void check(boolean finite) {
        if (!finite) {
            throw new DivergedException(
                    "a parameter is NaN or infinite after minibatch " + minibatch + " of epoch " + epoch);
        }
    }
}
