package winnow.strategy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import winnow.random.RandomStream;
import winnow.search.Ask;
import winnow.search.Expectation;
import winnow.search.History;
import winnow.search.Posterior;
import winnow.search.Suggestion;
import winnow.search.Surrogate;
import winnow.space.Value;
import winnow.study.Setting;

/**
 * Searching with a model of the loss, whichever it is: an even start, then what an acquisition function thinks is worth
 * most.
 *
 * <p>What earlier studies observed is learnt by models of their own, joined with this study's by {@link
 * RankedEnsemble}; the start is then shorter, and every second trial of it is the best that is known from them.
 *
 * <p>The model is fitted to what was known after {@code n_k} sightings, where {@code n_k} grows by a tenth, and then
 * given all that is known: both are functions of memory and history alone, so a resumed study suggests what an
 * uninterrupted one would have. Trials that run count as if they had been observed at the model's own mean.
 *
 * <p>With several metrics each suggestion has a loss of its own, {@link Tchebycheff} with weights drawn for it, and the
 * model is fitted anew to that.
 *
 * <p>It ends by itself when hardly anything is left to gain: when the expected improvement of every configuration is
 * below a bound (Nguyen et al., "Regret for Expected Improvement over the Best-Observed Value and Stopping Condition",
 * ACML 2017), now and as it was known {@value #PATIENCE} - 1 sightings before, since a young model may be sure and wrong.
 * The bound is a share of the difference between the median of the start and the best, as the model has them, so that it
 * needs no unit: the suggestion is then that the strategy is exhausted, which is an event.
 *
 * @param surrogate the model
 * @param startup how many trials begin the study, evenly spread
 * @param candidates how many places are asked about before climbing
 * @param scalesDown whether fewer are where observations are many and each answer costs their number squared
 * @param least the improvement that is worth a trial, as such a share; 0 for any
 */
record ModelSearch(Surrogate surrogate, int startup, int candidates, boolean scalesDown, double least) {
    /** The setting of all strategies with a model. */
    static final Setting LEAST = Setting.real(
            "least_improvement",
            0,
            0,
            1,
            "Ends the search when no configuration is expected to improve on the best by this share of the difference"
                    + " between the best and the median of the start; 0 never does, nor do several metrics.");

    /** How many sightings in a row must say that nothing is left to gain. */
    private static final int PATIENCE = 5;

    /** Of a study with one metric. */
    private static final Tchebycheff ALONE = new Tchebycheff(1);

    private static final double MOST_WORK = 1e8;
    private static final int LEAST_CANDIDATES = 256;
    private static final int INCUMBENTS = 5;
    private static final int MOST_PENDING = 200;
    private static final int TRIES = 64;
    /** How many trials begin a study that knows earlier ones. */
    private static final int WARM_STARTUP = 3;

    /** Whether the study is still in its beginning, or nothing is known yet. */
    boolean isStarting(ModelMemory memory, History history) {
        int enough = memory.precedents().hasFeasible() ? Math.min(startup, WARM_STARTUP) : startup;
        return history.trials().size() < enough || memory.sightings().isEmpty();
    }

    /** A point of the even start, or anything untried if constraints or points of the spec are in its way. */
    Suggestion start(ModelMemory memory, History history, Ask ask, RandomStream random) {
        if (ask.proposals() % 2 == 0) {
            var known = StartUp.known(memory.precedents(), history, ask.proposals() / 2);
            if (known.isPresent()) {
                return known.get();
            }
        }
        var terrain = Terrain.of(history.space());
        var design = RandomStream.of(memory.seed(), "design", 0);
        for (int attempt = 0; attempt < TRIES; attempt++) {
            int index = ask.proposals() + attempt * (startup + 1);
            var point = QuasiRandom.points(history.space().dimensions(), index, 1, design)[0];
            var configuration = terrain.settle(point).map(s -> history.space().decode(s.full()));
            if (configuration.isPresent() && history.tried().getOrDefault(configuration.get(), 0) == 0) {
                return new Suggestion.Propose(configuration.get(), "start");
            }
        }
        return new Untried(history.space(), history).draw(random.split("start", 0));
    }

    /** What an acquisition function thinks is worth most. */
    Suggestion suggest(
            ModelMemory memory, History history, RandomStream random, AcquisitionFunction function, String note) {
        var joined = joined(history, random);
        var rows = rows(memory, history, joined);
        var view = view(memory, rows, history, joined);
        var finds = view.search(function, candidates(rows.size()), random.split("acquisition", 0));
        for (var find : finds) {
            var configuration = history.space().decode(find.spot().full());
            if (!history.isTried(configuration)) {
                var hope =
                        least > 0 && !history.hasSeveralAims() ? hope(memory, history, random) : OptionalDouble.empty();
                return hope.isPresent()
                        ? new Suggestion.Exhausted(String.format(
                                Locale.ROOT,
                                "no configuration is expected to improve on the best by more than %.2g of the"
                                        + " difference between the best and the median of the start, and"
                                        + " least_improvement is %s",
                                hope.getAsDouble(),
                                Value.of(least).text()))
                        : new Suggestion.Propose(
                                configuration, note, view.expected(find.spot().units(), rows.budget()));
            }
        }
        return new Untried(history.space(), history).draw(random.split("untried", 0));
    }

    /** What may still be gained, as a share, if that has been too little for some time. */
    private OptionalDouble hope(ModelMemory memory, History history, RandomStream random) {
        double most = 0;
        for (int back = 0; back < PATIENCE; back++) {
            int count = memory.sightings().size() - back;
            if (count <= startup) {
                return OptionalDouble.empty();
            }
            var known = memory.upTo(count);
            var rows = rows(known, history, ALONE);
            double hope = view(known, rows, history, ALONE)
                    .hope(startup, candidates(rows.size()), random.split("hope", back));
            if (!(hope < least)) {
                return OptionalDouble.empty();
            }
            most = Math.max(most, hope);
        }
        return OptionalDouble.of(most);
    }

