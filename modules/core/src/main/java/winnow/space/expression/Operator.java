package winnow.space.expression;

import java.util.function.DoubleBinaryOperator;

/** An operator between two operands. */
public enum Operator {
    OR("or"),
    AND("and"),
    EQUAL("=="),
    NOT_EQUAL("!="),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    PLUS("+"),
    MINUS("-"),
    TIMES("*"),
    OVER("/"),
    REMAINDER("%"),
    POWER("^");

    private final String sign;

    Operator(String sign) {
        this.sign = sign;
    }

    /** As written in a source. */
    public String sign() {
        return sign;
    }

    /** Whether it takes two truths: {@code and}, {@code or}. */
    boolean logical() {
        return compareTo(AND) <= 0;
    }

    /** Whether it asks if two values of one type are the same. */
    boolean equality() {
        return this == EQUAL || this == NOT_EQUAL;
    }

    /** Whether it yields a truth. */
    boolean yieldsTruth() {
        return compareTo(GREATER_OR_EQUAL) <= 0;
    }

    /** The number of an arithmetic operator. */
    double compute(double left, double right) {
        DoubleBinaryOperator rule =
                switch (this) {
                    case PLUS -> (a, b) -> a + b;
                    case MINUS -> (a, b) -> a - b;
                    case TIMES -> (a, b) -> a * b;
                    case OVER -> (a, b) -> a / b;
                    case REMAINDER -> (a, b) -> a % b;
                    case POWER -> StrictMath::pow;
                    default -> throw new IllegalStateException(sign + " computes no number");
                };
        return rule.applyAsDouble(left, right);
    }

    /** The truth of an order between numbers; false if one is not a number. */
    boolean compare(double left, double right) {
        return switch (this) {
            case LESS -> left < right;
            case LESS_OR_EQUAL -> left <= right;
            case GREATER -> left > right;
            case GREATER_OR_EQUAL -> left >= right;
            default -> throw new IllegalStateException(sign + " compares no numbers");
        };
    }
}
