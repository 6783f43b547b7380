package winnow.space.expression;

/** An expression that cannot be read or makes no sense, with the place and a word on what would be right. */
public final class ExpressionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final int column;
    private final String problem;

    ExpressionException(int column, String problem) {
        super("column " + column + ": " + problem);
        this.column = column;
        this.problem = problem;
    }

    /** Place in the source, 1 for its first UTF-16 character. */
    public int column() {
        return column;
    }

    /** What is wrong, without the column. */
    public String problem() {
        return problem;
    }
}
