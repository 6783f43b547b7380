package winnow.kernel;

import java.util.Arrays;

/**
 * Varies training images as an {@link Augmentation} says: mirror, turn, shift, erase, in this order. How depends on
 * (seed, step, place of the image in the minibatch) alone. Needs no vectors, so that other engines can vary images alike.
 *
 * <p>Not thread-safe.
 */
public final class ImageVariation {
    private static final int SIDE = LeNetShape.SIDE;
    private static final int PIXELS = LeNetShape.PIXELS;
    private static final int TRIES = 10;

    /** An image with a black frame of one pixel, so that interpolation may look past the rim. */
    private static final int FRAMED = SIDE + 2;

    /** Which draw of an image's key serves what. */
    private static final int FLIP = 0;

    private static final int ANGLE = 1;
    private static final int DOWN = 2;
    private static final int RIGHT = 3;
    private static final int ERASE = 4;

    private final Augmentation augmentation;
    private final long seed;
    private final byte[] mirrored = new byte[PIXELS];
    private final byte[] framed = new byte[FRAMED * FRAMED];

    /** Variations of one training; {@code seed} is its trainer's. */
    public ImageVariation(Augmentation augmentation, long seed) {
        this.augmentation = augmentation;
        this.seed = seed;
    }

    /** Whether anything is varied at all. */
    public boolean active() {
        return !augmentation.none();
    }

    /**
     * Varies one image.
     *
     * @param pixels the image's 784 grey levels, from {@code from} on
     * @param step number of the step, from 0
     * @param place of the image in the minibatch
     * @param to gets the variation, from {@code at} on
     */
    public void vary(byte[] pixels, int from, long step, int place, byte[] to, int at) {
        long key = CounterStream.key(seed, CounterStream.AUGMENTATION, step, place);
        byte[] image = pixels;
        int start = from;
        if (CounterStream.unit(key, FLIP) < augmentation.flip()) {
            mirror(pixels, from);
            image = mirrored;
            start = 0;
        }
        int down = CounterStream.whole(key, DOWN, -augmentation.shift(), augmentation.shift());
        int right = CounterStream.whole(key, RIGHT, -augmentation.shift(), augmentation.shift());
        if (augmentation.rotation() > 0) {
            double angle = Math.PI / 180 * augmentation.rotation() * (2 * CounterStream.unit(key, ANGLE) - 1);
            turn(image, start, angle, down, right, to, at);
        } else {
            shift(image, start, down, right, to, at);
        }
        if (CounterStream.unit(key, ERASE) < augmentation.erase()) {
            erase(key, to, at);
        }
    }

    private void mirror(byte[] image, int start) {
        for (int y = 0; y < PIXELS; y += SIDE) {
            for (int x = 0; x < SIDE; x++) {
                mirrored[y + x] = image[start + y + SIDE - 1 - x];
            }
        }
    }

    private static void shift(byte[] image, int start, int down, int right, byte[] to, int at) {
        int wide = SIDE - Math.abs(right);
        int source = start + Math.max(0, -right);
        int target = at + Math.max(0, right);
        if (down != 0 || right != 0) {
            Arrays.fill(to, at, at + PIXELS, (byte) 0);
        }
        for (int y = Math.max(0, down); y < Math.min(SIDE, SIDE + down); y++) {
            System.arraycopy(image, source + (y - down) * SIDE, to, target + y * SIDE, wide);
        }
    }

    /** Each pixel of the result looks up where it came from, in steps of 1/256 pixel, and mixes four neighbours. */
    private void turn(byte[] image, int start, double angle, int down, int right, byte[] to, int at) {
        for (int y = 0; y < SIDE; y++) {
            System.arraycopy(image, start + y * SIDE, framed, (y + 1) * FRAMED + 1, SIDE);
        }
        int cos = (int) StrictMath.rint(StrictMath.cos(angle) * 65536);
        int sin = (int) StrictMath.rint(StrictMath.sin(angle) * 65536);
        int centre = (int) ((SIDE - 1) / 2.0 * 65536);
        for (int y = 0; y < SIDE; y++) {
            int dy = 2 * (y - down) - (SIDE - 1);
            for (int x = 0; x < SIDE; x++) {
                int dx = 2 * (x - right) - (SIDE - 1);
                int sx = centre + (cos * dx + sin * dy) / 2;
                int sy = centre + (cos * dy - sin * dx) / 2;
                to[at + y * SIDE + x] = mix((sx >> 8) + 256, (sy >> 8) + 256);
            }
        }
    }

    /** The framed image at a place in 1/256 pixel; black outside. */
    private byte mix(int x, int y) {
        int column = x >> 8;
        int row = y >> 8;
        if (column < 0 || row < 0 || column >= FRAMED - 1 || row >= FRAMED - 1) {
            return 0;
        }
        int i = row * FRAMED + column;
        int fx = x & 0xFF;
        int fy = y & 0xFF;
        int upper = (framed[i] & 0xFF) * (256 - fx) + (framed[i + 1] & 0xFF) * fx;
        int lower = (framed[i + FRAMED] & 0xFF) * (256 - fx) + (framed[i + FRAMED + 1] & 0xFF) * fx;
        return (byte) ((upper * (256 - fy) + lower * fy + 32768) >> 16);
    }

    /** Draws rectangles until one fits; then blackens it. */
    private static void erase(long key, byte[] to, int at) {
        double narrow = StrictMath.log(0.3);
        double wide = StrictMath.log(3.3);
        for (int t = 0, draw = ERASE + 1; t < TRIES; t++, draw += 4) {
            double area = PIXELS * (0.02 + 0.31 * CounterStream.unit(key, draw));
            double ratio = StrictMath.exp(narrow + (wide - narrow) * CounterStream.unit(key, draw + 1));
            int height = (int) StrictMath.rint(StrictMath.sqrt(area * ratio));
            int width = (int) StrictMath.rint(StrictMath.sqrt(area / ratio));
            if (height < SIDE && width < SIDE) {
                int top = CounterStream.whole(key, draw + 2, 0, SIDE - height);
                int left = CounterStream.whole(key, draw + 3, 0, SIDE - width);
                for (int y = top; y < top + height; y++) {
                    Arrays.fill(to, at + y * SIDE + left, at + y * SIDE + left + width, (byte) 0);
                }
                return;
            }
        }
    }
}
