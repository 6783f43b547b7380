package winnow.kernel;

import java.util.Arrays;

/** Puts images side by side into the lanes of a block, and grey levels on the scale from -1 to 1. */
final class BatchPacking {
    private static final int SIDE = LeNetShape.SIDE;
    private static final int BLOCK = Lanes.BLOCK;

    /** The float of each grey level: {@code (x / 255 - 0.5) / 0.5}. */
    private static final float[] SCALE = scale();

    private BatchPacking() {}

    private static float[] scale() {
        float[] scale = new float[256];
        for (int x = 0; x < 256; x++) {
            scale[x] = (float) ((x / 255.0 - 0.5) / 0.5);
        }
        return scale;
    }

    /**
     * One image a lane; lanes from {@code count} on become zero.
     *
     * @param images unsigned grey levels, 784 an image
     * @param starts where images begin; those of {@code first} to below {@code first + count} are taken
     * @param to gets {@code [28][28][16]}
     */
    static void images(byte[] images, int[] starts, int first, int count, float[] to) {
        if (count < BLOCK) {
            Arrays.fill(to, 0);
        }
        for (int y = 0; y < SIDE; y++) {
            for (int n = 0; n < count; n++) {
                int from = starts[first + n] + y * SIDE;
                int at = y * SIDE * BLOCK + n;
                for (int x = 0; x < SIDE; x++) {
                    to[at + x * BLOCK] = SCALE[images[from + x] & 0xFF];
                }
            }
        }
    }

    /**
     * Four column strips of up to four images: strip {@code q} of image {@code n} in lane {@code 4 q + n}. Strips begin
     * {@code pitch} columns apart and overlap; what is right of the image is zero.
     *
     * @param to gets {@code [28][width][16]}
     */
    static void strips(byte[] images, int[] starts, int first, int count, int pitch, int width, float[] to) {
        if (count < BLOCK / 4) {
            Arrays.fill(to, 0);
        }
        for (int y = 0; y < SIDE; y++) {
            for (int n = 0; n < count; n++) {
                int from = starts[first + n] + y * SIDE;
                for (int q = 0; q < 4; q++) {
                    int at = y * width * BLOCK + 4 * q + n;
                    int wide = Math.min(width, SIDE - q * pitch);
                    for (int x = 0; x < wide; x++) {
                        to[at + x * BLOCK] = SCALE[images[from + q * pitch + x] & 0xFF];
                    }
                }
            }
        }
    }
}
