package winnow.space;

import java.util.List;
import java.util.stream.Collectors;

/** A parameter or a space was built from parts that do not fit; carries every problem found, not only the first. */
public final class InvalidSpaceException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient List<SpaceProblem> problems;

    InvalidSpaceException(List<SpaceProblem> problems) {
        super(problems.stream().map(SpaceProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    static void throwIfAny(List<SpaceProblem> problems) {
        if (!problems.isEmpty()) {
            throw new InvalidSpaceException(problems);
        }
    }

    /** At least one problem. */
    public List<SpaceProblem> problems() {
        return problems;
    }
}
