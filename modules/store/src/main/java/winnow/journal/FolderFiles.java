package winnow.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import winnow.study.CheckpointStore;
import winnow.study.Entry;

/** The files of a study's folder, wherever that is. A name may lead into a folder: {@code winner/model.zip}. */
sealed interface FolderFiles permits LocalFiles, HadoopFiles {

    /** Where it is, as the command line takes it. */
    String place();

    /** Where a file of it is, for a person. */
    String place(String name);

    /** @throws StudyFolderException if it is not on a local disk */
    Path path();

    boolean isThere() throws IOException;

    /** Whether nothing is there, or an empty folder. */
    boolean isFree() throws IOException;

    boolean exists(String name) throws IOException;

    /** Makes the folder, with folders in it. */
    void make(List<String> folders) throws IOException;

    /** The content of a file; empty if there is none. */
    Optional<byte[]> read(String name) throws IOException;

    /**
     * The beginning of a plain file; empty if there is none.
     *
     * @param most bytes that are read
     * @throws MalformedEntryException if it is something else than a file, for example a link
     */
    Optional<byte[]> read(String name, int most) throws IOException;

    /** What is in a folder; nothing if it is not there. */
    List<String> names(String folder) throws IOException;

    /** Gives a file another name, in a folder that need not be there, in place of an older one. */
    void move(String from, String to) throws IOException;

    /** Whether a coordinator has the study; empty if that cannot be seen from here. */
    Optional<Boolean> isRun();

    /** Writes a file, whole or not at all, in place of an older one. */
    void write(String name, byte[] content) throws IOException;

    /** Deletes a file; does nothing if there is none. */
    void delete(String name) throws IOException;

    /** The journal's file or folder. */
    String journal();

    FolderJournal openJournal();

    /** The whole entries of the journal, also while somebody writes it. */
    List<Entry> entries();

    /** Follows the journal from its first entry. */
    JournalTail tail();

    CheckpointStore checkpoints();
}
