package winnow.space.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a source into tokens. */
final class Lexer {
    static final int LONGEST = 1_000;

    private static final Pattern NUMBER = Pattern.compile("(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern SIGN = Pattern.compile("<=|>=|==|!=|&&|\\|\\||[-+*/%^<>()!,]");
    private static final Map<Character, String> INSTEAD =
            Map.of('=', "compare with '=='", '&', "write 'and'", '|', "write 'or'");

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String source) {
        this.source = source;
    }

    static List<Token> tokens(String source) {
        if (source.length() > LONGEST) {
            throw new ExpressionException(
                    LONGEST + 1, "the expression has " + source.length() + " characters; at most 1000 are allowed");
        }
        return new Lexer(source).cut();
    }

    private List<Token> cut() {
        while (at < source.length()) {
            char first = source.charAt(at);
            if (first == ' ' || first == '\t' || first == '\n' || first == '\r') {
                at++;
            } else if (first == '"' || first == '\'') {
                quoted(first);
            } else if (!(match(NUMBER, Token.Kind.NUMBER)
                    || match(WORD, Token.Kind.WORD)
                    || match(SIGN, Token.Kind.SIGN))) {
                throw unexpected(first);
            }
        }
        tokens.add(new Token(Token.Kind.END, "", at + 1));
        return tokens;
    }

    private void quoted(char quote) {
        int end = source.indexOf(quote, at + 1);
        if (end < 0) {
            throw new ExpressionException(at + 1, "the text has no closing " + quote);
        }
        tokens.add(new Token(Token.Kind.TEXT, source.substring(at + 1, end), at + 1));
        at = end + 1;
    }

    private boolean match(Pattern pattern, Token.Kind kind) {
        Matcher matcher = pattern.matcher(source).region(at, source.length());
        if (!matcher.lookingAt()) {
            return false;
        }
        if (kind == Token.Kind.NUMBER) {
            requireEndOfNumber(matcher.group(), matcher.end());
        }
        tokens.add(new Token(kind, matcher.group(), at + 1));
        at = matcher.end();
        return true;
    }

    private void requireEndOfNumber(String number, int end) {
        char next = end < source.length() ? source.charAt(end) : ' ';
        if (Character.isLetterOrDigit(next) || next == '_' || next == '.') {
            throw new ExpressionException(
                    at + 1, "'" + number + next + "' is neither a number nor a name; write '*' to multiply");
        }
        if (Double.isInfinite(Double.parseDouble(number))) {
            throw new ExpressionException(at + 1, "the number " + number + " is too large");
        }
    }

    private ExpressionException unexpected(char first) {
        boolean printable = first > ' ' && first < 127;
        String shown = printable ? "'" + first + "'" : String.format("the character U+%04X", (int) first);
        String instead = INSTEAD.getOrDefault(first, "no part of the language");
        return new ExpressionException(at + 1, shown + " means nothing here: " + instead);
    }
}
