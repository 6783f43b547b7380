package winnow.space.expression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import winnow.text.Nearest;

/** Reads a source by recursive descent, one method a level of precedence. */
final class ExpressionParser {
    static final int DEEPEST = 50;

    private static final Map<String, Operator> OR = Map.of("or", Operator.OR, "||", Operator.OR);
    private static final Map<String, Operator> AND = Map.of("and", Operator.AND, "&&", Operator.AND);
    private static final Map<String, Operator> COMPARISONS = signs(
            Operator.EQUAL,
            Operator.NOT_EQUAL,
            Operator.LESS,
            Operator.LESS_OR_EQUAL,
            Operator.GREATER,
            Operator.GREATER_OR_EQUAL);
    private static final Map<String, Operator> SUMS = signs(Operator.PLUS, Operator.MINUS);
    private static final Map<String, Operator> PRODUCTS = signs(Operator.TIMES, Operator.OVER, Operator.REMAINDER);

    private final List<Token> tokens;
    private int at;
    private int depth;

    ExpressionParser(String source) {
        tokens = Lexer.tokens(source);
    }

    private static Map<String, Operator> signs(Operator... operators) {
        return Arrays.stream(operators).collect(Collectors.toUnmodifiableMap(Operator::sign, o -> o));
    }

    Expression parse() {
        Expression whole = disjunction();
        Token rest = token();
        if (rest.kind() != Token.Kind.END) {
            throw new ExpressionException(rest.column(), "expected an operator or the end, not " + rest.shown());
        }
        return whole;
    }

    private Token token() {
        return tokens.get(at);
    }

    private Token take() {
        return tokens.get(at++);
    }

    private boolean accept(String word) {
        boolean found = token().is(word);
        if (found) {
            at++;
        }
        return found;
    }

    private Expression deeper(Supplier<Expression> part) {
        if (++depth > DEEPEST) {
            throw new ExpressionException(
                    token().column(), "the expression is nested more than " + DEEPEST + " levels deep");
        }
        Expression result = part.get();
        depth--;
        return result;
    }

    private Expression disjunction() {
        return fromLeft(OR, this::conjunction);
    }

    private Expression conjunction() {
        return fromLeft(AND, this::negation);
    }

    private Expression fromLeft(Map<String, Operator> operators, Supplier<Expression> operand) {
        Expression left = operand.get();
        for (Operator next = next(operators); next != null; next = next(operators)) {
            int column = take().column();
            left = new Expression.Binary(next, left, operand.get(), column);
        }
        return left;
    }

    private @Nullable Operator next(Map<String, Operator> operators) {
        Token token = token();
        boolean mayBe = token.kind() == Token.Kind.SIGN || token.kind() == Token.Kind.WORD;
        return mayBe ? operators.get(token.text()) : null;
    }

    private Expression negation() {
        int column = token().column();
        return accept("not") ? new Expression.Not(deeper(this::negation), column) : comparison();
    }

    private Expression comparison() {
        Expression left = sum();
        Operator operator = next(COMPARISONS);
        if (operator == null) {
            return left;
        }
        int column = take().column();
        Expression result = new Expression.Binary(operator, left, sum(), column);
        if (next(COMPARISONS) != null) {
            throw new ExpressionException(
                    token().column(), "comparisons cannot be chained; write 'a < b and b < c' instead of 'a < b < c'");
        }
        return result;
    }

    private Expression sum() {
        return fromLeft(SUMS, this::product);
    }

    private Expression product() {
        return fromLeft(PRODUCTS, this::signed);
    }

    private Expression signed() {
        int column = token().column();
        if (accept("-")) {
            return new Expression.Negative(deeper(this::signed), column);
        }
        if (accept("!")) {
            return new Expression.Not(deeper(this::signed), column);
        }
        return accept("+") ? deeper(this::signed) : power();
    }

    private Expression power() {
        Expression base = atom();
        int column = token().column();
        // the exponent may carry a sign: 10 ^ -3
        return accept("^") ? new Expression.Binary(Operator.POWER, base, deeper(this::signed), column) : base;
    }

    private Expression atom() {
        Token token = take();
        return switch (token.kind()) {
            case NUMBER -> new Expression.Numeral(Double.parseDouble(token.text()), token.column());
            case TEXT -> new Expression.Text(token.text(), token.column());
            case WORD -> word(token);
            case SIGN, END -> group(token);
        };
    }

    private Expression group(Token open) {
        if (!open.is("(")) {
            String hint = open.text().equals("*") ? "; a power is written '^'" : "";
            throw new ExpressionException(
                    open.column(), "expected a number, a text, a name or '(', not " + open.shown() + hint);
        }
        Expression inner = deeper(this::disjunction);
        close(open);
        return inner;
    }

    private void close(Token open) {
        if (!accept(")")) {
            throw new ExpressionException(
                    token().column(),
                    "expected ')' for the '(' in column " + open.column() + ", not " + token().shown());
        }
    }

    private Expression word(Token word) {
        if (token().is("(")) {
            return call(word);
        }
        return switch (word.text()) {
            case "true", "false" -> new Expression.Truth(word.text().equals("true"), word.column());
            case "and", "or", "not" ->
                throw new ExpressionException(
                        word.column(), "expected a number, a text, a name or '(', not " + word.shown());
            default -> new Expression.Name(word.text(), word.column());
        };
    }

    private Expression call(Token word) {
        NumberFunction function = NumberFunction.named(word.text())
                .orElseThrow(() -> new ExpressionException(
                        word.column(),
                        "no function '" + word.text() + "'" + Nearest.hint(word.text(), NumberFunction.words())));
        Token open = take();
        List<Expression> arguments = new ArrayList<>();
        do {
            arguments.add(deeper(this::disjunction));
        } while (accept(","));
        close(open);
        if (!function.takes(arguments.size())) {
            throw new ExpressionException(
                    word.column(), function.word() + " takes " + function.wants() + ", not " + arguments.size());
        }
        return new Expression.Call(function, arguments, word.column());
    }
}
