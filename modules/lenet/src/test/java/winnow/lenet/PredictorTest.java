package winnow.lenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winnow.space.Value;
import winnow.study.StopSignal;
import winnow.study.TrialStart;

@Tag("slow")
class PredictorTest {
    private static byte[] winner;

    @TempDir
    Path folder;

    @BeforeAll
    static void train() throws Exception {
        var configuration =
                LeNetHyperparametersTest.configuration("batch_size", Value.of(16), "learning_rate", Value.of(0.02));
        var start = new TrialStart(0, configuration, 1, 0, 3, Optional.empty(), List.of());
        try (var training = new LeNetObjective("fashion-mnist-sample", "", "", 4_000, new double[0]).begin(start)) {
            for (int epoch = 1; epoch <= 3; epoch++) {
                training.epoch(epoch, StopSignal.NEVER);
            }
            winner = LeNetTrainingTest.bytes(training);
        }
    }

    @Test
    void mostImagesOfAnIdxFileAreNamedRightly() throws IOException {
        var test = LeNetTest.images().test();
        int count = 450;
        var file = ByteBuffer.allocate(16 + count * 784);
        file.putInt(0x0803).putInt(count).putInt(28).putInt(28);
        for (int i = 0; i < count * 784; i++) {
            file.put((byte) test.pixel(i / 784, i % 784));
        }
        var path = Files.write(folder.resolve("images.idx"), file.array());
        try (var predictor = load()) {
            var predictions = predictor.file(path);
            assertThat(predictions).hasSize(count);
            int right = 0;
            for (int i = 0; i < count; i++) {
                var prediction = predictions.get(i);
                assertThat(prediction.ranked()).hasSize(10);
                assertThat(prediction.ranked().stream()
                                .mapToDouble(Prediction.Likelihood::probability)
                                .sum())
                        .isCloseTo(1, within(1e-6));
                right += predictor.classes().indexOf(prediction.name()) == test.label(i) ? 1 : 0;
            }
            assertThat((double) right / count).isGreaterThan(0.65);
        }
    }

    @Test
    void aPictureIsNamedLikeTheImageItWasMadeOf() throws IOException {
        var test = LeNetTest.images().test();
        try (var predictor = load()) {
            for (int image : new int[] {1, 8, 9}) {
                var drawn = write("picture" + image, enlarged(test, image, false));
                var photograph = write("photograph" + image, enlarged(test, image, true));
                assertThat(predictor.picture(drawn).inverted()).isFalse();
                assertThat(predictor.picture(photograph).inverted()).isTrue();
                assertThat(predictor.picture(drawn).name())
                        .isEqualTo(predictor.picture(photograph).name())
                        .isEqualTo(predictor.classes().get(test.label(image)));
                assertThat(predictor.file(drawn)).hasSize(1);
            }
        }
    }

    @Test
    void whatIsNoModelOrNoPictureIsRefusedWithAMessage() throws IOException {
        var none = folder.resolve("none");
        assertThatThrownBy(() -> Predictor.load(none)).hasMessage("there is no file " + none);
        var text = Files.writeString(folder.resolve("text"), "not a model");
        assertThatThrownBy(() -> Predictor.load(text))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith(text + " is no saved LeNet-5 of Winnow, or damaged: ");
        try (var predictor = load()) {
            assertThatThrownBy(() -> predictor.picture(text))
                    .isInstanceOf(PictureException.class)
                    .hasMessage(text + " is no picture that can be read: a PNG file would be right");
            assertThatThrownBy(() -> predictor.file(text)).hasMessageContaining(" is no IDX file of images");
            assertThatThrownBy(() -> predictor.picture(none)).hasMessage("there is no file " + none);
            byte[] png = Files.readAllBytes(write("whole", new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB)));
            var cut = Files.write(folder.resolve("cut.png"), java.util.Arrays.copyOf(png, png.length - 30));
            assertThatThrownBy(() -> predictor.picture(cut))
                    .isInstanceOf(PictureException.class)
                    .hasMessageStartingWith(cut + " cannot be read as a picture");
        }
    }

    private Predictor load() throws IOException {
        return Predictor.load(Files.write(folder.resolve("winner.zip"), winner));
    }

    /** Three times as large; as a photograph: dark on white, in colour, with a transparent edge. */
    private static BufferedImage enlarged(winnow.data.LabelledImages images, int image, boolean photograph) {
        var picture =
                new BufferedImage(84, 84, photograph ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < 84; y++) {
            for (int x = 0; x < 84; x++) {
                int level = images.pixel(image, y / 3 * 28 + x / 3);
                int shown = photograph ? 255 - level : level;
                boolean clear = photograph && level == 0;
                picture.setRGB(x, y, (clear ? 0 : 0xFF000000) | shown << 16 | shown << 8 | shown);
            }
        }
        return picture;
    }

    private Path write(String name, BufferedImage picture) throws IOException {
        var file = folder.resolve(name + ".png");
        ImageIO.write(picture, "png", file.toFile());
        return file;
    }
}
