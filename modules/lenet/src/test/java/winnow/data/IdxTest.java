package winnow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winnow.random.RandomStream;
import winnow.testkit.Tampering;

class IdxTest {

    @TempDir
    Path folder;

    @Test
    void readsPlainAndPackedImages() throws IOException {
        byte[] pixels = new byte[2 * Idx.PIXELS];
        pixels[Idx.PIXELS] = (byte) 200;
        byte[] file = images(2, 28, 28, pixels);
        assertThat(Idx.images(write(file))).isEqualTo(pixels);
        assertThat(Idx.images(write(packed(file)))).isEqualTo(pixels);
    }

    @Test
    void readsPlainAndPackedLabels() throws IOException {
        byte[] file = labels(3, (byte) 0, (byte) 9, (byte) 4);
        assertThat(Idx.labels(write(file), 10)).containsExactly(0, 9, 4);
        assertThat(Idx.labels(write(packed(file)), 10)).containsExactly(0, 9, 4);
    }

    @Test
    void saysThatAFileIsMissing() {
        assertRefused(() -> Idx.images(folder.resolve("none")), "there is no file " + folder.resolve("none"));
    }

    @Test
    void saysWhatTheMagicNumberShouldBe() throws IOException {
        var file = write(labels(1, (byte) 1));
        assertRefused(
                () -> Idx.images(file),
                file + " is no IDX file of images: it begins with 0x00000801, and 0x00000803 (unsigned bytes in 3"
                        + " dimensions) would be right");
        var other = write(images(1, 28, 28, new byte[784]));
        assertRefused(
                () -> Idx.labels(other, 10),
                other + " is no IDX file of labels: it begins with 0x00000803, and 0x00000801 (unsigned bytes in 1"
                        + " dimension) would be right");
    }

    @Test
    void saysThatAHeaderIsCutOff() throws IOException {
        var file = write(Arrays.copyOf(images(1, 28, 28, new byte[784]), 10));
        assertRefused(() -> Idx.images(file), file + " is cut off: it ends inside its header of 16 bytes");
        var empty = write(new byte[0]);
        assertRefused(() -> Idx.labels(empty, 10), empty + " is cut off: it ends inside its header of 8 bytes");
    }

    @Test
    void refusesACountBeforeAllocatingForIt() throws IOException {
        var file = write(images(-1, 28, 28, new byte[0]));
        assertRefused(
                () -> Idx.images(file), file + " says that it holds 4294967295 images: 1 to 342392 would be right");
        var none = write(labels(0));
        assertRefused(() -> Idx.labels(none, 10), none + " says that it holds 0 labels: 1 to 268435456 would be right");
    }

    @Test
    void refusesOtherSizesOfImages() throws IOException {
        var file = write(images(1, 32, 28, new byte[32 * 28]));
        assertRefused(() -> Idx.images(file), file + " holds images of 32 x 28 pixels: 28 x 28 would be right");
    }

    @Test
    void saysThatTheContentIsCutOff() throws IOException {
        var file = write(images(2, 28, 28, new byte[1000]));
        assertRefused(
                () -> Idx.images(file), file + " is cut off: it ends after 1000 of the 1568 bytes of its 2 images");
    }

    @Test
    void refusesBytesAfterTheEnd() throws IOException {
        var file = write(labels(1, (byte) 1, (byte) 2));
        assertRefused(
                () -> Idx.labels(file, 10), file + " goes on after the 1 bytes of its 1 labels: it should end there");
    }

    @Test
    void refusesAPackedFileThatUnpacksToMoreThanItSays() throws IOException {
        var bomb = write(packed(labels(1, new byte[50_000_000])));
        assertThat(Files.size(bomb)).isLessThan(100_000);
        assertRefused(
                () -> Idx.labels(bomb, 10), bomb + " goes on after the 1 bytes of its 1 labels: it should end there");
    }

    @Test
    void refusesLabelsOfNoClass() throws IOException {
        var file = write(labels(2, (byte) 1, (byte) 10));
        assertRefused(() -> Idx.labels(file, 10), file + ": label 1 is 10: 0 to 9 would be right");
        var negative = write(labels(1, (byte) -1));
        assertRefused(() -> Idx.labels(negative, 10), negative + ": label 0 is 255: 0 to 9 would be right");
    }

    @Test
    void saysThatAGzipStreamIsCutOffOrDamaged() throws IOException {
        byte[] whole = packed(images(1, 28, 28, new byte[784]));
        var cut = write(Arrays.copyOf(whole, whole.length / 2));
        assertRefused(() -> Idx.images(cut), cut + " is cut off: its gzip stream has no end");
        byte[] changed = whole.clone();
        changed[changed.length - 6] ^= 1;
        var damaged = write(changed);
        assertThatThrownBy(() -> Idx.images(damaged))
                .isInstanceOf(IdxException.class)
                .hasMessageStartingWith(damaged + " is damaged: its gzip stream cannot be unpacked (");
    }

    @Test
    void saysThatImagesAndLabelsAreNotAsMany() {
        assertRefused(
                () -> LabelledImages.of("training images of x", new byte[2 * 784], new byte[3]),
                "training images of x: there are 2 images and 3 labels: a label for each image would be right");
    }

    @Test
    void anyBytesAreEitherReadOrRefusedWithAMessage() throws IOException {
        byte[] right = images(2, 28, 28, new byte[1568]);
        byte[] label = labels(3, (byte) 0, (byte) 9, (byte) 4);
        var valid = List.of(right, packed(right), label, packed(label));
        for (int seed = 0; seed < 20_000; seed++) {
            var random = RandomStream.of(seed, "idx", 0);
            byte[] whole = valid.get(seed % 4);
            // The header and the start of a gzip stream are what can be crafted: half the changes are there.
            int head = Math.min(whole.length, random.nextBoolean() ? 40 : whole.length);
            byte[] changed = Tampering.with(Arrays.copyOf(whole, head), random);
            byte[] tampered = Arrays.copyOf(changed, changed.length + whole.length - head);
            System.arraycopy(whole, head, tampered, changed.length, whole.length - head);
            var in = new java.io.ByteArrayInputStream(tampered);
            try {
                byte[] read = seed % 4 < 2 ? Idx.images("x", in) : Idx.labels("x", 10, in);
                assertThat(read.length).isLessThanOrEqualTo(2 * tampered.length + 1568);
            } catch (IdxException refused) {
                assertThat(refused.getMessage()).startsWith("x");
            } catch (RuntimeException | Error other) {
                throw new AssertionError("seed " + seed, other);
            }
        }
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IdxException.class).hasMessage(message);
    }

    private Path write(byte[] content) throws IOException {
        return Files.write(Files.createTempFile(folder, "file", ""), content);
    }

    static byte[] images(int count, int rows, int columns, byte[] pixels) {
        return ByteBuffer.allocate(16 + pixels.length)
                .putInt(0x0803)
                .putInt(count)
                .putInt(rows)
                .putInt(columns)
                .put(pixels)
                .array();
    }

    static byte[] labels(int count, byte... labels) {
        return ByteBuffer.allocate(8 + labels.length)
                .putInt(0x0801)
                .putInt(count)
                .put(labels)
                .array();
    }

    static byte[] packed(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }
}
