package winnow.data;

import java.security.MessageDigest;
import java.util.Objects;

/**
 * Images of 28 x 28 grey pixels with a class each, as unsigned bytes: a view of arrays that many views and threads
 * share, and that nobody changes.
 */
public final class LabelledImages {
    private final byte[] pixels;
    private final byte[] labels;
    private final int from;
    private final int count;

    private LabelledImages(byte[] pixels, byte[] labels, int from, int count) {
        this.pixels = pixels;
        this.labels = labels;
        this.from = from;
        this.count = count;
    }

    /**
     * All of the given images.
     *
     * @param name what to call the images in a message
     * @param pixels {@code n x 28 x 28}; kept, not copied
     * @param labels {@code n}; kept, not copied
     * @throws IdxException if there are not as many labels as images
     */
    public static LabelledImages of(String name, byte[] pixels, byte[] labels) {
        if (pixels.length != labels.length * Idx.PIXELS) {
            throw new IdxException(name + ": there are " + pixels.length / Idx.PIXELS + " images and " + labels.length
                    + " labels: a label for each image would be right");
        }
        return new LabelledImages(pixels, labels, 0, labels.length);
    }

    /** How many images. */
    public int count() {
        return count;
    }

    /** The images from {@code low} to below {@code high}. */
    public LabelledImages slice(int low, int high) {
        Objects.checkFromToIndex(low, high, count);
        return new LabelledImages(pixels, labels, from + low, high - low);
    }

    /** The class of image {@code i}. */
    public int label(int i) {
        return labels[from + Objects.checkIndex(i, count)];
    }

    /**
     * Writes image {@code i} as floats.
     *
     * @param scale the float of each of the 256 grey levels
     * @param target gets 784 floats
     * @param at where they begin
     */
    public void copy(int i, float[] scale, float[] target, int at) {
        int start = (from + Objects.checkIndex(i, count)) * Idx.PIXELS;
        for (int k = 0; k < Idx.PIXELS; k++) {
            target[at + k] = scale[pixels[start + k] & 0xFF];
        }
    }

    /**
     * The array that holds the pixels, shared by all views: {@code n x 28 x 28} unsigned grey levels, of which this view's
     * begin with image {@link #from}. Nobody may change it.
     */
    public byte[] pixels() {
        return pixels;
    }

    /** The array that holds the labels, shared like {@link #pixels}. */
    public byte[] labels() {
        return labels;
    }

    /** The number of this view's first image in the shared arrays. */
    public int from() {
        return from;
    }

    /** The grey level (0 to 255) of pixel {@code k} (row-major) of image {@code i}. */
    public int pixel(int i, int k) {
        return pixels[(from + Objects.checkIndex(i, count)) * Idx.PIXELS + Objects.checkIndex(k, Idx.PIXELS)] & 0xFF;
    }

    /** Adds pixels, then labels, to a digest. */
    void addTo(MessageDigest digest) {
        digest.update(pixels, from * Idx.PIXELS, count * Idx.PIXELS);
        digest.update(labels, from, count);
    }
}
