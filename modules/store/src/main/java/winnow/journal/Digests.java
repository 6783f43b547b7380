package winnow.journal;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import winnow.trial.Checkpoint;

/** SHA-256, in hexadecimal, by which files are known again. */
final class Digests {
    private Digests() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256, which every runtime must have", e);
        }
    }

    static String sha256(byte[] content) {
        return HexFormat.of().formatHex(sha256().digest(content));
    }

    /**
     * Checks that a checkpoint's file is what was recorded.
     *
     * @param size of the file
     * @throws IOException if it is not
     */
    static void require(String file, byte[] content, Checkpoint checkpoint, long size) throws IOException {
        if (size != checkpoint.bytes()) {
            throw new IOException(
                    "checkpoint " + file + " is damaged: it has " + size + " bytes instead of " + checkpoint.bytes());
        }
        var digest = sha256(content);
        if (!digest.equals(checkpoint.digest())) {
            throw new IOException("checkpoint " + file + " is damaged: its SHA-256 is " + digest + " instead of "
                    + checkpoint.digest());
        }
    }
}
