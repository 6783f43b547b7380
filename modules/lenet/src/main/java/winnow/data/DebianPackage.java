package winnow.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Takes Fashion-MNIST out of Debian's package, without root: {@code apt-get download} and {@code dpkg-deb -x} in a
 * temporary folder. Debian packs the same content a little differently, so the unpacked content is checked.
 */
final class DebianPackage {
    static final String NAME = "dataset-fashion-mnist";

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final CommandRunner runner;
    private final List<FashionMnist.Part> parts;

    DebianPackage(CommandRunner runner, List<FashionMnist.Part> parts) {
        this.runner = runner;
        this.parts = parts;
    }

    void into(Path folder, Consumer<String> log) throws InterruptedException {
        try {
            var work = Files.createTempDirectory("winnow-package");
            try {
                run(work, List.of("apt-get", "download", NAME));
                run(work, List.of("dpkg-deb", "-x", downloaded(work).toString(), "content"));
                var content = work.resolve("content").resolve(Path.of("/").relativize(DataFolders.DEBIAN));
                for (var part : parts) {
                    keep(content.resolve(part.packedName()), folder.resolve(part.packedName()), part);
                    log.accept("unpacked " + folder.resolve(part.packedName()));
                }
            } finally {
                delete(work);
            }
        } catch (IOException failed) {
            throw new DataFetchException(
                    "Debian's package " + NAME + " could not be used: " + failed.getMessage(), failed);
        }
    }

    private void run(Path work, List<String> command) throws IOException, InterruptedException {
        var ending = runner.run(command, work, LONGEST);
        if (ending.code() != 0) {
            throw new IOException("`" + String.join(" ", command) + "` ended with code " + ending.code() + ": "
                    + ending.output().strip());
        }
    }

    private static Path downloaded(Path work) throws IOException {
        try (var files = Files.newDirectoryStream(work, NAME + "*.deb")) {
            for (var file : files) {
                return file;
            }
        }
        throw new IOException("apt-get downloaded no " + NAME + "*.deb");
    }

    private static void keep(Path unpacked, Path target, FashionMnist.Part part) throws IOException {
        if (!DataFetch.isRight(unpacked, part)) {
            throw new IOException("its " + part.packedName() + " is missing or has another content than the SHA-256 "
                    + part.contentDigest());
        }
        var aside = target.resolveSibling(target.getFileName() + ".part");
        Files.copy(unpacked, aside, StandardCopyOption.REPLACE_EXISTING);
        Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void delete(Path folder) throws IOException {
        try (var tree = Files.walk(folder)) {
            for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
