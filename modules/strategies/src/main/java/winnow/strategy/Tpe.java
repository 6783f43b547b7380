package winnow.strategy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import winnow.random.RandomStream;
import winnow.search.Ask;
import winnow.search.History;
import winnow.search.Strategy;
import winnow.search.StudyEvent;
import winnow.search.Suggestion;
import winnow.space.Configuration;
import winnow.study.Offer;
import winnow.study.Setting;
import winnow.study.Settings;

/**
 * Tree-structured Parzen estimators: proposes what is likely among the good trials and unlikely among the others.
 *
 * <p>Settled trials are split into the best few, the {@code gamma} share of them and at most 25, and the rest. A
 * {@link ParzenEstimator} of each gives the densities l and g; of {@code candidates} points drawn from l the one with
 * the largest l/g is proposed, which is the one of largest expected improvement. Bergstra et al., "Algorithms for
 * Hyper-Parameter Optimization", NIPS 2011; joint densities as Falkner et al., "BOHB", ICML 2018, and Optuna (Akiba et
 * al., KDD 2019), whose defaults are used: weights of trials older than the last 25 fall off linearly in g.
 *
 * <p>Parameters that take part together are modelled together (with {@code multivariate: false} each one alone), parents
 * before children, from the trials in which they took part. Trials under way count as bad, so that others look
 * elsewhere, and so do failed and diverged ones. Losses are compared at equal budgets: see {@link Comparison}; enough
 * are as many as the good ones, and at least {@code startup_trials}. Candidates that break a constraint or were tried
 * already are drawn again.
 *
 * <p>Observations of earlier studies stand in both densities: the best share {@code gamma} of each study is good. Each
 * weighs {@code startup_trials / (startup_trials + n)} of a trial once n are settled here, so that they take the place of
 * the start-up and fade. The first proposal is the best of them.
 *
 * @param multivariate whether parameters are modelled jointly
 * @param startupTrials how many trials must be settled before the model is asked; until then drawn at random
 * @param candidates drawn from l for each group of parameters
 * @param gamma share of good trials, above 0 and at most 1
 */
public record Tpe(boolean multivariate, int startupTrials, int candidates, double gamma) implements Strategy<Evidence> {
    private static final Setting MULTIVARIATE = Setting.truth(
            "multivariate", true, "Whether parameters are modelled jointly; false is HyperOpt's way, one by one.");
    private static final Setting STARTUP =
            Setting.integer("startup_trials", 10, 1, 10_000, "Trials settled before the model is asked.");
    private static final Setting CANDIDATES = Setting.integer(
            "candidates", 24, 1, 10_000, "Points drawn from the density of good trials for each suggestion.");
    private static final Setting GAMMA =
            Setting.real("gamma", 0.1, 0.01, 0.5, "Share of the settled trials that are good ones, at most 25.");

    private static final int MOST_GOOD = 25;
    private static final int FULL_WEIGHT = 25;
    /** How often a whole configuration is composed before one is drawn that is merely untried. */
    private static final int ROUNDS = 20;

    private static final int DRAWS_A_CANDIDATE = 20;

    /** @throws IllegalArgumentException if a setting is out of range */
    public Tpe {
        if (startupTrials < 1 || candidates < 1 || !(gamma > 0 && gamma <= 1)) {
            throw new IllegalArgumentException("startup_trials is " + startupTrials + ", candidates is " + candidates
                    + ", gamma is " + gamma + ": the first two must be at least 1, the last above 0 and at most 1");
        }
    }

    static Offer<Strategy<?>> offer() {
        return Offer.of(
                "tpe",
                "Models where good trials are dense and bad ones are not.",
                List.of(MULTIVARIATE, STARTUP, CANDIDATES, GAMMA),
                (settings, spec) -> of(settings));
    }

    private static Tpe of(Settings settings) {
        return new Tpe(
                settings.truth(MULTIVARIATE.name()),
                settings.integer(STARTUP.name()),
                settings.integer(CANDIDATES.name()),
                settings.real(GAMMA.name()));
    }

    @Override
    public Evidence initial() {
        return Evidence.NONE;
    }

    @Override
    public Evidence learn(Evidence memory, History history, StudyEvent event) {
        return memory.learn(history, event);
    }

    private int goodOf(int settled) {
        return Math.min(MOST_GOOD, (int) Math.ceil(gamma * settled));
    }

    @Override
    public Suggestion suggest(Evidence memory, History history, Ask ask, RandomStream random) {
        var comparison = memory.compare(history, settled -> Math.max(startupTrials, goodOf(settled)));
        if (comparison.settled().length < startupTrials && !memory.precedents().hasFeasible()) {
            return new Untried(history.space(), history).draw(random);
        }
        if (ask.proposals() == 0) {
            var best = StartUp.known(memory.precedents(), history, 0);
            if (best.isPresent()) {
                return best.get();
            }
        }
        var proposal = new Proposal(memory, history, comparison);
        for (int round = 0; round < ROUNDS; round++) {
            var point = proposal.compose(random);
            var configuration = proposal.chart.decode(point);
            if (!history.tried().containsKey(configuration) && history.space().constraintsHold(configuration)) {
                return new Suggestion.Propose(configuration, "");
            }
        }
        return new Untried(history.space(), history).draw(random);
    }

    /** One suggestion in the making. */
    private final class Proposal {
        private final double[] units;
        private final Precedents precedents;
        private final History history;
        private final Comparison comparison;
        private final Chart chart;
        private final List<List<Integer>> groups;

