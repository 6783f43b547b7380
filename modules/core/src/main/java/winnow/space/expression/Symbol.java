package winnow.space.expression;

import java.util.Optional;
import java.util.Set;

/**
 * What is known of a name an expression may use.
 *
 * @param type its type; empty if its values are of several types, so that no expression can use it
 * @param texts the texts it can be, if it is a text
 */
public record Symbol(Optional<Type> type, Set<String> texts) {
    public Symbol {
        texts = Set.copyOf(texts);
    }
}
