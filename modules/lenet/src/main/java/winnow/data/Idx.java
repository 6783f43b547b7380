package winnow.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads IDX files, the format of MNIST: a big-endian header (magic number, then one length a dimension) and unsigned
 * bytes in row-major order, plain or compressed by gzip.
 *
 * <p>Nothing in a file is believed before it is checked: the header's lengths are bounded before anything is allocated,
 * memory grows only as far as the file really goes, and a file that ends early or goes on too long is refused. Every
 * fault is an {@link IdxException} whose message names the file and says what would be right.
 */
public final class Idx {

    /** Images of both sides this long are what LeNet-5 reads. */
    public static final int SIDE = 28;

    /** Bytes of one image. */
    public static final int PIXELS = SIDE * SIDE;

    /** Largest content accepted, in bytes: 342,000 images, six times Fashion-MNIST. */
    static final int MOST_BYTES = 1 << 28;

    private static final int IMAGES_MAGIC = 0x0803;
    private static final int LABELS_MAGIC = 0x0801;

    private Idx() {}

    /**
     * The pixels of a file of images, {@code n x 28 x 28}, row-major, 0 to 255 as unsigned bytes.
     *
     * @throws IdxException if the file is missing, damaged or holds something else
     */
    public static byte[] images(Path file) {
        return opened(file, in -> images(file.toString(), in));
    }

    /**
     * The labels of a file of labels, one byte each.
     *
     * @param classes labels are 0 to {@code classes - 1}
     * @throws IdxException if the file is missing, damaged or holds something else
     */
    public static byte[] labels(Path file, int classes) {
        return opened(file, in -> labels(file.toString(), classes, in));
    }

    /** As {@link #images(Path)}, from a stream that has a name. */
    static byte[] images(String name, InputStream in) {
        return guarded(name, () -> {
            var plain = unpacked(in);
            int count = header(name, plain, IMAGES_MAGIC, "images", "unsigned bytes in 3 dimensions", 16);
            int rows = word(name, plain, 16);
            int columns = word(name, plain, 16);
            if (rows != SIDE || columns != SIDE) {
                throw new IdxException(name + " holds images of " + unsigned(rows) + " x " + unsigned(columns)
                        + " pixels: 28 x 28 would be right");
            }
            return body(name, plain, count, PIXELS, "images");
        });
    }

    /** As {@link #labels(Path, int)}, from a stream that has a name. */
    static byte[] labels(String name, int classes, InputStream in) {
        return guarded(name, () -> {
            var plain = unpacked(in);
            int count = header(name, plain, LABELS_MAGIC, "labels", "unsigned bytes in 1 dimension", 8);
            byte[] labels = body(name, plain, count, 1, "labels");
            for (int i = 0; i < labels.length; i++) {
                if ((labels[i] & 0xFF) >= classes) {
                    throw new IdxException(name + ": label " + i + " is " + (labels[i] & 0xFF) + ": 0 to "
                            + (classes - 1) + " would be right");
                }
            }
            return labels;
        });
    }

    private static int header(String name, InputStream in, int magic, String what, String form, int length)
            throws IOException {
        int found = word(name, in, length);
        if (found != magic) {
            throw new IdxException(String.format(
                    "%s is no IDX file of %s: it begins with 0x%08x, and 0x%08x (%s) would be right",
                    name, what, found, magic, form));
        }
        int count = word(name, in, length);
        int each = magic == IMAGES_MAGIC ? PIXELS : 1;
        if (count < 1 || count > MOST_BYTES / each) {
            throw new IdxException(name + " says that it holds " + unsigned(count) + " " + what + ": 1 to "
                    + MOST_BYTES / each + " would be right");
        }
        return count;
    }

    private static byte[] body(String name, InputStream in, int count, int each, String what) throws IOException {
        int wanted = count * each;
        byte[] content = in.readNBytes(wanted);
        if (content.length < wanted) {
            throw new IdxException(name + " is cut off: it ends after " + content.length + " of the " + wanted
                    + " bytes of its " + count + " " + what);
        }
        if (in.read() >= 0) {
            throw new IdxException(name + " goes on after the " + wanted + " bytes of its " + count + " " + what
                    + ": it should end there");
        }
        return content;
    }

    private static int word(String name, InputStream in, int headerLength) throws IOException {
        byte[] four = in.readNBytes(4);
        if (four.length < 4) {
            throw new IdxException(name + " is cut off: it ends inside its header of " + headerLength + " bytes");
        }
        return (four[0] & 0xFF) << 24 | (four[1] & 0xFF) << 16 | (four[2] & 0xFF) << 8 | (four[3] & 0xFF);
    }

    private static long unsigned(int word) {
        return Integer.toUnsignedLong(word);
    }

    private static InputStream unpacked(InputStream in) throws IOException {
        var buffered = new BufferedInputStream(in, 1 << 16);
        buffered.mark(2);
        boolean packed = buffered.read() == 0x1F && buffered.read() == 0x8B;
        buffered.reset();
        return packed ? new GZIPInputStream(buffered, 1 << 16) : buffered;
    }

    /** Something that reads from a stream. */
    private interface Reading {
        byte[] from(InputStream in);
    }

    private static byte[] opened(Path file, Reading reading) {
        try (var in = Files.newInputStream(file)) {
            return reading.from(in);
        } catch (NoSuchFileException missing) {
            throw new IdxException("there is no file " + file, missing);
        } catch (IOException unreadable) {
            throw new IdxException(file + " cannot be read: " + unreadable, unreadable);
        }
    }

    /** Something that may fail as streams fail. */
    private interface Work {
        byte[] run() throws IOException;
    }

    private static byte[] guarded(String name, Work work) {
        try {
            return work.run();
        } catch (EOFException cut) {
            throw new IdxException(name + " is cut off: its gzip stream has no end", cut);
        } catch (ZipException damaged) {
            throw new IdxException(
                    name + " is damaged: its gzip stream cannot be unpacked (" + damaged.getMessage() + ")", damaged);
        } catch (IOException unreadable) {
            throw new IdxException(name + " cannot be read: " + unreadable, unreadable);
        }
    }
}
