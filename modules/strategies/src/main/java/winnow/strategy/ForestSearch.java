package winnow.strategy;

import java.util.List;
import winnow.random.RandomStream;
import winnow.search.Ask;
import winnow.search.History;
import winnow.search.Strategy;
import winnow.search.StudyEvent;
import winnow.search.Suggestion;
import winnow.search.Surrogate;
import winnow.study.Offer;
import winnow.study.Setting;
import winnow.study.Settings;

/**
 * Sequential search with a random forest: expected improvement over thousands of challengers and by climbing from the
 * best, with a random configuration now and then, since a forest can be sure and wrong.
 *
 * <p>Hutter, Hoos and Leyton-Brown, "Sequential Model-Based Optimization for General Algorithm Configuration", 2011;
 * Lindauer et al., "SMAC3", 2022. As SMAC: 10,000 challengers, ten climbs, one suggestion in five drawn at random;
 * quasi-random start.
 *
 * @param surrogate a forest
 * @param startup how many trials begin a study, evenly spread; at least 1
 * @param candidates how many challengers
 * @param interleave share of random suggestions, 0 to 1
 * @param least as in {@link BayesianSearch}
 */
public record ForestSearch(Surrogate surrogate, int startup, int candidates, double interleave, double least)
        implements Strategy<ModelMemory> {
    private static final Setting STARTUP =
            Setting.integer("startup_trials", 10, 1, 10_000, "How many trials begin the study, evenly spread.");
    private static final Setting CANDIDATES = Setting.integer(
            "candidates",
            10_000,
            16,
            100_000,
            "How many configurations the forest is asked about before the best are improved.");
    private static final Setting INTERLEAVE =
            Setting.real("interleave", 0.2, 0, 1, "The share of suggestions that are drawn at random.");

    /** One that does not end by itself. */
    ForestSearch(Surrogate surrogate, int startup, int candidates, double interleave) {
        this(surrogate, startup, candidates, interleave, 0);
    }

    static Offer<Strategy<?>> offer(Surrogates surrogates) {
        return Offer.of(
                "forest",
                "Tries what a random forest expects to improve most on the best so far.",
                List.of(STARTUP, CANDIDATES, INTERLEAVE, ModelSearch.LEAST),
                (settings, spec) -> of(surrogates, settings));
    }

    private static ForestSearch of(Surrogates surrogates, Settings settings) {
        return new ForestSearch(
                surrogates.forest().get(),
                settings.integer(STARTUP.name()),
                settings.integer(CANDIDATES.name()),
                settings.real(INTERLEAVE.name()),
                settings.real(ModelSearch.LEAST.name()));
    }

    @Override
    public ModelMemory initial() {
        return ModelMemory.EMPTY;
    }

    @Override
    public ModelMemory learn(ModelMemory memory, History history, StudyEvent event) {
        return memory.learn(history, event);
    }

    @Override
    public Suggestion suggest(ModelMemory memory, History history, Ask ask, RandomStream random) {
        var search = new ModelSearch(surrogate, startup, candidates, false, least);
        if (search.isStarting(memory, history)) {
            return search.start(memory, history, ask, random);
        }
        return random.split("interleave", 0).nextDouble() < interleave
                ? new Untried(history.space(), history).draw(random.split("random", 0))
                : search.suggest(memory, history, random, AcquisitionFunction.LOGEI, "forest");
    }
}
