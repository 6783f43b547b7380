package winnow.kernel;

/**
 * How training images are varied, each anew at every step; what an image does not cover is black.
 *
 * @param shift farthest shift in pixels, each way and direction alike, 0 to 8
 * @param flip probability of a left-right mirror image
 * @param rotation farthest rotation about the centre in degrees, either way, 0 to 45, bilinear
 * @param erase probability of blacking out a rectangle of 2 to 33 % of the image with sides of 0.3 to 3.3 to each other
 *     (Zhong et al., "Random erasing data augmentation", AAAI 2020)
 */
public record Augmentation(int shift, double flip, double rotation, double erase) {

    /** Images as they are. */
    public static final Augmentation NONE = new Augmentation(0, 0, 0, 0);

    /**
     * An augmentation.
     *
     * @throws IllegalArgumentException if a component is out of its range
     */
    public Augmentation {
        Check.within("shift", shift, 0, 8);
        probability("flip", flip);
        if (!(rotation >= 0 && rotation <= 45)) {
            throw new IllegalArgumentException("rotation is " + rotation + ": it must be from 0 to 45");
        }
        probability("erase", erase);
    }

    /** Whether this changes nothing. */
    public boolean none() {
        return equals(NONE);
    }

    private static void probability(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " is " + value + ": it must be from 0 to 1");
        }
    }
}
