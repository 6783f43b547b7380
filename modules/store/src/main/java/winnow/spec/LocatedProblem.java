package winnow.spec;

/**
 * Something wrong with a spec, with its place.
 *
 * @param place where to look
 * @param path the field, for example {@code scheduler.factor}; empty for the spec as a whole
 * @param message what is wrong and what would be right
 */
public record LocatedProblem(Place place, String path, String message) {

    /** {@code configs/x.yaml:12:5: scheduler.factr: unknown setting; did you mean 'factor'?}. */
    @Override
    public String toString() {
        boolean isSaid = path.isEmpty() || place.source().equals("--set " + path);
        return place + ": " + (isSaid ? "" : path + ": ") + message;
    }
}
