package winnow.study;

import java.util.OptionalInt;

/**
 * What trials run on.
 *
 * @param cpus cores a trial
 * @param gpus GPUs a trial, may be a fraction of one; 0 for none
 * @param slots how many trials run at once at most; empty: as many as fit
 */
public record Resources(int cpus, double gpus, OptionalInt slots) {

    public Resources {
        if (cpus < 1) {
            throw new IllegalArgumentException("resources.cpus is " + cpus + ": a trial needs at least 1");
        }
        if (!(gpus >= 0) || (gpus > 1 && gpus != Math.rint(gpus))) {
            throw new IllegalArgumentException(
                    "resources.gpus is " + gpus + ": it must be 0, a fraction of one GPU, or a whole number");
        }
        if (slots.isPresent() && slots.getAsInt() < 1) {
            throw new IllegalArgumentException("resources.slots is " + slots.getAsInt() + ": it must be at least 1");
        }
    }
}
