package winnow.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import winnow.search.StudyEvent.StudyStarted;
import winnow.spec.StudySpecReader;
import winnow.spec.StudySpecWriter;
import winnow.study.Catalogue;
import winnow.study.Entry;
import winnow.study.JournalException;
import winnow.study.StudySpec;
import winnow.study.StudyState;

/**
 * The folder of a study on a local disk: {@code spec.yaml} (what was run), {@code journal.jsonl} (the truth),
 * {@code checkpoints/}, {@code commands/}, and what is derived: {@code report.html}, {@code winner/}.
 *
 * @param path of the folder
 */
public record StudyFolder(Path path) {

    /**
     * Makes the folder of a new study. The spec is written last, so that a folder with a spec is a study's.
     *
     * @throws StudyFolderException if something is there already, or cannot be written
     */
    public static StudyFolder create(Path path, StudySpec spec) {
        var folder = new StudyFolder(path);
        try {
            if (Files.exists(folder.spec())) {
                throw new StudyFolderException(path + " holds a study already: continue it with 'winnow resume " + path
                        + "', or choose another folder with --out");
            }
            Files.createDirectories(path);
            if (!isEmpty(path)) {
                throw new StudyFolderException(
                        path + " is not empty and holds no study: choose another folder with --out");
            }
            Files.createDirectory(folder.checkpoints());
            Files.createDirectory(folder.commands());
            folder.openJournal().close();
            AtomicFile.write(folder.spec(), StudySpecWriter.write(spec).getBytes(StandardCharsets.UTF_8));
            AtomicFile.forceFolderOf(path);
            return folder;
        } catch (IOException e) {
            throw new StudyFolderException("cannot make the study's folder " + path + ": " + e.getMessage(), e);
        }
    }

    private static boolean isEmpty(Path path) throws IOException {
        try (var files = Files.newDirectoryStream(path)) {
            return !files.iterator().hasNext();
        }
    }

    /**
     * The folder of a study that has been begun.
     *
     * @throws StudyFolderException if it is none
     */
    public static StudyFolder open(Path path) {
        var folder = new StudyFolder(path);
        if (!Files.isDirectory(path)) {
            throw new StudyFolderException("there is no study's folder " + path);
        }
        if (!Files.exists(folder.spec())) {
            throw new StudyFolderException(path + " is not a study's folder: it has no spec.yaml");
        }
        if (!Files.exists(folder.journal())) {
            throw new StudyFolderException(
                    folder.journal() + " is missing: without its journal a study cannot be taken up;"
                            + " restore it from a backup, or begin a new study");
        }
        return folder;
    }

    public Path spec() {
        return path.resolve("spec.yaml");
    }

    public Path journal() {
        return path.resolve("journal.jsonl");
    }

    public Path report() {
        return path.resolve("report.html");
    }

    public Path winner() {
        return path.resolve("winner");
    }

    public Path checkpoints() {
        return path.resolve("checkpoints");
    }

    public Path commands() {
        return path.resolve("commands");
    }

    /**
     * The spec the study was begun with.
     *
     * @throws winnow.spec.InvalidSpecException if the file was damaged
     */
    public StudySpec readSpec(Catalogue catalogue) {
        return StudySpecReader.read(spec(), catalogue, List.of());
    }

    /** SHA-256 of the spec's file, in hexadecimal. */
    public String specDigest() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(spec()));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchFileException e) {
            throw new StudyFolderException(path + " is not a study's folder: it has no spec.yaml", e);
        } catch (IOException e) {
            throw new JournalException("cannot read " + spec() + ": " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256, which every runtime must have", e);
        }
    }

    /** Opens the journal to go on writing it; see {@link LocalJournal#open}. */
    public LocalJournal openJournal() {
        return LocalJournal.open(journal());
    }

    /** Where this study's checkpoints are. */
    public DirectoryCheckpoints checkpointStore() {
        return DirectoryCheckpoints.in(checkpoints());
    }

    /**
     * The state of the study as its journal has it now, also while a coordinator is at work.
     *
     * @throws JournalException if spec or journal are damaged or do not belong together
     */
    public StudyState recover(Catalogue catalogue) {
        return replay(catalogue, JournalReader.entries(journal()));
    }

    /**
     * The state after entries that were read from this folder's journal.
     *
     * @throws JournalException if they do not belong to the spec
     */
    public StudyState replay(Catalogue catalogue, List<Entry> entries) {
        checkDigest(entries);
        var state = catalogue.begin(readSpec(catalogue));
        for (var entry : entries) {
            try {
                state = state.apply(entry);
            } catch (RuntimeException e) {
                throw new JournalException(
                        "entry " + entry.sequence() + " of " + journal() + " cannot follow the entries before it: "
                                + e.getMessage() + "; the study cannot be taken up by this version of Winnow",
                        e);
            }
        }
        return state;
    }

    private void checkDigest(List<Entry> entries) {
        if (!entries.isEmpty()
                && entries.get(0).events().get(0) instanceof StudyStarted started
                && !started.specDigest().equals(specDigest())) {
            throw new JournalException(spec()
                    + " is not what the study was begun with: put the original back; limits and"
                    + " resources of a study are changed by 'winnow resume " + path + " --set limits.trials=...'");
        }
    }
}
