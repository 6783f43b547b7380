package winnow.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import org.jspecify.annotations.Nullable;

/**
 * A disk that fails when told to, after half of what was to be written, and that counts. It forces nothing, which no
 * test without a loss of power can tell, and is fast.
 */
final class FailingDisk {
    private @Nullable String writeFailure;
    private @Nullable String forceFailure;
    private int writes;
    private int forces;

    LocalJournal.Tail on(RandomAccessFile file) {
        return new LocalJournal.Tail() {
            @Override
            public void cut(long length) throws IOException {
                file.setLength(length);
                file.seek(length);
            }

            @Override
            public void append(byte[] bytes) throws IOException {
                writes++;
                if (writeFailure != null) {
                    file.write(bytes, 0, bytes.length / 2);
                    throw new IOException(writeFailure);
                }
                file.write(bytes);
            }

            @Override
            public void force() throws IOException {
                forces++;
                if (forceFailure != null) {
                    throw new IOException(forceFailure);
                }
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }

    void failWrites(String message) {
        writeFailure = message;
    }

    void failForces(String message) {
        forceFailure = message;
    }

    void heal() {
        writeFailure = null;
        forceFailure = null;
    }

    int writes() {
        return writes;
    }

    int forces() {
        return forces;
    }
}
