package winnow.journal;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import winnow.study.CheckpointStore;
import winnow.study.Entry;
import winnow.study.JournalException;

/** A study's folder on a Hadoop file system. */
record HadoopFiles(URI uri) implements FolderFiles {
    private static final String JOURNAL = "journal";
    private static final int LARGEST = 1 << 30;

    private HadoopFolder root() throws IOException {
        return HadoopSettings.folder(uri, HadoopSettings.given());
    }

    private HadoopFolder folderOf(String name) throws IOException {
        int slash = name.lastIndexOf('/');
        return slash < 0 ? root() : root().in(name.substring(0, slash));
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    @Override
    public String place() {
        return uri.toString();
    }

    @Override
    public String place(String name) {
        return uri + "/" + name;
    }

    @Override
    public Path path() {
        throw new StudyFolderException(uri + " is not on a local disk: this command wants a local folder");
    }

    @Override
    public boolean isThere() throws IOException {
        return root().isThere();
    }

    @Override
    public boolean isFree() throws IOException {
        return root().names().isEmpty();
    }

    @Override
    public boolean exists(String name) throws IOException {
        return root().exists(name);
    }

    @Override
    public void make(List<String> folders) throws IOException {
        root().make();
        for (var folder : folders) {
            root().in(folder).make();
        }
    }

    @Override
    public Optional<byte[]> read(String name) throws IOException {
        return root().read(name, LARGEST);
    }

    @Override
    public Optional<byte[]> read(String name, int most) throws IOException {
        return root().read(name, most);
    }

    @Override
    public List<String> names(String folder) throws IOException {
        return root().in(folder).names();
    }

    @Override
    public void move(String from, String to) throws IOException {
        folderOf(to).make();
        root().rename(from, to);
    }

    @Override
    public Optional<Boolean> isRun() {
        return Optional.empty();
    }

    @Override
    public void write(String name, byte[] content) throws IOException {
        var folder = folderOf(name);
        folder.make();
        folder.writeWhole(last(name), content, "." + last(name) + "." + UUID.randomUUID() + ".new");
    }

    @Override
    public void delete(String name) throws IOException {
        root().delete(name);
    }

    @Override
    public String journal() {
        return JOURNAL;
    }

    @Override
    public FolderJournal openJournal() {
        try {
            return HadoopJournal.open(root().in(JOURNAL));
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    @Override
    public List<Entry> entries() {
        try {
            return PartsReader.read(root().in(JOURNAL)).entries();
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /** Reads all of it each time: parts are few, and which of them count is seen from the end. */
    @Override
    public JournalTail tail() {
        var read = new AtomicInteger();
        return () -> {
            var all = entries();
            int before = read.getAndSet(all.size());
            if (before > all.size()) {
                throw new JournalException("the journal " + place(JOURNAL) + " was shortened from " + before + " to "
                        + all.size() + " entries while it was followed: restore it from a backup");
            }
            return all.subList(before, all.size());
        };
    }

    private JournalException unreachable(IOException e) {
        return new JournalException("cannot read the journal " + place(JOURNAL) + ": " + HadoopFolder.message(e), e);
    }

    @Override
    public CheckpointStore checkpoints() {
        return new HadoopCheckpoints(URI.create(place("checkpoints")), HadoopSettings.given());
    }
}
