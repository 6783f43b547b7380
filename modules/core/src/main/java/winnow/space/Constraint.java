package winnow.space;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import winnow.space.expression.Expression;
import winnow.space.expression.ExpressionException;
import winnow.space.expression.Symbol;
import winnow.space.expression.Type;

/**
 * A rule between parameters that every configuration must keep, such as {@code learning_rate * 64 / batch_size <= 0.5}.
 *
 * <p>The language is that of {@link Expression}. A constraint that mentions a parameter that does not take part holds.
 *
 * @param source the text as written
 * @param expression what it means; true or false
 */
public record Constraint(String source, Expression expression) {

    /**
     * Reads a constraint between the given parameters.
     *
     * @throws ExpressionException with the column, if the text is no expression, names another parameter, or does not
     *     say yes or no
     */
    public static Constraint parse(String source, Collection<? extends Parameter> parameters) {
        Expression expression = Expression.parse(source);
        check(expression, parameters);
        return new Constraint(source, expression);
    }

    /** Throws {@link ExpressionException} unless the expression is a truth over these parameters. */
    static void check(Expression expression, Collection<? extends Parameter> parameters) {
        Map<String, Symbol> symbols = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            symbols.put(parameter.name(), symbol(parameter));
        }
        expression.requireTruth(symbols);
    }

    /** What an expression may know of a parameter. */
    public static Symbol symbol(Parameter parameter) {
        if (!(parameter instanceof ChoiceParameter choice)) {
            return new Symbol(Optional.of(Type.NUMBER), Set.of());
        }
        List<Type> types =
                choice.options().stream().map(Constraint::typeOf).distinct().toList();
        Set<String> words = new LinkedHashSet<>();
        choice.options().stream()
                .filter(Value.Text.class::isInstance)
                .map(Value::text)
                .forEach(words::add);
        return new Symbol(types.size() == 1 ? Optional.of(types.get(0)) : Optional.empty(), words);
    }

    private static Type typeOf(Value value) {
        if (value instanceof Value.Text) {
            return Type.TEXT;
        }
        return value instanceof Value.Truth ? Type.TRUTH : Type.NUMBER;
    }

    /** Whether the configuration keeps the rule, or the rule does not apply to it. */
    public boolean holds(Configuration configuration) {
        return !configuration.values().keySet().containsAll(expression.names())
                || (boolean) expression.evaluate(lookup(configuration.values()));
    }

    private static Function<String, Object> lookup(Map<String, Value> values) {
        return name -> plain(Objects.requireNonNull(values.get(name), name));
    }

    private static Object plain(Value value) {
        if (value instanceof Value.Text text) {
            return text.value();
        }
        if (value instanceof Value.Truth truth) {
            return truth.value();
        }
        return value.number();
    }
}