        Proposal(Evidence evidence, History history, Comparison comparison) {
            units = evidence.units().toArray();
            precedents = evidence.precedents();
            this.history = history;
            this.comparison = comparison;
            chart = evidence.chart(history);
            groups = multivariate
                    ? chart.groups()
                    : chart.groups().stream()
                            .flatMap(List::stream)
                            .map(List::of)
                            .toList();
        }

        /** A point whose groups are chosen one after another. */
        double[] compose(RandomStream random) {
            var point = chart.filled(0.5);
            for (int group = 0; group < groups.size(); group++) {
                if (takesPart(group, point)) {
                    choose(group, point, random);
                }
            }
            return point;
        }

        private boolean takesPart(int group, double[] point) {
            var first = chart.axes().get(groups.get(group).get(0)).parameter();
            return first.when().isEmpty() || chart.decode(point).has(first.name());
        }

        private void choose(int group, double[] point, RandomStream random) {
            var places = groups.get(group).stream()
                    .filter(place -> chart.axes().get(place).kind() != Axis.Kind.FIXED)
                    .mapToInt(place -> place)
                    .toArray();
            if (places.length == 0) {
                return;
            }
            var model = model(places);
            var drawn = new double[candidates][];
            int count = 0;
            for (int draw = 0; draw < candidates * DRAWS_A_CANDIDATE && count < candidates; draw++) {
                var candidate = model.good().draw(random);
                if (mayStand(candidate, places, group, point)) {
                    drawn[count++] = candidate;
                }
            }
            var best = count == 0 ? model.good().draw(random) : model.best(Arrays.copyOf(drawn, count));
            put(best, places, point);
        }

        private void put(double[] coordinates, int[] places, double[] point) {
            for (int j = 0; j < places.length; j++) {
                point[places[j]] = coordinates[j];
            }
        }

        /** Whether no constraint between what is chosen so far forbids it; and, of the last group, whether it is new. */
        private boolean mayStand(double[] candidate, int[] places, int group, double[] point) {
            boolean isFinite = group == groups.size() - 1
                    && chart.axes().stream().noneMatch(axis -> axis.kind() == Axis.Kind.CONTINUOUS);
            if (!isFinite && chart.space().constraints().isEmpty()) {
                return true;
            }
            put(candidate, places, point);
            var configuration = chart.decode(point);
            if (isFinite && history.tried().containsKey(configuration)) {
                return false;
            }
            return chart.space().constraintsHold(only(chosen(group), configuration));
        }

        private static Configuration only(Set<String> names, Configuration configuration) {
            var values = new LinkedHashMap<>(configuration.values());
            values.keySet().retainAll(names);
            return new Configuration(values);
        }

        private Set<String> chosen(int group) {
            return groups.subList(0, group + 1).stream()
                    .flatMap(List::stream)
                    .map(place -> chart.axes().get(place).parameter().name())
                    .collect(Collectors.toSet());
        }

        private DensityRatio model(int[] places) {
            int settled = 0;
            var taking = new int[comparison.trials()];
            int count = 0;
            for (int trial = 0; trial < taking.length; trial++) {
                if (!Double.isNaN(units[trial * chart.dimensions() + places[0]])) {
                    taking[count++] = trial;
                    settled += comparison.isRunning(trial) ? 0 : 1;
                }
            }
            taking = Arrays.copyOf(taking, count);
            var good = comparison.best(taking, goodOf(settled));
            Arrays.sort(good);
            var earlier = PrecedentSplit.of(precedents, places[0], Tpe.this::goodOf);
            double weight = startupTrials / (double) (startupTrials + comparison.settled().length);
            return new DensityRatio(
                    density(places, earlier.good(), weight, good),
                    density(places, earlier.bad(), weight, without(good, taking)));
        }

        private static int[] without(int[] some, int[] all) {
            var rest = new int[all.length - some.length];
            int next = 0;
            int count = 0;
            for (int trial : all) {
                if (next < some.length && some[next] == trial) {
                    next++;
                } else {
                    rest[count++] = trial;
                }
            }
            return rest;
        }

        /** The density of some precedents, which count as so much of a trial each, and of some trials. */
        private ParzenEstimator density(int[] places, int[] earlier, double weight, int[] trials) {
            int n = earlier.length + trials.length;
            var columns = new double[places.length][n];
            for (int j = 0; j < places.length; j++) {
                for (int i = 0; i < n; i++) {
                    columns[j][i] = i < earlier.length
                            ? precedents.unit(earlier[i], places[j])
                            : units[trials[i - earlier.length] * chart.dimensions() + places[j]];
                }
            }
            var weights = new double[n];
            Arrays.fill(weights, 0, earlier.length, weight);
            System.arraycopy(weights(trials.length), 0, weights, earlier.length, trials.length);
            var axes = Arrays.stream(places).mapToObj(chart.axes()::get).toList();
            var bandwidth = multivariate ? Bandwidth.JOINT : Bandwidth.NEIGHBOURS;
            return ParzenEstimator.of(axes, columns, weights, 1, bandwidth);
        }
    }

    /** The last 25 weigh 1; older ones less, down to 1/n for the first. */
    static double[] weights(int n) {
        var weights = new double[n];
        Arrays.fill(weights, 1);
        int ramp = n - FULL_WEIGHT;
        for (int i = 0; i < ramp; i++) {
            weights[i] = ramp == 1 ? 1.0 / n : 1.0 / n + i * (1 - 1.0 / n) / (ramp - 1);
        }
        return weights;
    }
}
