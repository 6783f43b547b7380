package winnow.report;

import java.util.List;
import java.util.stream.Collectors;
import winnow.search.StudyEvent.WarmStarted;
import winnow.study.Entry;

/**
 * What a study was begun with: observations of earlier studies, in words.
 *
 * @param taken over, in the order of the spec
 */
record Beginnings(List<WarmStarted> taken) {

    Beginnings {
        taken = List.copyOf(taken);
    }

    static Beginnings of(List<Entry> entries) {
        return new Beginnings(entries.stream()
                .flatMap(entry -> entry.events().stream())
                .filter(WarmStarted.class::isInstance)
                .map(WarmStarted.class::cast)
                .toList());
    }

    /** In a sentence; empty if the study began with nothing. */
    String sentence() {
        if (taken.isEmpty()) {
            return "";
        }
        int observations = taken.stream().mapToInt(warm -> warm.taken().size()).sum();
        return "The strategy began with " + Figures.count(observations, "observation") + " of earlier studies: "
                + taken.stream()
                        .map(warm -> warm.taken().size() + " from " + warm.from())
                        .collect(Collectors.joining(", "))
                + ". They count in no figure, plot or limit of this report.";
    }

    /** What was taken from a study, and what was left out and why. */
    static String words(WarmStarted warm) {
        var kept = "takes " + warm.taken().size() + " of " + Figures.count(warm.trials(), "trial") + " from "
                + warm.from();
        return warm.leftOut().isEmpty()
                ? kept
                : kept + "; leaves out "
                        + warm.leftOut().entrySet().stream()
                                .map(reason -> reason.getValue() + " (" + reason.getKey() + ")")
                                .collect(Collectors.joining(", "));
    }
}
