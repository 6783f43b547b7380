package winnow.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import winnow.study.CheckpointStore;
import winnow.study.Entry;

/** A study's folder on a local disk. */
record LocalFiles(Path path) implements FolderFiles {
    private static final String JOURNAL = "journal.jsonl";

    @Override
    public String place() {
        return path.toString();
    }

    @Override
    public String place(String name) {
        return path.resolve(name).toString();
    }

    @Override
    public boolean isThere() {
        return Files.isDirectory(path);
    }

    @Override
    public boolean isFree() throws IOException {
        if (!Files.isDirectory(path)) {
            return Files.notExists(path);
        }
        try (var files = Files.newDirectoryStream(path)) {
            return !files.iterator().hasNext();
        }
    }

    @Override
    public boolean exists(String name) {
        return Files.exists(path.resolve(name));
    }

    @Override
    public void make(List<String> folders) throws IOException {
        Files.createDirectories(path);
        for (var folder : folders) {
            Files.createDirectories(path.resolve(folder));
        }
    }

    @Override
    public Optional<byte[]> read(String name) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(path.resolve(name)));
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<byte[]> read(String name, int most) throws IOException {
        var file = path.resolve(name);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new MalformedEntryException("it is no plain file");
        }
        try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(in.readNBytes(most));
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        }
    }

    @Override
    public List<String> names(String folder) throws IOException {
        try (var files = Files.list(path.resolve(folder))) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        } catch (NoSuchFileException missing) {
            return List.of();
        }
    }

    @Override
    public void move(String from, String to) throws IOException {
        var target = path.resolve(to);
        Files.createDirectories(AtomicFile.folderOf(target));
        Files.move(path.resolve(from), target, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public Optional<Boolean> isRun() {
        return Optional.of(LocalJournal.isInUse(path.resolve(JOURNAL)));
    }

    @Override
    public void write(String name, byte[] content) throws IOException {
        var file = path.resolve(name);
        Files.createDirectories(AtomicFile.folderOf(file));
        AtomicFile.write(file, content);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(path.resolve(name));
    }

    @Override
    public String journal() {
        return JOURNAL;
    }

    @Override
    public FolderJournal openJournal() {
        return LocalJournal.open(path.resolve(JOURNAL));
    }

    @Override
    public List<Entry> entries() {
        return JournalReader.entries(path.resolve(JOURNAL));
    }

    @Override
    public JournalTail tail() {
        return new LocalTail(path.resolve(JOURNAL));
    }

    @Override
    public CheckpointStore checkpoints() {
        return DirectoryCheckpoints.in(path.resolve("checkpoints"));
    }
}
