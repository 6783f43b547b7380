package winnow.spec;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import winnow.study.Catalogue;
import winnow.study.Choice;
import winnow.study.Offer;
import winnow.study.StudySpec;

/**
 * Asks the chosen strategy, scheduler and objective what is wrong with a spec. Parts that have problems already are
 * stand-ins: nobody is asked about a space that could not be built, and no problem is blamed on such a part twice.
 */
final class OfferChecks {
    private final Yaml.Mapping root;
    private final StudySpec spec;
    private final Catalogue catalogue;
    private final Problems problems;
    private final Set<String> doubtful = new HashSet<>();

    OfferChecks(Yaml.Mapping root, StudySpec spec, Catalogue catalogue, Problems problems) {
        this.root = root;
        this.spec = spec;
        this.catalogue = catalogue;
        this.problems = problems;
        for (var key : List.of("objective", "space", "points", "constraints", "strategy", "scheduler", "limits")) {
            if (!problems.isClean(key)) {
                doubtful.add(key);
            }
        }
    }

    void run() {
        boolean hasSpace = !doubtful.contains("space") && !doubtful.contains("constraints");
        check("scheduler", spec.scheduler(), catalogue.schedulers());
        if (hasSpace) {
            check("strategy", spec.strategy(), catalogue.strategies());
            check("objective", spec.objective().choice(), catalogue.objectives());
        }
        if (problems.count() == 0) {
            make("strategy", () -> catalogue.strategy(spec));
            make("scheduler", () -> catalogue.scheduler(spec));
        }
    }

    private <T> void check(String key, Choice choice, List<Offer<T>> offers) {
        if (doubtful.contains(key)) {
            return;
        }
        var check = Catalogue.find(offers, choice.name()).orElseThrow().check();
        for (var problem : check.apply(spec)) {
            if (!doubtful.contains(problem.path().split("[.\\[]", 2)[0])) {
                problems.add(Paths.placeOf(root, problem.path()), problem.path(), problem.message());
            }
        }
    }

    /** A rule that only the constructor knows must stop the study before it begins, not after. */
    private void make(String key, Runnable maker) {
        try {
            maker.run();
        } catch (IllegalArgumentException refused) {
            problems.add(Paths.placeOf(root, key), key, String.valueOf(refused.getMessage()));
        }
    }
}
