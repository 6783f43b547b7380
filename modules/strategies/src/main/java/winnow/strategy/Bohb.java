package winnow.strategy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import winnow.random.RandomStream;
import winnow.search.Ask;
import winnow.search.History;
import winnow.search.Strategy;
import winnow.search.StudyEvent;
import winnow.search.Suggestion;
import winnow.space.Configuration;
import winnow.study.Offer;
import winnow.study.Setting;

/**
 * BOHB's model: kernel densities of good and bad trials at the largest budget that enough trials have reached. Made for
 * schedulers with rungs, and works with any.
 *
 * <p>Falkner, Klein and Hutter, "BOHB: Robust and Efficient Hyperparameter Optimization at Scale", ICML 2018, with the
 * defaults of HpBandSter: a third of the configurations is drawn at random; the best 15 % of the n trials at a budget,
 * and at least d + 1, are good, the others bad, and there must be d + 1 of each; 64 candidates are drawn from the good
 * kernels, three times as wide, and the one with the largest ratio of good to bad density is proposed. A trial that
 * went on counts at each budget it reached; one that failed counts as bad. Parameters that take no part in a trial have
 * the values that another trial of its kind has. Departures: candidates that break a constraint or were tried are
 * passed over, and a broad kernel, as in {@link ParzenEstimator}, keeps the densities positive where HpBandSter adds
 * 1e-32. Until there is a model of this study's own, what earlier studies observed is the model, and every second
 * configuration the best that is known from them.
 *
 * @param randomFraction the share of configurations drawn at random, 0 to 1
 * @param topPercent how many of a hundred trials are good, 1 to 99
 * @param candidates how many are drawn for each suggestion
 * @param bandwidthFactor how much wider the kernels are that candidates are drawn from
 */
