package winnow.lenet;

import java.util.List;

/**
 * What a model says about one image.
 *
 * @param name the most probable class
 * @param ranked all classes, the most probable first
 * @param inverted whether a picture was inverted before it was shown to the model, see {@link Picture}
 */
public record Prediction(String name, List<Likelihood> ranked, boolean inverted) {

    /**
     * A class and its probability.
     *
     * @param name of the class
     * @param probability from 0 to 1; those of all classes sum to 1
     */
    public record Likelihood(String name, double probability) {}

    public Prediction {
        ranked = List.copyOf(ranked);
    }
}
