package winnow.spec;

/**
 * Where something stands in a spec.
 *
 * @param source the file, or {@code --set PATH} for an override
 * @param line from 1; 0 if the source has no lines worth telling, as an override
 * @param column from 1, in characters; 0 if {@code line} is
 */
public record Place(String source, int line, int column) {

    /** A source as a whole. */
    public static Place of(String source) {
        return new Place(source, 0, 0);
    }

    Place shifted(int columns) {
        return line == 0 ? this : new Place(source, line, column + columns);
    }

    /** {@code configs/quickstart.yaml:12:5}, as editors and terminals understand it. */
    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line + ":" + column;
    }
}
