package winnow.lenet;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A picture of any size, made into what the model was trained on: 28 x 28 grey levels, a bright article on black.
 *
 * <p>Colours become luminance (ITU-R BT.601), transparency becomes white. Fashion-MNIST was made from photographs on
 * white by inverting them; so if the four corners are bright on average, the picture is taken for such a photograph and
 * inverted, and the result says so. Then it is padded to a square with black, and each of the 28 x 28 levels is the mean
 * of the area it covers.
 *
 * @param levels 784 grey levels, row-major, as unsigned bytes
 * @param inverted whether it was inverted
 */
record Picture(byte[] levels, boolean inverted) {
    private static final int SIDE = 28;
    private static final long MOST_PIXELS = 64_000_000;

    /**
     * Reads a PNG file (or another that Java reads: JPEG, GIF, BMP).
     *
     * @throws PictureException if it is missing, no picture, damaged, or larger than 64 million pixels
     */
    static Picture read(Path file) {
        try (InputStream in = Files.newInputStream(file);
                var stream = new MemoryCacheImageInputStream(in)) { // ImageIO's own choice is a temporary file each
            var readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw new PictureException(file + " is no picture that can be read: a PNG file would be right");
            }
            var reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
                if (pixels > MOST_PIXELS) {
                    throw new PictureException(
                            file + " has " + pixels + " pixels: at most " + MOST_PIXELS + " would be right");
                }
                return of(reader.read(0));
            } finally {
                reader.dispose();
            }
        } catch (NoSuchFileException missing) {
            throw new PictureException("there is no file " + file, missing);
        } catch (IOException | RuntimeException damaged) {
            if (damaged instanceof PictureException known) {
                throw known;
            }
            throw new PictureException(file + " cannot be read as a picture: " + damaged.getMessage(), damaged);
        }
    }

    static Picture of(BufferedImage image) {
        boolean inverted = corners(image) > 127.5;
        var square = new Square(image, inverted);
        byte[] levels = new byte[SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                levels[y * SIDE + x] = (byte) Math.round(square.mean(y, x));
            }
        }
        return new Picture(levels, inverted);
    }

    private static double grey(BufferedImage image, int y, int x) {
        int argb = image.getRGB(x, y);
        double luminance = 0.299 * (argb >> 16 & 0xFF) + 0.587 * (argb >> 8 & 0xFF) + 0.114 * (argb & 0xFF);
        double opacity = (argb >>> 24) / 255.0;
        return opacity * luminance + (1 - opacity) * 255;
    }

    /** Mean brightness of the four corners, each a sixteenth of the sides long. */
    private static double corners(BufferedImage image) {
        int height = image.getHeight();
        int width = image.getWidth();
        int h = Math.max(1, height / 16);
        int w = Math.max(1, width / 16);
        double sum = 0;
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                sum += grey(image, y, x)
                        + grey(image, height - 1 - y, x)
                        + grey(image, y, width - 1 - x)
                        + grey(image, height - 1 - y, width - 1 - x);
            }
        }
        return sum / (4.0 * h * w);
    }

    /**
     * A picture in the middle of a black square. The black around it is not stored: a picture of 60,000 x 1 pixels has a
     * square of 3,600,000,000.
     */
    private record Square(BufferedImage image, boolean invert) {
        int side() {
            return Math.max(image.getHeight(), image.getWidth());
        }

        /** The mean of the part that cell (y, x) of 28 x 28 covers; pixels on its edge count by their share. */
        double mean(int y, int x) {
            double cell = (double) side() / SIDE;
            int top = (side() - image.getHeight()) / 2;
            int left = (side() - image.getWidth()) / 2;
            int bottom = (int) Math.min(top + image.getHeight(), Math.ceil((y + 1) * cell));
            int right = (int) Math.min(left + image.getWidth(), Math.ceil((x + 1) * cell));
            double sum = 0;
            for (int v = Math.max(top, (int) (y * cell)); v < bottom; v++) {
                double high = overlap(v, y * cell, cell);
                for (int u = Math.max(left, (int) (x * cell)); u < right; u++) {
                    double grey = grey(image, v - top, u - left);
                    sum += high * overlap(u, x * cell, cell) * (invert ? 255 - grey : grey);
                }
            }
            return sum / (cell * cell);
        }
    }

    private static double overlap(int pixel, double from, double length) {
        return Math.max(0, Math.min(pixel + 1, from + length) - Math.max(pixel, from));
    }
}
