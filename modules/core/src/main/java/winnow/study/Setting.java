package winnow.study;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import winnow.space.Value;

/**
 * A setting that a strategy, scheduler or objective understands.
 *
 * @param name as written in a spec
 * @param kind what its value is
 * @param isList whether it takes a list of such values
 * @param preset its default; empty: there is none, and if {@code isRequired} it must be given
 * @param isRequired whether a spec must give it
 * @param low least legal number
 * @param high greatest legal number
 * @param words legal words; empty: any
 * @param meaning one sentence for a person, with the unit
 */
public record Setting(
        String name,
        Kind kind,
        boolean isList,
        Optional<List<Value>> preset,
        boolean isRequired,
        OptionalDouble low,
        OptionalDouble high,
        List<String> words,
        String meaning) {

    /** What a setting's value is. */
    public enum Kind {
        INTEGER,
        REAL,
        TEXT,
        TRUTH
    }

    public Setting {
        words = List.copyOf(words);
    }

    public static Setting integer(String name, long preset, long low, long high, String meaning) {
        return number(name, Kind.INTEGER, Optional.of(Value.of(preset)), (double) low, (double) high, meaning);
    }

    public static Setting real(String name, double preset, double low, double high, String meaning) {
        return number(name, Kind.REAL, Optional.of(Value.of(preset)), low, high, meaning);
    }

    public static Setting truth(String name, boolean preset, String meaning) {
        return new Setting(
                name,
                Kind.TRUTH,
                false,
                Optional.of(List.of(Value.of(preset))),
                false,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                List.of(),
                meaning);
    }

    /** A setting that takes one of a few words. */
    public static Setting word(String name, String preset, List<String> words, String meaning) {
        return new Setting(
                name,
                Kind.TEXT,
                false,
                Optional.of(List.of(Value.of(preset))),
                false,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                words,
                meaning);
    }

    /** A setting that takes any text, and may be left out. */
    public static Setting text(String name, String meaning) {
        return new Setting(
                name,
                Kind.TEXT,
                false,
                Optional.empty(),
                false,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                List.of(),
                meaning);
    }

    /** The same setting without a default: a spec must give it. */
    public Setting required() {
        return new Setting(name, kind, isList, Optional.empty(), true, low, high, words, meaning);
    }

    /** The same setting without a default: it may be left out. */
    public Setting optional() {
        return new Setting(name, kind, isList, Optional.empty(), false, low, high, words, meaning);
    }

    /** The same setting, taking a list of such values; it has no default. */
    public Setting list() {
        return new Setting(name, kind, true, Optional.empty(), isRequired, low, high, words, meaning);
    }

    private static Setting number(
            String name, Kind kind, Optional<Value> preset, double low, double high, String meaning) {
        return new Setting(
                name,
                kind,
                false,
                preset.map(List::of),
                false,
                OptionalDouble.of(low),
                OptionalDouble.of(high),
                List.of(),
                meaning);
    }
}
