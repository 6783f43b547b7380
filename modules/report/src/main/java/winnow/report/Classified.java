package winnow.report;

import java.util.List;
import java.util.Optional;

/**
 * What the winner, an image classifier, does with images that it was not trained on.
 *
 * @param why there is nothing to show; empty if there is
 * @param classes names, in the order of their labels
 * @param confusion of the validation images: a row a true class, in it a count for each class that the winner named
 * @param worst validation images that were classified worst, the worst first
 * @param filters of the first layer, each {@code size x size} weights
 * @param test on images by which nothing was chosen; empty if there are none
 */
public record Classified(
        String why,
        List<String> classes,
        int[][] confusion,
        List<Mistake> worst,
        List<double[][]> filters,
        Optional<Measured> test) {

    /**
     * An image that the winner took for something else.
     *
     * @param levels {@code height x width} grey levels, 0 to 255
     * @param label its true class
     * @param named what the winner took it for
     * @param sure the probability that the winner gave to that
     * @param left the probability that it gave to the truth
     */
    public record Mistake(int[][] levels, int label, int named, double sure, double left) {}

    /** Loss and accuracy on so many images. */
    public record Measured(int images, double loss, double accuracy) {}

    public Classified {
        classes = List.copyOf(classes);
        worst = List.copyOf(worst);
        filters = List.copyOf(filters);
        if (confusion.length != classes.size()) {
            throw new IllegalArgumentException(confusion.length + " rows of confusion for " + classes.size()
                    + " classes: a row a class is needed");
        }
    }

    /** Nothing to show, for a reason that is a whole sentence. */
    public static Classified nothing(String why) {
        return new Classified(why, List.of(), new int[0][0], List.of(), List.of(), Optional.empty());
    }

    boolean isShown() {
        return why.isEmpty();
    }

    /** How many images were classified. */
    int images() {
        int sum = 0;
        for (int[] row : confusion) {
            for (int count : row) {
                sum += count;
            }
        }
        return sum;
    }
}
