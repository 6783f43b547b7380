package winnow.kernel;

/**
 * The learning rate's course: the factor by which a step's learning rate differs from the rule's. Steps are minibatches,
 * counted from 0 over the whole life of a trial.
 */
public sealed interface Schedule {

    /** The same rate always. */
    Schedule CONSTANT = new Constant();

    /** What the learning rate of step {@code step} is multiplied by. */
    double factor(long step);

    /** The same rate always. */
    record Constant() implements Schedule {
        @Override
        public double factor(long step) {
            return 1;
        }
    }

    /**
     * Multiplied by {@code decay} after every {@code every} steps (PyTorch's StepLR).
     *
     * @param every steps, at least 1
     * @param decay above 0
     */
    record Decay(long every, double decay) implements Schedule {
        /** A staircase. */
        public Decay {
            atLeastOne("every", every);
            Check.positive("decay", decay);
        }

        @Override
        public double factor(long step) {
            return StrictMath.pow(decay, Math.floorDiv(step, every));
        }
    }

    /**
     * Half a cosine from 1 to {@code floor} over {@code steps}, then {@code floor} (PyTorch's CosineAnnealingLR).
     *
     * @param steps at least 1
     * @param floor at least 0, below 1
     */
    record Cosine(long steps, double floor) implements Schedule {
        /** A cosine. */
        public Cosine {
            atLeastOne("steps", steps);
            Check.below("floor", floor, 0, 1);
        }

        @Override
        public double factor(long step) {
            return cosine(1, floor, Math.min(step, steps) / (double) steps);
        }
    }

    /**
     * Up from 1 / {@code start} to 1 and down to 1 / ({@code start} {@code end}), each half a cosine (PyTorch's
     * OneCycleLR, whose {@code max_lr} is the rule's learning rate; momentum is left alone).
     *
     * @param steps of the whole cycle, at least 2
     * @param rise share of the steps that go up, between 0 and 1; PyTorch's default is 0.3
     * @param start PyTorch's {@code div_factor}, 25 by default
     * @param end PyTorch's {@code final_div_factor}, 10000 by default
     */
    record OneCycle(long steps, double rise, double start, double end) implements Schedule {
        /** A cycle. */
        public OneCycle {
            if (steps < 2) {
                throw new IllegalArgumentException("steps is " + steps + ": it must be at least 2");
            }
            Check.below("rise", Check.positive("rise", rise), 0, 1);
            Check.positive("start", start);
            Check.positive("end", end);
        }

        /** A cycle with PyTorch's defaults. */
        public OneCycle(long steps) {
            this(steps, 0.3, 25, 1e4);
        }

        @Override
        public double factor(long step) {
            double at = Math.min(step, steps - 1);
            double peak = rise * steps - 1;
            double first = 1 / start;
            return at <= peak
                    ? cosine(first, 1, peak == 0 ? 1 : at / peak)
                    : cosine(1, first / end, (at - peak) / (steps - 1 - peak));
        }
    }

    /**
     * Rising evenly from {@code start} to 1 over {@code steps}, then another course from its beginning.
     *
     * @param steps at least 1
     * @param start at least 0, below 1
     * @param then what follows
     */
    record WarmUp(long steps, double start, Schedule then) implements Schedule {
        /** A warm-up. */
        public WarmUp {
            atLeastOne("steps", steps);
            Check.below("start", start, 0, 1);
        }

        @Override
        public double factor(long step) {
            return step < steps ? start + (1 - start) * step / steps : then.factor(step - steps);
        }
    }

    private static double cosine(double from, double to, double share) {
        return to + (from - to) * (1 + StrictMath.cos(Math.PI * share)) / 2;
    }

    private static void atLeastOne(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ": it must be at least 1");
        }
    }
}
