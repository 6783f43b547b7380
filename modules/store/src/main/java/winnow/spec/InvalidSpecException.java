package winnow.spec;

import java.util.List;
import java.util.stream.Collectors;

/** A spec cannot be run. Carries every problem found, in the order of the file; the message is one line a problem. */
public final class InvalidSpecException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<LocatedProblem> problems;

    InvalidSpecException(List<LocatedProblem> problems) {
        super(problems.stream().map(LocatedProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    InvalidSpecException(Place place, String path, String message) {
        this(List.of(new LocatedProblem(place, path, message)));
    }

    /** At least one problem. */
    public List<LocatedProblem> problems() {
        return problems;
    }
}
