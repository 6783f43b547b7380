package winnow.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Where an export goes, a file or a folder: it is written aside and gets its name when it is whole, so that nobody sees a
 * part of it and an export that fails leaves what was there.
 *
 * @param path its name
 * @param isFolder whether it is a folder
 * @param replaces whether an older export may be replaced
 */
public record ExportPlace(Path path, boolean isFolder, boolean replaces) {
    /** Marks a folder as one that Winnow wrote, and so may replace. */
    public static final String MARK = "winnow-export.txt";

    /** Writes an export at a path that is free. */
    public interface Writer {
        void write(Path path) throws IOException;
    }

    /**
     * Writes an export.
     *
     * @return where it is
     * @throws ExportException if something is there that is not replaced, or nothing can be written
     */
    public Path fill(Writer writer) {
        requireReplaceable();
        var target = path.toAbsolutePath().normalize();
        var parent = target.getParent();
        if (parent == null) {
            throw ExportException.mistake(path + " cannot be written: it is the root of a file system");
        }
        var aside = parent.resolve("." + target.getFileName() + ".new");
        try {
            Files.createDirectories(parent);
            delete(aside);
            if (isFolder) {
                Files.createDirectory(aside);
                Files.writeString(
                        aside.resolve(MARK),
                        "Winnow wrote this folder from a study's journal, and replaces it as a whole.\n",
                        StandardCharsets.UTF_8);
            }
            writer.write(aside);
            name(aside, target);
            return path;
        } catch (IOException e) {
            throw ExportException.trouble(path + " cannot be written: " + reason(e), e);
        } finally {
            clear(aside);
        }
    }

    /** Refuses what an export would have to replace and may not. */
    public void requireReplaceable() {
        try {
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS) || isEmptyFolder()) {
                return;
            }
            if (!replaces) {
                throw ExportException.mistake(path + " is there already: --force replaces it, --out writes elsewhere");
            }
            if (isFolder && !Files.isRegularFile(path.resolve(MARK), LinkOption.NOFOLLOW_LINKS)) {
                throw ExportException.mistake(path + " is no export of Winnow (it has no " + MARK
                        + "): it is not replaced, also not with --force; --out writes elsewhere");
            }
            if (!isFolder && !Files.isRegularFile(path)) {
                throw ExportException.mistake(path + " is no file: it is not replaced; --out writes elsewhere");
            }
        } catch (IOException e) {
            throw ExportException.trouble(path + " cannot be looked at: " + reason(e), e);
        }
    }

    private boolean isEmptyFolder() throws IOException {
        if (!isFolder || !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (var content = Files.newDirectoryStream(path)) {
            return !content.iterator().hasNext();
        }
    }

    /** A folder cannot take the place of a full one at once: the older one is moved aside first. */
    private void name(Path aside, Path target) throws IOException {
        if (!isFolder) {
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        var older = target.resolveSibling("." + target.getFileName() + ".old");
        delete(older);
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(target, older, StandardCopyOption.ATOMIC_MOVE);
        }
        try {
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            if (Files.exists(older, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(older, target, StandardCopyOption.ATOMIC_MOVE);
            }
            throw failed;
        }
        delete(older);
    }

    private static void clear(Path aside) {
        try {
            delete(aside);
        } catch (IOException left) {
            // What is left aside is deleted by the next export; the failure before it is the one to be told.
            return;
        }
    }

    /** Deletes a file, or a folder with all that is in it; links are not followed. */
    private static void delete(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed) throws IOException {
                if (failed != null) {
                    throw failed;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static String reason(IOException e) {
        var message = String.valueOf(e.getMessage());
        var name = e.getClass().getSimpleName().replace("Exception", "");
        return e.getClass() == IOException.class ? message : name + ": " + message;
    }
}
