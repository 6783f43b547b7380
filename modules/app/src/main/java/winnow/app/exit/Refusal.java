package winnow.app.exit;

/** A command cannot be carried out, for a reason that its user can do something about; the message says what. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode code;

    public Refusal(ExitCode code, String message) {
        super(message);
        this.code = code;
    }

    public Refusal(ExitCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** Something is wrong with the command's arguments. */
    public static Refusal usage(String message) {
        return new Refusal(ExitCode.USAGE, message);
    }

    public ExitCode code() {
        return code;
    }
}
