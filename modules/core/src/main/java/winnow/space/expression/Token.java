package winnow.space.expression;

/**
 * A word of a source.
 *
 * @param text the characters, of a quoted text those between the quotes
 * @param column of its first character, from 1
 */
record Token(Kind kind, String text, int column) {
    enum Kind {
        NUMBER,
        TEXT,
        WORD,
        SIGN,
        END
    }

    boolean is(String word) {
        return (kind == Kind.SIGN || kind == Kind.WORD) && text.equals(word);
    }

    /** For messages: {@code 'abc'} or {@code the end}. */
    String shown() {
        return kind == Kind.END ? "the end" : "'" + text + "'";
    }
}
