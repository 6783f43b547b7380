package winnow.journal;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import winnow.search.StudyEvent.StudyStarted;
import winnow.spec.StudySpecReader;
import winnow.spec.StudySpecWriter;
import winnow.study.Catalogue;
import winnow.study.CheckpointStore;
import winnow.study.Entry;
import winnow.study.JournalException;
import winnow.study.StudySpec;
import winnow.study.StudyState;

/**
 * The folder of a study: {@code spec.yaml} (what was run), {@code journal.jsonl} (the truth), {@code checkpoints/},
 * {@code commands/}, and what is derived: {@code report.html}, {@code winner/}. On a Hadoop file system the journal is a
 * folder, {@code journal/}.
 *
 * <p>Methods that give a {@link Path} are for folders on a local disk alone; see {@link #path}.
 */
public final class StudyFolder {
    private static final String SPEC = "spec.yaml";
    private static final String REPORT = "report.html";
    private static final String WINNER = "winner";

    /** A letter alone is a drive of Windows. */
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):/.*");

    private final FolderFiles files;

    private StudyFolder(FolderFiles files) {
        this.files = files;
    }

    /** A folder on a local disk, which may be there or not. */
    public StudyFolder(Path path) {
        this(new LocalFiles(path));
    }

    /**
     * The folder that a person means: a local path, or the URI of a folder of a Hadoop file system, for example
     * {@code hdfs://namenode/studies/x}. A URI with the scheme {@code file} is a local path. Nothing is opened yet.
     *
     * @throws StudyFolderException if it looks like a URI and is none, or no local file can have that name
     */
    public static StudyFolder at(String place) {
        var match = SCHEME.matcher(place);
        try {
            if (!match.matches()) {
                return new StudyFolder(Path.of(place));
            }
            var uri = new URI(place.replaceFirst("(?<=[^/:])/+$", ""));
            if (!match.group(1).equalsIgnoreCase("file")) {
                return new StudyFolder(new HadoopFiles(uri));
            }
            return new StudyFolder(Path.of(uri));
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new StudyFolderException(place + " is no folder: " + e.getMessage(), e);
        }
    }

    /** Something that is asked of the folder's file system. */
    private interface Question<T> {
        T ask() throws IOException;
    }

    private <T> T asked(Question<T> question) {
        try {
            return question.ask();
        } catch (IOException e) {
            throw new StudyFolderException("cannot read the study's folder " + this + ": " + firstLine(e), e);
        }
    }

    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /** Makes the folder of a new study on a local disk; see {@link #create(StudySpec)}. */
    public static StudyFolder create(Path path, StudySpec spec) {
        return new StudyFolder(path).create(spec);
    }

    /**
     * Makes the folder for a new study. The spec is written last, so that a folder with a spec is a study's.
     *
     * @return this
     * @throws StudyFolderException if something is there already, or cannot be written
     */
    public StudyFolder create(StudySpec spec) {
        try {
            if (files.exists(SPEC)) {
                throw new StudyFolderException(this + " holds a study already: continue it with 'winnow resume " + this
                        + "', or choose another folder with --out");
            }
            files.make(List.of());
            if (!files.isFree()) {
                throw new StudyFolderException(
                        this + " is not empty and holds no study: choose another folder with --out");
            }
            files.make(List.of("checkpoints", "commands"));
            files.openJournal().close();
            files.write(SPEC, StudySpecWriter.write(spec).getBytes(StandardCharsets.UTF_8));
            return this;
        } catch (IOException e) {
            throw new StudyFolderException("cannot make the study's folder " + this + ": " + firstLine(e), e);
        }
    }

    /** The folder of a study that has been begun, on a local disk; see {@link #opened}. */
    public static StudyFolder open(Path path) {
        return new StudyFolder(path).opened();
    }

    /**
     * Checks that this is the folder of a study that has been begun.
     *
     * @return this
     * @throws StudyFolderException if it is none
     */
    public StudyFolder opened() {
        if (!isThere()) {
            throw new StudyFolderException("there is no study's folder " + this);
        }
        if (!holdsStudy()) {
            throw new StudyFolderException(this + " is not a study's folder: it has no spec.yaml");
        }
        if (!asked(() -> files.exists(files.journal()))) {
            throw new StudyFolderException(
                    files.place(files.journal()) + " is missing: without its journal a study cannot be taken up;"
                            + " restore it from a backup, or begin a new study");
        }
        return this;
    }

    /** Whether there is a folder. */
    public boolean isThere() {
        return asked(files::isThere);
    }

    /** Whether there is a spec. */
    public boolean holdsStudy() {
        return asked(() -> files.exists(SPEC));
    }

    /** Whether nothing is there, or an empty folder. */
    public boolean isFree() {
        return asked(files::isFree);
    }

    /** Where it is, as the command line takes it. */
    @Override
    public String toString() {
        return files.place();
    }

    /** Where a file of it is, for a person. */
    public String place(String name) {
        return files.place(name);
    }

    /**
     * Where it is on the local disk.
     *
     * @throws StudyFolderException if it is not there; the message says that a local folder is wanted
     */
    public Path path() {
        return files.path();
    }

    /** Whether it is on a local disk. */
    public boolean isLocal() {
        return files instanceof LocalFiles;
    }

    public Path spec() {
        return path().resolve(SPEC);
    }

    public Path journal() {
        return path().resolve(files.journal());
    }

    public Path report() {
        return path().resolve(REPORT);
    }

    public Path winner() {
        return path().resolve(WINNER);
    }

    public Path checkpoints() {
        return path().resolve("checkpoints");
    }

    public Path commands() {
        return path().resolve("commands");
    }

    /** Where the spec is, for a person. */
    public String specPlace() {
        return place(SPEC);
    }

    /** Where the journal is, for a person. */
    public String journalPlace() {
        return place(files.journal());
    }

    /** Where the report is, for a person. */
    public String reportPlace() {
        return place(REPORT);
    }

    /** Where the winner is, for a person. */
    public String winnerPlace() {
        return place(WINNER);
    }

    /** The content of a file of it; empty if there is none. A name may lead into a folder. */
    public Optional<byte[]> read(String name) throws IOException {
        return files.read(name);
    }

    /** Writes a file of it, whole or not at all, in place of an older one. */
    public void write(String name, byte[] content) throws IOException {
        files.write(name, content);
    }

    /** Deletes a file of it; does nothing if there is none. */
    public void delete(String name) throws IOException {
        files.delete(name);
    }

    /** Writes the report in place of an older one. */
    public void writeReport(String html) throws IOException {
        write(REPORT, html.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The spec the study was begun with.
     *
     * @throws winnow.spec.InvalidSpecException if the file was damaged
     */
    public StudySpec readSpec(Catalogue catalogue) {
        return StudySpecReader.read(specPlace(), specContent(), catalogue, List.of());
    }

    /** The spec as it was written. */
    public String specText() {
        return new String(specContent(), StandardCharsets.UTF_8);
    }

    /** The spec's file, or as much of it as shows the reader that it is too long. */
    private byte[] specContent() {
        try {
            return asked(() -> files.read(SPEC, StudySpecReader.LARGEST + 1))
                    .orElseThrow(
                            () -> new StudyFolderException(this + " is not a study's folder: it has no spec.yaml"));
        } catch (MalformedEntryException e) {
            throw new StudyFolderException("cannot read " + specPlace() + ": " + e.getMessage(), e);
        }
    }

    /** SHA-256 of the spec's file, in hexadecimal. */
    public String specDigest() {
        return Digests.sha256(specContent());
    }

    /** Opens the journal to go on writing it; see {@link LocalJournal#open} and {@link HadoopJournal}. */
    public FolderJournal openJournal() {
        return files.openJournal();
    }

    /**
     * The whole entries of the journal, also while a coordinator is at work.
     *
     * @throws JournalException if it is damaged
     */
    public List<Entry> entries() {
        return files.entries();
    }

    /** Follows the journal from its first entry, also while a coordinator is at work. */
    public JournalTail tail() {
        return files.tail();
    }

    /** Whether the report was written. */
    public boolean hasReport() {
        return asked(() -> files.exists(REPORT));
    }

    /** The report as it was written; empty if there is none. */
    public Optional<byte[]> readReport() throws IOException {
        return read(REPORT);
    }

    /** Where persons leave what they ask of the study while it runs. */
    public FolderCommands commandBox() {
        return new FolderCommands(files);
    }

    /** Whether a coordinator has the study; empty if that cannot be seen, as on a Hadoop file system. */
    public Optional<Boolean> isRun() {
        return files.isRun();
    }

    /** Where this study's checkpoints are. */
    public CheckpointStore checkpointStore() {
        return files.checkpoints();
    }

    /**
     * The state of the study as its journal has it now, also while a coordinator is at work.
     *
     * @throws JournalException if spec or journal are damaged or do not belong together
     */
    public StudyState recover(Catalogue catalogue) {
        return replay(catalogue, entries());
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
                        "entry " + entry.sequence() + " of " + journalPlace()
                                + " cannot follow the entries before it: " + e.getMessage()
                                + "; the study cannot be taken up by this version of Winnow",
                        e);
            }
        }
        return state;
    }

    private void checkDigest(List<Entry> entries) {
        if (!entries.isEmpty()
                && entries.get(0).events().get(0) instanceof StudyStarted started
                && !started.specDigest().equals(specDigest())) {
            throw new JournalException(specPlace()
                    + " is not what the study was begun with: put the original back; limits and"
                    + " resources of a study are changed by 'winnow resume " + this + " --set limits.trials=...'");
        }
    }
}