    /**
     * What the model believes of a study.
     *
     * @param posterior with what runs
     * @param best the lowest mean of what succeeded
     * @param incumbents the best points
     * @param means of the rows
     */
    private record View(History history, Posterior posterior, double best, List<double[]> incumbents, double[] means) {

        List<AcquisitionSearch.Find> search(AcquisitionFunction function, int candidates, RandomStream random) {
            return new AcquisitionSearch(Terrain.of(history.space()), posterior, function, best, candidates)
                    .run(incumbents, random);
        }

        /** What is believed of a point, in values of the metric; empty where the belief has no such unit. */
        Optional<Expectation> expected(double[] point, int epoch) {
            if (history.hasSeveralAims() || epoch == 0) {
                return Optional.empty();
            }
            var belief = posterior.predict(new double[][] {point});
            double mean = belief.mean(0);
            double width = Expectation.WIDTH * belief.deviation(0);
            return posterior
                    .losses(new double[] {mean - width, mean, mean + width})
                    .filter(losses -> Arrays.stream(losses).allMatch(Double::isFinite))
                    .map(losses -> {
                        var ends = DoubleStream.of(losses)
                                .map(history.goal()::loss)
                                .sorted()
                                .toArray();
                        return new Expectation(epoch, ends[1], ends[0], ends[2]);
                    });
        }

        /** The largest expected improvement, as a share of what the start was behind the best; infinite if unknown. */
        double hope(int startup, int candidates, RandomStream random) {
            var start = Arrays.stream(means).limit(startup).sorted().toArray();
            double unit = start[start.length / 2] - best;
            double improvement = search(AcquisitionFunction.LOGEI, candidates, random).stream()
                    .filter(find ->
                            !history.isTried(history.space().decode(find.spot().full())))
                    .findFirst()
                    .map(find -> StrictMath.exp(find.worth()))
                    .orElse(0.0);
            return unit > 0 ? improvement / unit : Double.POSITIVE_INFINITY;
        }
    }

    private View view(ModelMemory memory, ModelRows rows, History history, Tchebycheff joined) {
        var posterior = posterior(memory, rows, history, joined);
        var means = posterior.means(rows.points());
        var order = IntStream.range(0, rows.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> means[i]))
                .toList();
        double best = order.stream()
                .filter(i -> Double.isFinite(rows.losses()[i]))
                .mapToDouble(i -> means[i])
                .findFirst()
                .orElse(0);
        var incumbents =
                order.stream().limit(INCUMBENTS).map(i -> rows.points()[i]).toList();
        return new View(history, posterior.pending(pending(rows, history)), best, incumbents, means);
    }

    /** How the metrics of a study are one loss for this suggestion. */
    static Tchebycheff joined(History history, RandomStream random) {
        return history.hasSeveralAims() ? Tchebycheff.drawn(history.aims().size(), random.split("weights", 0)) : ALONE;
    }

    /** All that is known. */
    static ModelRows rows(ModelMemory memory, History history, Tchebycheff joined) {
        return ModelRows.of(memory, memory.sightings().size(), history, joined);
    }

    /** The model, fitted to what was known at the last count of the schedule and given all that is known. */
    Posterior posterior(ModelMemory memory, ModelRows rows, History history, Tchebycheff joined) {
        int settled = settled(memory.sightings().size());
        var before = settled == memory.sightings().size() ? rows : ModelRows.of(memory, settled, history, joined);
        var fitted = surrogate.fit(history.space(), before.points(), before.losses(), memory.seed());
        var current = settled == memory.sightings().size() ? fitted : fitted.given(rows.points(), rows.losses());
        var earlier = earlier(memory, history);
        return earlier.isEmpty()
                ? current
                : RankedEnsemble.of(earlier, fitted, current, before.points(), before.losses(), memory.seed());
    }

    /** Models of the earlier studies, of each its own. */
    private List<Posterior> earlier(ModelMemory memory, History history) {
        var precedents = memory.precedents();
        var models = new ArrayList<Posterior>();
        for (var study : precedents.studies()) {
            var points = IntStream.of(study).mapToObj(precedents::point).toArray(double[][]::new);
            var losses = IntStream.of(study).mapToDouble(precedents::loss).toArray();
            models.add(surrogate.fit(history.space(), points, losses, memory.seed()));
        }
        return models;
    }

    /** The last count of the schedule 1, 2, ..., 20, 22, ... up to n. */
    static int settled(int n) {
        int count = 1;
        while (count + Math.max(1, count / 10) <= n) {
            count += Math.max(1, count / 10);
        }
        return count;
    }

    private int candidates(int observations) {
        double affordable = MOST_WORK / ((double) observations * observations);
        return scalesDown && affordable < candidates
                ? (int) Math.max(Math.min(LEAST_CANDIDATES, candidates), affordable)
                : candidates;
    }

    /** Trials that are under way and of which nothing is known, the newest of very many. */
    private static double[][] pending(ModelRows rows, History history) {
        Set<Integer> known = new HashSet<>();
        IntStream.of(rows.trials()).forEach(known::add);
        List<double[]> points = new ArrayList<>();
        for (var trial : history.trials()) {
            if (!trial.status().isOver() && !known.contains(trial.number())) {
                points.add(history.space().encode(trial.configuration()));
            }
        }
        return points.subList(Math.max(0, points.size() - MOST_PENDING), points.size())
                .toArray(double[][]::new);
    }
}
