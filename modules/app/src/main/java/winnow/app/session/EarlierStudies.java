package winnow.app.session;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import winnow.app.exit.Refusal;
import winnow.journal.StudyFolder;
import winnow.search.StudyEvent.WarmStarted;
import winnow.space.SpaceMapping;
import winnow.space.Value;
import winnow.spec.InvalidSpecException;
import winnow.strategy.EarlierStudy;
import winnow.study.Catalogue;
import winnow.study.JournalException;
import winnow.study.ObjectiveChoice;
import winnow.study.SpecProblem;
import winnow.study.StudySpec;
import winnow.study.StudyState;

/**
 * The earlier studies that a spec names under {@code warm_start}, and what is taken from them.
 *
 * @param taken from each, in the order of the spec
 * @param problems what keeps the study from beginning
 */
public record EarlierStudies(List<WarmStarted> taken, List<SpecProblem> problems) {

    public EarlierStudies {
        taken = List.copyOf(taken);
        problems = List.copyOf(problems);
    }

    /** Reads them. They may be running. */
    public static EarlierStudies of(StudySpec spec) {
        var taken = new ArrayList<WarmStarted>();
        var problems = new ArrayList<SpecProblem>();
        var places = new HashSet<String>();
        for (int i = 0; i < spec.warmStart().size(); i++) {
            var path = "warm_start[" + i + "]";
            try {
                var folder = StudyFolder.at(spec.warmStart().get(i));
                if (!places.add(folder.toString())) {
                    throw Refusal.usage(folder + " is named twice");
                }
                taken.add(taken(spec, folder));
            } catch (Refusal | JournalException unusable) {
                problems.add(new SpecProblem(path, String.valueOf(unusable.getMessage())));
            } catch (InvalidSpecException damaged) {
                problems.add(new SpecProblem(
                        path,
                        "the spec of that study cannot be read: "
                                + damaged.problems().get(0)));
            }
        }
        return new EarlierStudies(taken, problems);
    }

    /**
     * What a new study takes over.
     *
     * @throws Refusal if something keeps it from beginning, with all problems
     */
    public static List<WarmStarted> required(StudySpec spec) {
        var earlier = of(spec);
        if (!earlier.problems.isEmpty()) {
            throw Refusal.usage(earlier.problems.stream()
                    .map(p -> p.path() + ": " + p.message())
                    .collect(Collectors.joining("\n")));
        }
        return earlier.taken;
    }

    /** What a study takes over when it opens: nothing if it has begun. */
    public static List<WarmStarted> of(StudyState state) {
        return state.sequence() == 0 ? required(state.spec()) : List.of();
    }

    private static WarmStarted taken(StudySpec spec, StudyFolder folder) {
        var state = folder.opened().recover(Catalogues.recorded());
        requireSameMetric(state.spec().objective(), spec.objective(), folder);
        int most = EarlierStudy.MOST / spec.warmStart().size();
        var mapping = new SpaceMapping(spec.space(), assumed(state.spec(), spec));
        var taken = EarlierStudy.taken(folder.toString(), state.history(), mapping, most);
        if (taken.taken().isEmpty()) {
            throw Refusal.usage("nothing can be taken from " + folder + ": "
                    + (taken.trials() == 0 ? "it has no trials" : words(taken.leftOut())));
        }
        return taken;
    }

    private static void requireSameMetric(ObjectiveChoice earlier, ObjectiveChoice now, StudyFolder folder) {
        if (!earlier.metric().equals(now.metric()) || earlier.goal() != now.goal()) {
            throw Refusal.usage(folder + " is a study to " + words(earlier) + ", and this one is to " + words(now)
                    + ": only a study with the same metric and goal can be learnt from");
        }
    }

    private static String words(ObjectiveChoice objective) {
        return Json.word(objective.goal()) + " " + objective.metric();
    }

    /** What the objective takes for parameters that a space leaves out, if it is the same one in both studies. */
    private static Map<String, Value> assumed(StudySpec earlier, StudySpec now) {
        var name = now.objective().choice().name();
        return name.equals(earlier.objective().choice().name())
                ? Catalogue.find(Catalogues.all().objectives(), name)
                        .map(offer -> offer.assumed())
                        .orElse(Map.of())
                : Map.of();
    }

    private static String words(Map<String, Integer> leftOut) {
        return leftOut.entrySet().stream()
                .map(one -> "of " + one.getValue() + ", " + one.getKey())
                .collect(Collectors.joining("; "));
    }
}
