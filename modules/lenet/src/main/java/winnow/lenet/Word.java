package winnow.lenet;

import java.util.Arrays;
import java.util.List;

/** One of a few words that a hyperparameter can be. */
interface Word {

    /** As written in a spec. */
    String word();

    /** All words of a kind. */
    static List<String> of(Class<? extends Word> kind) {
        return Arrays.stream(kind.getEnumConstants()).map(Word::word).toList();
    }

    /** The one that is written so; {@code word} must be one of the kind's. */
    static <W extends Word> W parse(Class<W> kind, String word) {
        return Arrays.stream(kind.getEnumConstants())
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is none of " + of(kind)));
    }
}
