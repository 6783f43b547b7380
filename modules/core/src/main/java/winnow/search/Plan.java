package winnow.search;

import java.util.List;

/**
 * What a scheduler would do at best, before anything runs.
 *
 * @param brackets each with its rungs
 * @param forks how many trials are opened from a checkpoint of another, beside those that begin at a first rung
 * @param warnings what the user might not have meant, for a person
 */
public record Plan(List<Bracket> brackets, int forks, List<String> warnings) {

    public Plan {
        brackets = List.copyOf(brackets);
        warnings = List.copyOf(warnings);
    }

    /** A plan in which every trial begins from scratch. */
    public Plan(List<Bracket> brackets, List<String> warnings) {
        this(brackets, 0, warnings);
    }

    /** Trials opened over all brackets. */
    public int trials() {
        return forks
                + brackets.stream()
                        .mapToInt(
                                b -> b.rungs().isEmpty() ? 0 : b.rungs().get(0).trials())
                        .sum();
    }

    /** Epochs trained over all brackets, if no trial ends early. */
    public long epochs() {
        return brackets.stream().mapToLong(Bracket::epochs).sum();
    }
}
