package winnow.strategy;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
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
import winnow.study.StudySpec;

/**
 * Bayesian optimisation with a Gaussian process: tries what is expected to improve most on the best configuration so
 * far.
 *
 * <p>Jones, Schonlau and Welch, "Efficient Global Optimization of Expensive Black-Box Functions", 1998; Snoek,
 * Larochelle and Adams, "Practical Bayesian Optimization of Machine Learning Algorithms", 2012. The best so far is the
 * lowest mean the model has for a configuration that was evaluated, not the lowest value, which is a lucky one where
 * values are noisy. Trials that run are believed to get their mean (Ginsbourger's "kriging believer", 2010). Where a
 * study allows repeats, a configuration is tried again when that is worth more than anything new.
 *
 * <p>With several metrics this is ParEGO (Knowles 2006): each suggestion improves on the best by a weighted
 * {@link Tchebycheff} loss, whose weights are drawn for it.
 *
 * <p>{@code hedge} is a portfolio (Hoffman, Brochu and de Freitas, 2011) of expected improvement, probability of
 * improvement and confidence bound: one is drawn each time, with chances that grow exponentially with its gain, the mean
 * that the model has now for what it proposed. Unlike the original, only what was tried counts, since nothing else is in
 * the journal; the gain is the average times a third of the trials.
 *
 * @param surrogate a smooth model
 * @param acquisition {@code logei}, {@code ei}, {@code pi}, {@code ucb} or {@code hedge}
 * @param startup how many trials begin a study, evenly spread; at least 1
 * @param candidates how many configurations are asked about before the best are improved; fewer than that once there are
 *     more than some 200 observations
 * @param least the improvement that is worth a trial, as a share of the difference between the median of the start and the
 *     best; 0 for any
 */
public record BayesianSearch(Surrogate surrogate, String acquisition, int startup, int candidates, double least)
        implements Strategy<ModelMemory> {
    private static final String HEDGE = "hedge";
    private static final List<AcquisitionFunction> HEDGED =
            List.of(AcquisitionFunction.EI, AcquisitionFunction.PI, AcquisitionFunction.UCB);
    private static final Setting ACQUISITION = Setting.word(
            "acquisition",
            "logei",
            List.of("logei", "ei", "pi", "ucb", HEDGE),
            "What makes a configuration worth trying: expected improvement or its logarithm, probability of improvement, a"
                    + " confidence bound, or a portfolio of these.");
    private static final Setting STARTUP = Setting.integer(
                    "startup_trials",
                    10,
                    1,
                    10_000,
                    "How many trials begin the study, evenly spread. By default 10, or as many as there are numbers and"
                            + " further options of unordered choices if that is more: 50 at most, and beyond 10 no more"
                            + " than a quarter of limits.trials.")
            .optional();
    private static final Setting CANDIDATES = Setting.integer(
            "candidates",
            2048,
            16,
            100_000,
            "How many configurations the model is asked about before the best are improved.");

    /** One that does not end by itself. */
    BayesianSearch(Surrogate surrogate, String acquisition, int startup, int candidates) {
        this(surrogate, acquisition, startup, candidates, 0);
    }

    static Offer<Strategy<?>> offer(Surrogates surrogates) {
        return Offer.of(
                "bayesian",
                "Tries what a Gaussian process expects to improve most on the best so far.",
                List.of(ACQUISITION, STARTUP, CANDIDATES, ModelSearch.LEAST),
                (settings, spec) -> of(surrogates, settings, spec));
    }

    private static BayesianSearch of(Surrogates surrogates, Settings settings, StudySpec spec) {
        return new BayesianSearch(
                surrogates.gaussianProcess().get(),
                settings.text(ACQUISITION.name()),
                settings.has(STARTUP.name())
                        ? settings.integer(STARTUP.name())
                        : StartLength.of(spec.space(), spec.limits().trials()),
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
        var search = new ModelSearch(surrogate, startup, candidates, true, least);
        if (search.isStarting(memory, history)) {
            return search.start(memory, history, ask, random);
        }
        if (!acquisition.equals(HEDGE)) {
            var function = AcquisitionFunction.valueOf(acquisition.toUpperCase(Locale.ROOT));
            return search.suggest(memory, history, random, function, acquisition);
        }
        var function = hedged(search, memory, history, ModelSearch.joined(history, random), random.split("hedge", 0));
        return search.suggest(memory, history, random, function, word(function));
    }

    private static String word(AcquisitionFunction function) {
        return HEDGE + " " + function.name().toLowerCase(Locale.ROOT);
    }

    private static AcquisitionFunction hedged(
            ModelSearch search, ModelMemory memory, History history, Tchebycheff joined, RandomStream random) {
        var rows = ModelSearch.rows(memory, history, joined);
        double[] means = search.posterior(memory, rows, history, joined).means(rows.points());
        double[] weights = new double[HEDGED.size()];
        for (int i = 0; i < weights.length; i++) {
            var word = word(HEDGED.get(i));
            double average = IntStream.range(0, rows.size())
                    .filter(row -> history.trial(rows.trials()[row]).note().equals(word))
                    .mapToDouble(row -> means[row])
                    .average()
                    .orElse(0);
            weights[i] = StrictMath.exp(Math.min(500, -average * rows.size() / HEDGED.size()));
        }
        double lot = random.nextDouble() * (weights[0] + weights[1] + weights[2]);
        int drawn = 0;
        while (drawn < 2 && lot >= weights[drawn]) {
            lot -= weights[drawn++];
        }
        return HEDGED.get(drawn);
    }
}
