package winnow.data;

import java.util.List;

/**
 * A data set in memory.
 *
 * @param name as in a spec, for example {@code fashion-mnist}
 * @param origin where it was read: a folder, or the program itself
 * @param classes the names of the classes, in the order of their labels
 * @param train images to train on and to validate with
 * @param test images that nothing is chosen by
 * @param digest SHA-256, in hexadecimal, of pixels and labels of {@code train}, then of {@code test}
 */
public record ImageSet(
        String name, String origin, List<String> classes, LabelledImages train, LabelledImages test, String digest) {

    public ImageSet {
        classes = List.copyOf(classes);
    }

    /** A data set, whose digest is taken here. */
    public static ImageSet of(
            String name, String origin, List<String> classes, LabelledImages train, LabelledImages test) {
        var digest = Digests.sha256();
        train.addTo(digest);
        test.addTo(digest);
        return new ImageSet(name, origin, classes, train, test, Digests.hex(digest));
    }
}
