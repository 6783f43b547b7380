package winnow.space.expression;

import java.util.Map;
import winnow.text.Nearest;

/** Finds the type of an expression, or the first part that does not fit. */
final class TypeCheck {
    private final Map<String, Symbol> symbols;
    private final String whole;
    private final String noun;

    /**
     * @param whole what the expression is, for messages: {@code a constraint}
     * @param noun what its names are: {@code parameter}
     */
    TypeCheck(Map<String, Symbol> symbols, String whole, String noun) {
        this.symbols = symbols;
        this.whole = whole;
        this.noun = noun;
    }

    void requireTruth(Expression expression) {
        Type type = typeOf(expression);
        if (type != Type.TRUTH) {
            throw new ExpressionException(
                    expression.column(),
                    "this is " + type.words() + ", but " + whole + " must say true or false; compare it: ... <= 0.5");
        }
    }

    Type typeOf(Expression expression) {
        if (expression instanceof Expression.Numeral) {
            return Type.NUMBER;
        }
        if (expression instanceof Expression.Text) {
            return Type.TEXT;
        }
        if (expression instanceof Expression.Truth) {
            return Type.TRUTH;
        }
        if (expression instanceof Expression.Name name) {
            return typeOf(name);
        }
        if (expression instanceof Expression.Binary binary) {
            return typeOf(binary);
        }
        if (expression instanceof Expression.Not not) {
            return require(Type.TRUTH, not.operand(), "not");
        }
        if (expression instanceof Expression.Negative negative) {
            return require(Type.NUMBER, negative.operand(), "-");
        }
        Expression.Call call = (Expression.Call) expression;
        call.arguments()
                .forEach(argument ->
                        require(Type.NUMBER, argument, call.function().word()));
        return Type.NUMBER;
    }

    private Type typeOf(Expression.Name name) {
        Symbol symbol = symbols.get(name.name());
        if (symbol == null) {
            String hint = Nearest.hint(name.name(), symbols.keySet());
            throw new ExpressionException(name.column(), "no " + noun + " '" + name.name() + "'" + hint);
        }
        return symbol.type()
                .orElseThrow(() -> new ExpressionException(
                        name.column(),
                        "'" + name.name() + "' mixes numbers, texts or truths, so it cannot be compared"));
    }

    private Type typeOf(Expression.Binary binary) {
        Operator operator = binary.operator();
        if (operator.equality()) {
            requireSame(binary);
            return Type.TRUTH;
        }
        Type wanted = operator.logical() ? Type.TRUTH : Type.NUMBER;
        require(wanted, binary.left(), operator.sign());
        require(wanted, binary.right(), operator.sign());
        return operator.yieldsTruth() ? Type.TRUTH : Type.NUMBER;
    }

    private Type require(Type wanted, Expression operand, String by) {
        Type type = typeOf(operand);
        if (type != wanted) {
            throw new ExpressionException(
                    operand.column(),
                    "'" + by + "' needs " + wanted.words() + " here, not " + shown(operand) + type.words());
        }
        return type;
    }

    private static String shown(Expression operand) {
        if (operand instanceof Expression.Name name) {
            return name.name() + ", which is ";
        }
        return operand instanceof Expression.Text text ? "'" + text.value() + "', " : "";
    }

    private void requireSame(Expression.Binary binary) {
        Type left = typeOf(binary.left());
        Type right = typeOf(binary.right());
        if (left != right) {
            throw new ExpressionException(
                    binary.column(),
                    "'" + binary.operator().sign() + "' needs two of a kind, not " + left.words() + " and "
                            + right.words());
        }
        requireOption(binary.left(), binary.right());
        requireOption(binary.right(), binary.left());
    }

    /** A text that is compared with a name must be one that the name can have. */
    private void requireOption(Expression named, Expression literal) {
        if (named instanceof Expression.Name name && literal instanceof Expression.Text text) {
            Symbol symbol = symbols.get(name.name());
            if (symbol != null && !symbol.texts().contains(text.value())) {
                throw new ExpressionException(
                        text.column(),
                        name.name() + " is never '" + text.value() + "'" + Nearest.hint(text.value(), symbol.texts()));
            }
        }
    }
}
