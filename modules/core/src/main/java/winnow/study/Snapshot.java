package winnow.study;

import java.io.IOException;
import java.io.OutputStream;

/** The state of a training after an epoch, ready to be written while the training goes on. */
@FunctionalInterface
public interface Snapshot {

    /** Nothing to save: a trial that is taken up again trains its epochs anew, and measures the same. */
    Snapshot NONE = out -> {};

    void writeTo(OutputStream out) throws IOException;
}
