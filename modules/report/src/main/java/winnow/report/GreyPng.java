package winnow.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Small grey pictures as {@code data:} addresses of PNG files, which stand in the page itself. */
final class GreyPng {
    private GreyPng() {}

    /** The address of a picture of {@code height x width} grey levels, 0 (black) to 255 (white). */
    static String address(int[][] levels) {
        var image = new BufferedImage(levels[0].length, levels.length, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < levels.length; y++) {
            image.getRaster().setSamples(0, y, levels[y].length, 1, 0, levels[y]);
        }
        var file = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(file)) {
            if (!ImageIO.write(image, "png", out)) {
                throw new IllegalStateException("this Java has no writer of PNG files");
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory cannot be written", impossible);
        }
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(file.toByteArray());
    }
}
