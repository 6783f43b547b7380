package winnow.search;

import java.util.Optional;

/**
 * What a {@link Surrogate} believes after observations. Immutable.
 *
 * <p>Means are in a unit of its own, a monotone function of the loss that the model was given, so they compare with one
 * another and not with losses. That unit belongs to one posterior: another one, made by {@link #given}, has its own.
 */
public interface Posterior {

    /**
     * Mean and variance of the loss, free of noise, at points.
     *
     * @param points {@code m x d}, encoded
     */
    Prediction predict(double[][] points);

    /** Means only, which some models know sooner. */
    default double[] means(double[][] points) {
        return predict(points).means();
    }

    /**
     * The losses that means of this posterior stand for: back from its unit to that of the losses it was given. Empty if
     * its unit is no function of these.
     *
     * @param means of this posterior, or what lies as far beside them
     */
    default Optional<double[]> losses(double[] means) {
        return Optional.empty();
    }

    /**
     * What the same model believes given these observations instead: its hyperparameters are not learnt anew. Cheap
     * where the observations begin with those of this posterior.
     *
     * @param points as in {@link Surrogate#fit}
     * @param losses as in {@link Surrogate#fit}
     */
    Posterior given(double[][] points, double[] losses);

    /**
     * What it believes while trials run: as if each of these points had been observed with its mean as the value. Means
     * stay (nearly) as they are, and variances fall around the points.
     *
     * @param points {@code m x d}, encoded
     */
    Posterior pending(double[][] points);

    /** The change of mean and variance with a point's coordinates, if the model is smooth. */
    default Optional<Slope> slope(double[] point) {
        return Optional.empty();
    }

    /**
     * Mean and variance at a point, and their derivatives.
     *
     * @param mean of the loss
     * @param variance at least 0
     * @param meanSlope d derivatives by the encoded coordinates; 0 where a parameter does not take part or is a category
     * @param varianceSlope likewise
     */
    record Slope(double mean, double variance, double[] meanSlope, double[] varianceSlope) {}
}
