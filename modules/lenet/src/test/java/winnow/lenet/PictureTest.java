package winnow.lenet;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import winnow.random.RandomStream;
import winnow.testkit.Tampering;

class PictureTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "gif", "jpeg"})
    void anyBytesAreReadOrRefused(String format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(9, 7, BufferedImage.TYPE_INT_RGB), format, bytes);
        for (int seed = 0; seed < 2_500; seed++) {
            var tampered = Tampering.with(bytes.toByteArray(), RandomStream.of(seed, format, 0));
            var file = Files.write(folder.resolve("picture"), tampered);
            try {
                assertThat(Picture.read(file).levels()).hasSize(784);
            } catch (PictureException refused) {
                assertThat(refused.getMessage()).startsWith(file.toString());
            } catch (RuntimeException | Error other) {
                throw new AssertionError("seed " + seed, other);
            }
        }
    }

    @Test
    void aPictureOfTheRightSizeIsTakenAsItIs() {
        var image = new BufferedImage(28, 28, BufferedImage.TYPE_INT_RGB);
        image.setRGB(3, 2, 0x808080);
        var picture = Picture.of(image);
        assertThat(picture.inverted()).isFalse();
        assertThat(picture.levels()[2 * 28 + 3] & 0xFF).isEqualTo(0x80);
        assertThat(sum(picture)).isEqualTo(0x80);
    }

    @Test
    void aVeryWidePictureNeedsNoSquareOfItsWidth() {
        var image = new BufferedImage(60_000, 1, BufferedImage.TYPE_BYTE_GRAY);
        assertThat(sum(Picture.of(image))).isZero();
    }

    @Test
    void aLargerPictureIsAveragedOverAreas() {
        var image = new BufferedImage(56, 56, BufferedImage.TYPE_INT_RGB);
        image.setRGB(10, 20, 0xFFFFFF);
        image.setRGB(11, 20, 0xFFFFFF);
        assertThat(Picture.of(image).levels()[10 * 28 + 5] & 0xFF).isEqualTo(128);
    }

    @Test
    void aSizeThatIsNoMultipleKeepsTheMean() {
        var image = new BufferedImage(45, 45, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 45 * 45; i++) {
            boolean middle = i / 45 > 10 && i / 45 < 35 && i % 45 > 10 && i % 45 < 35;
            image.setRGB(i % 45, i / 45, middle ? 0xFFFFFF : 0);
        }
        double wanted = 24.0 * 24 / (45 * 45) * 255;
        assertThat(sum(Picture.of(image)) / 784.0).isCloseTo(wanted, org.assertj.core.api.Assertions.within(1.0));
    }

    @Test
    void aSmallPictureIsEnlargedAndAWideOneIsPaddedWithBlack() {
        var image = new BufferedImage(14, 7, BufferedImage.TYPE_INT_RGB);
        for (int x = 2; x < 12; x++) {
            image.setRGB(x, 3, 0xFFFFFF);
        }
        byte[] levels = Picture.of(image).levels();
        assertThat(levels[0]).isZero();
        assertThat(levels[27 * 28 + 14]).isZero();
        assertThat(levels[12 * 28 + 14] & 0xFF).isEqualTo(255);
        assertThat(levels[13 * 28 + 5] & 0xFF).isEqualTo(255);
    }

    @Test
    void whiteAndTransparentBackgroundsAreInverted() {
        var white = new BufferedImage(28, 28, BufferedImage.TYPE_INT_RGB);
        var clear = new BufferedImage(28, 28, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < 784; i++) {
            boolean article = i / 28 > 8 && i / 28 < 20 && i % 28 > 8 && i % 28 < 20;
            white.setRGB(i % 28, i / 28, article ? 0x202020 : 0xFFFFFF);
            clear.setRGB(i % 28, i / 28, article ? 0xFF202020 : 0);
        }
        assertThat(Picture.of(white).inverted()).isTrue();
        assertThat(Picture.of(white).levels()[0]).isZero();
        assertThat(Picture.of(white).levels()[10 * 28 + 10] & 0xFF).isEqualTo(255 - 0x20);
        assertThat(Picture.of(clear).levels()).isEqualTo(Picture.of(white).levels());
    }

    private static int sum(Picture picture) {
        int sum = 0;
        for (byte level : picture.levels()) {
            sum += level & 0xFF;
        }
        return sum;
    }
}
