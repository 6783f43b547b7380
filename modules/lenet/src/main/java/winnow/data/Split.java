package winnow.data;

/**
 * How many of a data set's training images are trained on and how many validate: the last ones, so that a file's first
 * 50,000 images train and its last 10,000 validate, as is usual for Fashion-MNIST.
 *
 * @param train how many images, from the first on
 * @param validation how many images, the last ones
 */
public record Split(int train, int validation) {

    /**
     * Splits.
     *
     * @param validation below 1 a fraction of the images (rounded to whole images), from 1 on a number of images
     * @param images how many there are
     * @throws IllegalArgumentException if it is neither, or one of the parts would be empty
     */
    public static Split of(double validation, int images) {
        boolean fraction = validation > 0 && validation < 1;
        if (!fraction && !(validation >= 1 && validation == Math.rint(validation))) {
            throw new IllegalArgumentException("validation is " + validation
                    + ": it must be a fraction of the training images between 0 and 1, or a whole number of them");
        }
        long last = fraction ? Math.round(validation * images) : (long) Math.min(validation, 1e18);
        if (last < 1 || last >= images) {
            throw new IllegalArgumentException("validation is " + validation + ", which is " + last + " of " + images
                    + " training images: at least one must be left on either side");
        }
        return new Split((int) (images - last), (int) last);
    }
}
