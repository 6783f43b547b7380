package winnow.kernel;

/**
 * How a network does on labelled images.
 *
 * @param images how many
 * @param correct how many got their own class
 * @param lossSum sum of their cross-entropies, in nats, neither smoothed nor weighted
 */
public record Measurement(int images, int correct, double lossSum) {

    /** Share of the images that got their own class. */
    public double accuracy() {
        return correct / (double) images;
    }

    /** Mean cross-entropy. */
    public double loss() {
        return lossSum / images;
    }
}