public record Bohb(double randomFraction, int topPercent, int candidates, double bandwidthFactor)
        implements Strategy<Evidence> {
    private static final Setting RANDOM_FRACTION = Setting.real(
            "random_fraction", 1.0 / 3, 0, 1, "The share of configurations that are drawn at random all the same.");
    private static final Setting TOP_PERCENT =
            Setting.integer("top_percent", 15, 1, 99, "How many of a hundred trials at a budget are good ones.");
    private static final Setting CANDIDATES = Setting.integer(
            "candidates", 64, 1, 10_000, "Points drawn from the density of good trials for each suggestion.");
    private static final Setting BANDWIDTH_FACTOR = Setting.real(
            "bandwidth_factor", 3, 0.1, 100, "How much wider the kernels are that these points are drawn from.");

    private static final double LEAST_WIDTH = 1e-3;
    private static final double NORMAL_REFERENCE = 1.06;

    /** @throws IllegalArgumentException if a setting is out of range */
    public Bohb {
        if (!(randomFraction >= 0 && randomFraction <= 1) || !(bandwidthFactor > 0)) {
            throw new IllegalArgumentException("random_fraction " + randomFraction + " must be from 0 to 1,"
                    + " bandwidth_factor " + bandwidthFactor + " positive");
        }
        if (topPercent < 1 || topPercent > 99 || candidates < 1) {
            throw new IllegalArgumentException(
                    "top_percent " + topPercent + " must be from 1 to 99, candidates " + candidates + " at least 1");
        }
    }

    static Offer<Strategy<?>> offer() {
        return Offer.of(
                "bohb",
                "BOHB's model: densities of good and bad trials at the largest budget with enough of them.",
                List.of(RANDOM_FRACTION, TOP_PERCENT, CANDIDATES, BANDWIDTH_FACTOR),
                (settings, spec) -> new Bohb(
                        settings.real(RANDOM_FRACTION.name()),
                        settings.integer(TOP_PERCENT.name()),
                        settings.integer(CANDIDATES.name()),
                        settings.real(BANDWIDTH_FACTOR.name())));
    }

    @Override
    public Evidence initial() {
        return Evidence.NONE;
    }

    @Override
    public Evidence learn(Evidence memory, History history, StudyEvent event) {
        return memory.learn(history, event);
    }

    @Override
    public Suggestion suggest(Evidence memory, History history, Ask ask, RandomStream random) {
        var chart = memory.chart(history);
        int[] places = IntStream.range(0, chart.dimensions())
                .filter(place -> chart.axes().get(place).kind() != Axis.Kind.FIXED)
                .toArray();
        var own = newest(memory, history, places.length + 1);
        if (own.ranked().isEmpty() && ask.proposals() % 2 == 0) {
            var known = StartUp.known(memory.precedents(), history, ask.proposals() / 2);
            if (known.isPresent()) {
                return known.get();
            }
        }
        var model = own.ranked().isEmpty() ? earlier(memory.precedents(), places.length + 1) : own;
        if (places.length == 0 || model.ranked().isEmpty() || random.nextDouble() < randomFraction) {
            return new Untried(history.space(), history).draw(random);
        }
        int good = good(model.ranked().size(), places.length + 1);
        var best = columns(chart, places, model.ranked().subList(0, good), random);
        var rest = columns(
                chart, places, model.ranked().subList(good, model.ranked().size()), random);
        var axes = Arrays.stream(places).mapToObj(chart.axes()::get).toList();
        var drawn = drawn(density(axes, best, bandwidthFactor), chart, places, history, random);
        return drawn.length == 0
                ? new Untried(history.space(), history).draw(random)
                : new Suggestion.Propose(
                        chart.decode(
                                spread(best(density(axes, best, 1), density(axes, rest, 1), drawn), chart, places)),
                        model.from());
    }

    private int good(int trials, int least) {
        return Math.max(least, topPercent * trials / 100);
    }

    /** The encoded configurations that a model is made of, from best to worst; none if there is no model yet. */
    private record Observed(String from, List<double[]> ranked) {}

    /** What earlier studies observed, if it is enough for a model: until there is one of this study. */
    private Observed earlier(Precedents precedents, int least) {
        int[] ranked = precedents.ranked();
        return new Observed(
                "by earlier studies",
                ranked.length - good(ranked.length, least) < least
                        ? List.of()
                        : Arrays.stream(ranked).mapToObj(precedents::point).toList());
    }

    private Observed newest(Evidence memory, History history, int least) {
        var failed = new TreeMap<Integer, Double>();
        var budgets = new TreeMap<Integer, TreeMap<Integer, Double>>();
        double[] findings = memory.findings().toArray();
        for (int i = 0; i < findings.length; i += 3) {
            boolean isMeasured = findings[i + 2] < Double.POSITIVE_INFINITY;
            var losses = isMeasured ? budgets.computeIfAbsent((int) findings[i + 1], none -> new TreeMap<>()) : failed;
            losses.put((int) findings[i], findings[i + 2]);
        }
        for (var entry : budgets.descendingMap().entrySet()) {
            var losses =
                    history.hasSeveralAims() ? placed(history, entry.getKey(), entry.getValue()) : entry.getValue();
            failed.forEach(losses::putIfAbsent);
            if (losses.size() - good(losses.size(), least) >= least) {
                return new Observed(
                        "by the trials at epoch " + entry.getKey(),
                        losses.entrySet().stream()
                                .sorted(Map.Entry.<Integer, Double>comparingByValue()
                                        .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                                .map(one -> memory.point(one.getKey()))
                                .toList());
            }
        }
        return new Observed("", List.of());
    }

    /** The places by front and crowding in place of the main losses. */
    private static TreeMap<Integer, Double> placed(History history, int budget, TreeMap<Integer, Double> losses) {
        var trials = List.copyOf(losses.keySet());
        double[] places = FrontPlaces.of(history, trials, budget);
        var placed = new TreeMap<Integer, Double>();
        for (int i = 0; i < places.length; i++) {
            placed.put(trials.get(i), places[i]);
        }
        return placed;
    }

    /** Coordinates by axis; where a parameter took no part, those of another of these trials, or any. */
    private static double[][] columns(Chart chart, int[] places, List<double[]> trials, RandomStream random) {
        var columns = new double[places.length][trials.size()];
        for (int j = 0; j < places.length; j++) {
            var known = new ArrayList<Double>();
            for (int i = 0; i < trials.size(); i++) {
                columns[j][i] = trials.get(i)[places[j]];
                if (!Double.isNaN(columns[j][i])) {
                    known.add(columns[j][i]);
                }
            }
            for (int i = 0; i < trials.size() && known.size() < trials.size(); i++) {
                if (Double.isNaN(columns[j][i])) {
                    columns[j][i] = known.isEmpty()
                            ? chart.axes().get(places[j]).settle(random.nextDouble())
                            : known.get(random.nextInt(known.size()));
                }
            }
        }
        return columns;
    }

    /** A density whose kernels have the width of statsmodels' {@code normal_reference}, times a factor. */
    private static ParzenEstimator density(List<Axis> axes, double[][] columns, double factor) {
        var weights = new double[columns[0].length];
        Arrays.fill(weights, 1);
        return ParzenEstimator.of(axes, columns, weights, 1, (points, dimensions) -> {
            double spread = deviation(points) * StrictMath.pow(points.length, -1.0 / (dimensions + 4));
            var widths = new double[points.length];
            Arrays.fill(widths, factor * Math.max(LEAST_WIDTH, NORMAL_REFERENCE * spread));
            return widths;
        });
    }

    private static double deviation(double[] points) {
        double sum = 0;
        for (double point : points) {
            sum += point;
        }
        double mean = sum / points.length;
        double squares = 0;
        for (double point : points) {
            squares += (point - mean) * (point - mean);
        }
        return Math.sqrt(squares / points.length);
    }

    private double[][] drawn(ParzenEstimator wide, Chart chart, int[] places, History history, RandomStream random) {
        var drawn = new double[candidates][];
        int count = 0;
        for (int i = 0; i < candidates; i++) {
            var candidate = wide.draw(random);
            if (mayStand(chart.decode(spread(candidate, chart, places)), history)) {
                drawn[count++] = candidate;
            }
        }
        return Arrays.copyOf(drawn, count);
    }

    private static boolean mayStand(Configuration configuration, History history) {
        return !history.tried().containsKey(configuration) && history.space().constraintsHold(configuration);
    }

    private static double[] spread(double[] candidate, Chart chart, int[] places) {
        var point = chart.filled(0.5);
        for (int j = 0; j < places.length; j++) {
            point[places[j]] = candidate[j];
        }
        return point;
    }

    private static double[] best(ParzenEstimator good, ParzenEstimator bad, double[][] candidates) {
        var above = good.logDensities(candidates);
        var below = bad.logDensities(candidates);
        int best = 0;
        for (int i = 1; i < candidates.length; i++) {
            best = above[i] - below[i] > above[best] - below[best] ? i : best;
        }
        return candidates[best];
    }
}
