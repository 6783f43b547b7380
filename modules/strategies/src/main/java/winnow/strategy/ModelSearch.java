package winnow.strategy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import winnow.random.RandomStream;
import winnow.search.Ask;
import winnow.search.History;
import winnow.search.Posterior;
import winnow.search.Suggestion;
import winnow.search.Surrogate;

/**
 * Searching with a model of the loss, whichever it is: an even start, then what an acquisition function thinks is worth
 * most.
 *
 * <p>The model is fitted to what was known after {@code n_k} sightings, where {@code n_k} grows by a tenth, and then
 * given all that is known: both are functions of memory and history alone, so a resumed study suggests what an
 * uninterrupted one would have. Trials that run count as if they had been observed at the model's own mean.
 *
 * <p>With several metrics each suggestion has a loss of its own, {@link Tchebycheff} with weights drawn for it, and the
 * model is fitted anew to that.
 *
 * @param surrogate the model
 * @param startup how many trials begin the study, evenly spread
 * @param candidates how many places are asked about before climbing
 * @param scalesDown whether fewer are where observations are many and each answer costs their number squared
 */
record ModelSearch(Surrogate surrogate, int startup, int candidates, boolean scalesDown) {
    private static final double MOST_WORK = 1e8;
    private static final int LEAST_CANDIDATES = 256;
    private static final int INCUMBENTS = 5;
    private static final int MOST_PENDING = 200;
    private static final int TRIES = 64;

    /** Whether the study is still in its beginning, or nothing is known yet. */
    boolean isStarting(ModelMemory memory, History history) {
        return history.trials().size() < startup || memory.sightings().isEmpty();
    }

    /** A point of the even start, or anything untried if constraints or points of the spec are in its way. */
    Suggestion start(ModelMemory memory, History history, Ask ask, RandomStream random) {
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
        var search = new AcquisitionSearch(
                Terrain.of(history.space()),
                posterior.pending(pending(rows, history)),
                function,
                best,
                candidates(rows.size()));
        for (var find : search.run(incumbents, random.split("acquisition", 0))) {
            var configuration = history.space().decode(find.spot().full());
            if (!history.isTried(configuration)) {
                return new Suggestion.Propose(configuration, note);
            }
        }
        return new Untried(history.space(), history).draw(random.split("untried", 0));
    }

    /** How the metrics of a study are one loss for this suggestion. */
    static Tchebycheff joined(History history, RandomStream random) {
        return history.hasSeveralAims()
                ? Tchebycheff.drawn(history.aims().size(), random.split("weights", 0))
                : new Tchebycheff(1);
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
        return settled == memory.sightings().size() ? fitted : fitted.given(rows.points(), rows.losses());
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
