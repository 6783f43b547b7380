package winnow.report;

import java.util.List;

/**
 * What a forest that was fitted to the trials at one budget says of the space between them. Losses are turned back into
 * values of the study's metric.
 *
 * @param budget at which the trials were compared, in epochs
 * @param trials to which it was fitted
 * @param interactions the largest share first
 * @param surfaces of pairs of parameters, in the order of the space
 * @param guesses of trials that the forest had not seen; may be empty
 */
public record Forest(
        int budget, int trials, List<Interaction> interactions, List<Surface> surfaces, List<Guess> guesses) {

    /** Where there are too few trials at one budget. */
    public static final Forest NONE = new Forest(0, 0, List.of(), List.of(), List.of());

    /** What intervals of guesses should hold. */
    public static final double CONFIDENCE = 0.9;

    /**
     * What two parameters do together beyond what each does by itself.
     *
     * @param share of the metric's variance over the space, 0 to 1
     */
    public record Interaction(String first, String second, double share) {}

    /**
     * The metric over two parameters, averaged over all others.
     *
     * @param values a row for each place of the first parameter: its options, or cells of equal size over its scale
     */
    public record Surface(String first, String second, double[][] values) {}

    /**
     * A trial's value of the metric, and what the forest expected of it, fitted to other trials.
     *
     * @param low end of the interval that should hold the observed value in nine of ten cases
     * @param high its other end
     */
    public record Guess(int trial, double observed, double predicted, double low, double high) {
        boolean holds() {
            return low <= observed && observed <= high;
        }
    }

    public Forest {
        interactions = List.copyOf(interactions);
        surfaces = List.copyOf(surfaces);
        guesses = List.copyOf(guesses);
    }
}
