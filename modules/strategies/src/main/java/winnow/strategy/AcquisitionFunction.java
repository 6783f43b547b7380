package winnow.strategy;

/**
 * What a model's belief about the loss of a configuration is worth: the higher, the sooner it is tried.
 *
 * <p>Slopes are those of the worth by mean and by deviation; all are of the loss, so a lower mean is worth more.
 */
enum AcquisitionFunction {
    /** The logarithm of expected improvement (Ament et al., "Unexpected Improvements to Expected Improvement", 2023). */
    LOGEI {
        @Override
        double worth(double mean, double deviation, double best) {
            return StrictMath.log(deviation) + NormalTail.logExcess((best - mean) / deviation);
        }

        @Override
        double byMean(double mean, double deviation, double best) {
            double z = (best - mean) / deviation;
            return -NormalTail.mills(z) * NormalTail.densityPerExcess(z) / deviation;
        }

        @Override
        double byDeviation(double mean, double deviation, double best) {
            return NormalTail.densityPerExcess((best - mean) / deviation) / deviation;
        }
    },
    /** Expected improvement (Jones et al., "Efficient Global Optimization", 1998). */
    EI {
        @Override
        double worth(double mean, double deviation, double best) {
            return deviation * StrictMath.exp(NormalTail.logExcess((best - mean) / deviation));
        }

        @Override
        double byMean(double mean, double deviation, double best) {
            return -NormalTail.below((best - mean) / deviation);
        }

        @Override
        double byDeviation(double mean, double deviation, double best) {
            return NormalTail.density((best - mean) / deviation);
        }
    },
    /** The logarithm of the probability of improvement (Kushner, 1964) by a hundredth of the losses' deviation. */
    PI {
        @Override
        double worth(double mean, double deviation, double best) {
            return NormalTail.logBelow((best - MARGIN - mean) / deviation);
        }

        @Override
        double byMean(double mean, double deviation, double best) {
            return -1 / (NormalTail.mills((best - MARGIN - mean) / deviation) * deviation);
        }

        @Override
        double byDeviation(double mean, double deviation, double best) {
            double z = (best - MARGIN - mean) / deviation;
            return -z / (NormalTail.mills(z) * deviation);
        }
    },
    /** The confidence bound (Srinivas et al., 2010), 1.8 deviations below the mean as in OSS Vizier. */
    UCB {
        @Override
        double worth(double mean, double deviation, double best) {
            return WIDTH * deviation - mean;
        }

        @Override
        double byMean(double mean, double deviation, double best) {
            return -1;
        }

        @Override
        double byDeviation(double mean, double deviation, double best) {
            return WIDTH;
        }
    };

    private static final double MARGIN = 0.01;
    private static final double WIDTH = 1.8;

    /**
     * The worth of trying.
     *
     * @param mean of the loss
     * @param deviation above 0
     * @param best the mean to improve on
     */
    abstract double worth(double mean, double deviation, double best);

    abstract double byMean(double mean, double deviation, double best);

    abstract double byDeviation(double mean, double deviation, double best);
}
