package winnow.data;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * Fetches Fashion-MNIST: downloads the four official files, and where that fails takes them out of Debian's package.
 *
 * <p>What is kept has been checked by size and SHA-256, so neither the way nor the server need be trusted. Files are
 * written aside and then renamed: a file with its right name is whole. A second call keeps what is right and fetches the
 * rest.
 *
 * <p>The official address is the one that the data set's project page gives. It could not be reached from where this was
 * written: the download is tested against a server on the same machine only.
 *
 * @param base where the files are, ends with a slash
 * @param parts the files
 * @param patience longest silence of the server
 * @param runner runs apt-get and dpkg-deb
 */
public record DataFetch(URI base, List<FashionMnist.Part> parts, Duration patience, CommandRunner runner) {

    /** Where the project page says that the files are. It speaks HTTP only; the digests are what protects. */
    public static final URI OFFICIAL = URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/");

    public DataFetch {
        parts = List.copyOf(parts);
        if (!base.toString().endsWith("/")) {
            throw new IllegalArgumentException("the address is " + base + ": it must end with a slash");
        }
    }

    /** Fetches from the official address. */
    public static DataFetch official() {
        return from(OFFICIAL);
    }

    /** Fetches from another address that has the same files, {@code http} or {@code https}. */
    public static DataFetch from(URI base) {
        return new DataFetch(base, FashionMnist.PARTS, Duration.ofSeconds(30), CommandRunner.real());
    }

    /**
     * Fetches what is not yet in a folder.
     *
     * @param folder made if it does not exist
     * @param log gets a line for each thing done, for a person
     * @throws DataFetchException if a file can be had neither way
     */
    public void into(Path folder, Consumer<String> log) throws InterruptedException {
        try {
            Files.createDirectories(folder);
        } catch (IOException impossible) {
            throw new DataFetchException("the folder " + folder + " cannot be made: " + impossible, impossible);
        }
        try {
            download(folder, log);
        } catch (DataFetchException failed) {
            log.accept(failed.getMessage());
            log.accept("taking Debian's package " + DebianPackage.NAME + " instead");
            try {
                new DebianPackage(runner, parts).into(folder, log);
            } catch (DataFetchException alsoFailed) {
                alsoFailed.addSuppressed(failed);
                throw new DataFetchException(failed.getMessage() + "; and " + alsoFailed.getMessage(), alsoFailed);
            }
        }
    }

    private void download(Path folder, Consumer<String> log) throws InterruptedException {
        var download = new Download(patience);
        for (var part : parts) {
            var target = folder.resolve(part.packedName());
            if (isRight(target, part)) {
                log.accept("kept " + target);
                continue;
            }
            var address = base.resolve(part.packedName());
            var aside = folder.resolve(part.packedName() + ".part");
            try {
                download.to(aside, address, part);
                Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                log.accept("downloaded " + target);
            } catch (IOException failed) {
                throw new DataFetchException(address + " could not be stored as " + target + ": " + failed, failed);
            } finally {
                deleteQuietly(aside);
            }
        }
    }

    /** Whether a packed file is there and has the right content, however packed. */
    static boolean isRight(Path packed, FashionMnist.Part part) {
        if (!Files.isRegularFile(packed)) {
            return false;
        }
        try (var in = new GZIPInputStream(Files.newInputStream(packed), 1 << 16)) {
            return Digests.of(in).equals(part.contentDigest());
        } catch (IOException damaged) {
            return false;
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException left) {
            // A part that stays behind is overwritten by the next fetch and read by nobody.
            return;
        }
    }
}
