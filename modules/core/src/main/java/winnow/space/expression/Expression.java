package winnow.space.expression;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A small formula over named values, as a tree.
 *
 * <p>The language, loosest first: {@code or ||}; {@code and &&}; {@code not}; {@code < <= > >= == !=} (not chained);
 * {@code + -}; {@code * / %}; unary {@code - + !}; {@code ^} (power, from the right). Atoms are numbers
 * ({@code 64}, {@code 1e-3}), texts in single or double quotes without escapes, {@code true}, {@code false}, names,
 * {@code (...)}, and {@code min max abs log exp sqrt pow}. Arithmetic is that of doubles; a comparison with a result
 * that is not a number is false. A source has at most 1,000 characters and 50 levels.
 *
 * <p>Each node knows its column in the source, 1 for the first character.
 */
public sealed interface Expression {

    /** Place in the source, 1 for its first character. */
    int column();

    /**
     * The value for given names: a {@link Double}, {@link String} or {@link Boolean}, by the type.
     *
     * @param lookup the value of each name, of the same three classes and of the type it was checked for
     */
    Object evaluate(Function<String, Object> lookup);

    /** Calls {@code visitor} for each part directly below. */
    void forEachPart(Consumer<Expression> visitor);

    /**
     * Reads a source; names and types are not looked at.
     *
     * @throws ExpressionException with the column of the first mistake
     */
    static Expression parse(String source) {
        return new ExpressionParser(source).parse();
    }

    /**
     * The type over these names.
     *
     * @throws ExpressionException with the column of the first part whose type does not fit or whose name is unknown
     */
    default Type type(Map<String, Symbol> symbols) {
        return new TypeCheck(symbols, "a constraint", "parameter").typeOf(this);
    }

    /**
     * Checks that this is a truth over these names.
     *
     * @throws ExpressionException with the column, if not
     */
    default void requireTruth(Map<String, Symbol> symbols) {
        requireTruth(symbols, "a constraint", "parameter");
    }

    /**
     * The same for an expression that is no constraint.
     *
     * @param whole what it is, for messages: {@code a condition}
     * @param noun what its names are: {@code field}
     */
    default void requireTruth(Map<String, Symbol> symbols, String whole, String noun) {
        new TypeCheck(symbols, whole, noun).requireTruth(this);
    }

    /** The names it mentions, in order of appearance. */
    default Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        collect(this, names);
        return names;
    }

    private static void collect(Expression expression, Set<String> names) {
        if (expression instanceof Name name) {
            names.add(name.name());
        }
        expression.forEachPart(part -> collect(part, names));
    }

    /** A number as written, not negative. */
    record Numeral(double value, int column) implements Expression {
        @Override
        public Object evaluate(Function<String, Object> lookup) {
            return value;
        }

        @Override
        public void forEachPart(Consumer<Expression> visitor) {}
    }

    /** A quoted text. */
    record Text(String value, int column) implements Expression {
        @Override
        public Object evaluate(Function<String, Object> lookup) {
            return value;
        }

        @Override
        public void forEachPart(Consumer<Expression> visitor) {}
    }

    /** {@code true} or {@code false}. */
    record Truth(boolean value, int column) implements Expression {
        @Override
        public Object evaluate(Function<String, Object> lookup) {
            return value;
        }

        @Override
        public void forEachPart(Consumer<Expression> visitor) {}
    }

    /** The value of a name. */
    record Name(String name, int column) implements Expression {
        @Override
        public Object evaluate(Function<String, Object> lookup) {
            return lookup.apply(name);
        }

        @Override
        public void forEachPart(Consumer<Expression> visitor) {}
    }

    /** {@code -x}. */
    record Negative(Expression operand, int column) implements Expression {
        @Override
        public Object evaluate(Function<String, Object> lookup) {
            return -(double) operand.evaluate(lookup);
        }

        @Override
        public void forEachPart(Consumer<Expression> visitor) {
            visitor.accept(operand);
        }
    }

    /** {@code not x}. */
    record Not(Expression operand, int column) implements Expression {
        @Override
        public Object evaluate(Function<String, Object> lookup) {
            return !(boolean) operand.evaluate(lookup);
        }

        @Override
        public void forEachPart(Consumer<Expression> visitor) {
            visitor.accept(operand);
        }
    }

    /** {@code left operator right}; the column is the operator's. */
    record Binary(Operator operator, Expression left, Expression right, int column) implements Expression {
        @Override
        public Object evaluate(Function<String, Object> lookup) {
            Object first = left.evaluate(lookup);
            if (operator.logical()) {
                boolean decides = operator == Operator.OR;
                boolean decided = (boolean) first == decides;
                return decided ? first : right.evaluate(lookup);
            }
            Object second = right.evaluate(lookup);
            if (operator.equality()) {
                return same(first, second) == (operator == Operator.EQUAL);
            }
            double a = (double) first;
            double b = (double) second;
            return operator.yieldsTruth() ? (Object) operator.compare(a, b) : (Object) operator.compute(a, b);
        }

        private static boolean same(Object first, Object second) {
            if (first instanceof Double a && second instanceof Double b) {
                return a.doubleValue() == b.doubleValue(); // equals would hold for NaN
            }
            return first.equals(second);
        }

        @Override
        public void forEachPart(Consumer<Expression> visitor) {
            visitor.accept(left);
            visitor.accept(right);
        }
    }

    /** A function of numbers. */
    record Call(NumberFunction function, List<Expression> arguments, int column) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public Object evaluate(Function<String, Object> lookup) {
            return function.apply(arguments.stream()
                    .mapToDouble(argument -> (double) argument.evaluate(lookup))
                    .toArray());
        }

        @Override
        public void forEachPart(Consumer<Expression> visitor) {
            arguments.forEach(visitor);
        }
    }
}
