package winnow.lenet;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

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
                var stream = ImageIO.createImageInputStream(in)) {
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
        double[][] grey = grey(image);
        boolean inverted = corners(grey) > 127.5;
        double[][] square = square(grey, inverted);
        byte[] levels = new byte[SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                levels[y * SIDE + x] = (byte) Math.round(mean(square, y, x));
            }
        }
        return new Picture(levels, inverted);
    }

    private static double[][] grey(BufferedImage image) {
        double[][] grey = new double[image.getHeight()][image.getWidth()];
        for (int y = 0; y < grey.length; y++) {
            for (int x = 0; x < grey[y].length; x++) {
                int argb = image.getRGB(x, y);
                double luminance = 0.299 * (argb >> 16 & 0xFF) + 0.587 * (argb >> 8 & 0xFF) + 0.114 * (argb & 0xFF);
                double opacity = (argb >>> 24) / 255.0;
                grey[y][x] = opacity * luminance + (1 - opacity) * 255;
            }
        }
        return grey;
    }

    /** Mean brightness of the four corners, each a sixteenth of the sides long. */
    private static double corners(double[][] grey) {
        int height = grey.length;
        int width = grey[0].length;
        int h = Math.max(1, height / 16);
        int w = Math.max(1, width / 16);
        double sum = 0;
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                sum += grey[y][x]
                        + grey[height - 1 - y][x]
                        + grey[y][width - 1 - x]
                        + grey[height - 1 - y][width - 1 - x];
            }
        }
        return sum / (4.0 * h * w);
    }

    private static double[][] square(double[][] grey, boolean invert) {
        int height = grey.length;
        int width = grey[0].length;
        int side = Math.max(height, width);
        int top = (side - height) / 2;
        int left = (side - width) / 2;
        double[][] square = new double[side][side];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                square[top + y][left + x] = invert ? 255 - grey[y][x] : grey[y][x];
            }
        }
        return square;
    }

    /** The mean of the part of a square that cell (y, x) of 28 x 28 covers; pixels on its edge count by their share. */
    private static double mean(double[][] square, int y, int x) {
        double cell = (double) square.length / SIDE;
        double sum = 0;
        double area = 0;
        for (int v = (int) (y * cell); v < Math.min(square.length, Math.ceil((y + 1) * cell)); v++) {
            double high = overlap(v, y * cell, cell);
            for (int u = (int) (x * cell); u < Math.min(square.length, Math.ceil((x + 1) * cell)); u++) {
                double share = high * overlap(u, x * cell, cell);
                sum += share * square[v][u];
                area += share;
            }
        }
        return area > 0 ? sum / area : 0;
    }

    private static double overlap(int pixel, double from, double length) {
        return Math.max(0, Math.min(pixel + 1, from + length) - Math.max(pixel, from));
    }
}
