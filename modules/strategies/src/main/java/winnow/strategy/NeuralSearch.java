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
 * Tuning by neural networks: expected improvement under networks that are trained on the trials so far. Their cost does
 * not grow with the number of trials.
 *
 * <p>Snoek et al., "Scalable Bayesian Optimization Using Deep Neural Networks", 2015.
 *
 * @param surrogate networks that know how sure they are
 * @param startup how many trials begin a study, evenly spread; at least 1
 * @param candidates how many configurations are asked about before the best are improved
 * @param least as in {@link BayesianSearch}
 */
public record NeuralSearch(Surrogate surrogate, int startup, int candidates, double least)
        implements Strategy<ModelMemory> {
    private static final Setting STARTUP =
            Setting.integer("startup_trials", 10, 1, 10_000, "How many trials begin the study, evenly spread.");
    private static final Setting CANDIDATES = Setting.integer(
            "candidates",
            2048,
            16,
            100_000,
            "How many configurations the networks are asked about before the best are improved.");

    /** One that does not end by itself. */
    NeuralSearch(Surrogate surrogate, int startup, int candidates) {
        this(surrogate, startup, candidates, 0);
    }

    static Offer<Strategy<?>> offer(Surrogates surrogates) {
        return Offer.of(
                "neural",
                "Tries what an ensemble of small neural networks expects to improve most on the best so far.",
                List.of(STARTUP, CANDIDATES, ModelSearch.LEAST),
                (settings, spec) -> of(surrogates, settings));
    }

    private static NeuralSearch of(Surrogates surrogates, Settings settings) {
        return new NeuralSearch(
                surrogates.neural().get(),
                settings.integer(STARTUP.name()),
                settings.integer(CANDIDATES.name()),
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
        return search.isStarting(memory, history)
                ? search.start(memory, history, ask, random)
                : search.suggest(memory, history, random, AcquisitionFunction.LOGEI, "neural");
    }
}
