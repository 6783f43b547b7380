package winnow.app.exit;

import java.nio.file.Path;

/** Something went wrong that its user did not do, and the details were written to a file. */
public final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Path details;

    /** @param details the file in which the stack trace is */
    public Fault(Throwable cause, Path details) {
        super(describe(cause), cause);
        this.details = details;
    }

    /** What was thrown, in one line. */
    public static String describe(Throwable thrown) {
        var message = thrown.getMessage();
        var first = message == null ? "" : message.strip().lines().findFirst().orElse("");
        var name = thrown.getClass().getSimpleName();
        return first.isEmpty() ? name : name + ": " + first;
    }

    public Path details() {
        return details;
    }
}
