package winnow.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Fashion-MNIST (H. Xiao, K. Rasul, R. Vollgraf, arXiv:1708.07747; MIT licence, Zalando SE): 60,000 training and 10,000
 * test images of 28 x 28 grey pixels in ten classes; and the sample of it that comes with the program.
 */
public final class FashionMnist {

    /** Name of the whole data set. */
    public static final String FULL = "fashion-mnist";

    /** Name of the bundled sample: 6,000 training and 1,000 test images. */
    public static final String SAMPLE = "fashion-mnist-sample";

    /** Names of the classes, in the order of their labels. */
    public static final List<String> CLASSES = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    /** The four files. */
    public static final List<Part> PARTS = List.of(
            new Part(
                    "train-images-idx3-ubyte",
                    26_421_880,
                    "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
                    "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
            new Part(
                    "train-labels-idx1-ubyte",
                    29_515,
                    "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
                    "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
            new Part(
                    "t10k-images-idx3-ubyte",
                    4_422_102,
                    "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
                    "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
            new Part(
                    "t10k-labels-idx1-ubyte",
                    5_148,
                    "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
                    "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"));

    /** Training images of the sample. */
    public static final int SAMPLE_TRAIN = 6_000;

    private static final String RESOURCES = SAMPLE + "/";

    private FashionMnist() {}

    /**
     * One file of the data set.
     *
     * <p>The packed digests belong to the files that the project page offers: its MD5 sums (8d4fb7e6..., 25c81989...,
     * bef4ecab..., bb300cfd...) come out of the files of Debian's package dataset-fashion-mnist once the name and time
     * that Debian strips from a gzip header are put back, and these SHA-256 sums were taken from the same bytes.
     *
     * @param name without {@code .gz}
     * @param packedBytes size of the official packed file
     * @param packedDigest SHA-256 of the official packed file
     * @param contentDigest SHA-256 of the content, however packed
     */
    public record Part(String name, long packedBytes, String packedDigest, String contentDigest) {

        /** The name of the packed file. */
        public String packedName() {
            return name + ".gz";
        }
    }

    /** The bundled sample. */
    static ImageSet sample() {
        byte[][] parts = new byte[PARTS.size()][];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = resource(PARTS.get(i).packedName(), i % 2 == 0);
        }
        return set(SAMPLE, "bundled", parts);
    }

    /**
     * The data set in a folder, each file plain or packed.
     *
     * @throws IdxException if a file is missing, damaged or does not fit the others
     */
    static ImageSet in(Path folder) {
        byte[][] parts = new byte[PARTS.size()][];
        for (int i = 0; i < parts.length; i++) {
            var file = file(folder, PARTS.get(i));
            parts[i] = i % 2 == 0 ? Idx.images(file) : Idx.labels(file, CLASSES.size());
        }
        return set(FULL, folder.toString(), parts);
    }

    /** Whether a folder has all four files, whatever is in them. */
    static boolean isIn(Path folder) {
        return PARTS.stream().allMatch(part -> Files.isRegularFile(file(folder, part)));
    }

    private static ImageSet set(String name, String origin, byte[][] parts) {
        return ImageSet.of(
                name,
                origin,
                CLASSES,
                LabelledImages.of("training images of " + origin, parts[0], parts[1]),
                LabelledImages.of("test images of " + origin, parts[2], parts[3]));
    }

    private static Path file(Path folder, Part part) {
        var plain = folder.resolve(part.name());
        return Files.isRegularFile(plain) ? plain : folder.resolve(part.packedName());
    }

    private static byte[] resource(String name, boolean images) {
        var path = "bundled " + RESOURCES + name;
        try (InputStream in = FashionMnist.class.getResourceAsStream(RESOURCES + name)) {
            if (in == null) {
                throw new IdxException("there is no " + path + " in the program");
            }
            return images ? Idx.images(path, in) : Idx.labels(path, CLASSES.size(), in);
        } catch (IOException unreadable) {
            throw new IdxException(path + " cannot be read: " + unreadable, unreadable);
        }
    }
}
