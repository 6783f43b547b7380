package winnow.study;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import winnow.trial.Checkpoint;

/** Where checkpoints are kept. Used by the driver and, serialised, by every Spark executor. */
public interface CheckpointStore extends Serializable {

    /** Writes a checkpoint aside and then gives it its name, so that a checkpoint with a name is whole. */
    Checkpoint write(int trial, int epoch, int attempt, Snapshot snapshot) throws IOException;

    /**
     * The content of a checkpoint.
     *
     * @throws IOException if it is missing, or its digest is not the recorded one
     */
    byte[] read(Checkpoint checkpoint) throws IOException;

    /** Deletes a checkpoint; does nothing if there is none. */
    void delete(Checkpoint checkpoint) throws IOException;

    /** The names ({@link Checkpoint#name}) of all checkpoints, in any order. */
    List<String> names() throws IOException;

    /** Deletes by name; does nothing if there is none. */
    void delete(String name) throws IOException;
}
