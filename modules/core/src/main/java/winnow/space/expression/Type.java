package winnow.space.expression;

/** What an expression yields. */
public enum Type {
    NUMBER("a number"),
    TEXT("a text"),
    TRUTH("true or false");

    private final String words;

    Type(String words) {
        this.words = words;
    }

    /** {@code a number}, {@code a text}, {@code true or false}. */
    public String words() {
        return words;
    }
}
