package winnow.trial;

/**
 * The name of a trial's saved state. Its content is the objective's and is never changed once written.
 *
 * @param trial whose state
 * @param epoch epochs trained when it was saved, at least 1
 * @param attempt the attempt that saved it
 * @param digest SHA-256 of the content, in hexadecimal
 * @param bytes size of the content
 * @param madeBy what trained it, and why that, for provenance; empty: nothing is known
 */
public record Checkpoint(int trial, int epoch, int attempt, String digest, long bytes, String madeBy) {

    public Checkpoint {
        if (trial < 0 || epoch < 1 || attempt < 1 || bytes < 0) {
            throw new IllegalArgumentException("no checkpoint has trial " + trial + ", epoch " + epoch + ", attempt "
                    + attempt + ", bytes " + bytes);
        }
    }

    /** A checkpoint of which nothing is known but its content. */
    public Checkpoint(int trial, int epoch, int attempt, String digest, long bytes) {
        this(trial, epoch, attempt, digest, bytes, "");
    }

    /** The same checkpoint, saying what trained it. */
    public Checkpoint withMadeBy(String maker) {
        return new Checkpoint(trial, epoch, attempt, digest, bytes, maker);
    }

    /** A name that is unique in its study and safe as a file's name: {@code trial-7-epoch-9-attempt-2}. */
    public String name() {
        return "trial-" + trial + "-epoch-" + epoch + "-attempt-" + attempt;
    }
}
