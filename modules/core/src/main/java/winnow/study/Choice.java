package winnow.study;

/**
 * A part of a study chosen by name: a strategy, a scheduler or an objective.
 *
 * @param name as in the catalogue
 * @param settings its settings, defaults filled in
 */
public record Choice(String name, Settings settings) {

    public static Choice of(String name) {
        return new Choice(name, Settings.NONE);
    }
}
