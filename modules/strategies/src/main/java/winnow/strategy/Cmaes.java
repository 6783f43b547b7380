package winnow.strategy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.pcollections.HashTreePSet;
import org.pcollections.PSet;
import winnow.random.RandomStream;
import winnow.search.Ask;
import winnow.search.History;
import winnow.search.Strategy;
import winnow.search.StudyEvent;
import winnow.search.Suggestion;
import winnow.study.Offer;
import winnow.study.Setting;

/**
 * CMA-ES, as ask and tell: draws from a normal distribution that turns and stretches towards good trials.
 *
 * <p>Reals, integers, steps and ordered choices are axes of {@link CmaDistribution}; those with few levels are kept from
 * freezing by a margin. Unordered choices, which it has no notion of, are drawn from {@link OptionShares}. A parameter
 * that took no part in a trial counts as if it had its mean value there.
 *
 * <p>Any number of trials may be running: each is drawn from the distribution as it is, and as soon as {@code population}
 * trials have been settled, whoever proposed them and whenever, they are a generation. A trial counts once, when it is
 * first settled; losses are compared as {@link Comparison} says, half a generation being enough; failed ones are the
 * worst, and a generation of them changes nothing. When no range is wider than 1e-4, the search begins again elsewhere
 * with a population twice as large (Auger and Hansen, "A Restart CMA Evolution Strategy With Increasing Population Size",
 * CEC 2005).
 *
 * <p>After earlier studies it begins with a distribution over the best tenth of their observations, as WS-CMA-ES
 * ({@link CmaDistribution#over}).
 *
 * @param population trials in a generation; 0 stands for 4 + 3 ln d
 * @param sigma the first standard deviation, in units of a parameter's range after its scale
 */
public record Cmaes(int population, double sigma) implements Strategy<Cmaes.Memory> {
    private static final Setting POPULATION = Setting.integer(
            "population", 0, 0, 10_000, "How many trials are a generation; 0 chooses by the number of parameters.");
    private static final Setting SIGMA = Setting.real(
            "sigma", 0.3, 0.001, 1, "The standard deviation to begin with, as a share of each parameter's range.");

    private static final double CONVERGED = 1e-4;
    private static final int MOST_RESTARTS = 8;
    /** The share of earlier observations that are promising. */
    private static final double PROMISING = 0.1;

    /** @throws IllegalArgumentException if a setting is out of range */
    public Cmaes {
        if (population < 0 || !(sigma > 0 && sigma <= 1)) {
            throw new IllegalArgumentException("population is " + population + ", sigma is " + sigma
                    + ": the first must be at least 0, the second above 0 and at most 1");
        }
    }

    /**
     * What it remembers.
     *
     * @param evidence of all trials
     * @param model the distributions; empty before the first event
     * @param known trials that have counted
     * @param arrived trials of the generation that is not complete
     * @param restarts how often it began again
     */
    public record Memory(
            Evidence evidence, Optional<Model> model, PSet<Integer> known, List<Integer> arrived, int restarts) {
        public Memory {
            arrived = List.copyOf(arrived);
        }
    }

    /**
     * The distributions.
     *
     * @param ordered over the ordered axes
     * @param options over the others
     */
    record Model(CmaDistribution ordered, OptionShares options) {}

    static Offer<Strategy<?>> offer() {
        return Offer.of(
                "cmaes",
                "Draws from a normal distribution that adapts to good trials.",
                List.of(POPULATION, SIGMA),
                (settings, spec) -> new Cmaes(settings.integer(POPULATION.name()), settings.real(SIGMA.name())));
    }

    @Override
    public Memory initial() {
        return new Memory(Evidence.NONE, Optional.empty(), HashTreePSet.empty(), List.of(), 0);
    }

    @Override
    public Memory learn(Memory memory, History history, StudyEvent event) {
        var evidence = memory.evidence().learn(history, event);
        var model = event instanceof StudyEvent.WarmStarted
                ? warm(evidence, history)
                : memory.model().orElseGet(() -> begun(evidence.chart(history), evidence.seed(), 0));
        var next = new Memory(evidence, Optional.of(model), memory.known(), memory.arrived(), memory.restarts());
        return event instanceof StudyEvent.Judged judged && !memory.known().contains(judged.trial())
                ? settled(next, history, judged.trial())
                : next;
    }

    /** A search from its beginning: in the middle first, then anywhere. */
    private Model begun(Chart chart, long seed, int restarts) {
        var ordered = ordered(chart);
        var random = RandomStream.of(seed, "cmaes restart", restarts);
        var mean = new double[ordered.length];
        Arrays.setAll(mean, j -> restarts == 0 ? 0.5 : random.nextDouble());
        int lambda = lambda(chart) << restarts;
        return new Model(CmaDistribution.around(mean, sigma, lambda), OptionShares.even(axes(chart, unordered(chart))));
    }

    private int lambda(Chart chart) {
        int open = ordered(chart).length + unordered(chart).length;
        int usual = 4 + (int) (3 * StrictMath.log(Math.max(1, open)));
        return population == 0 ? usual : population;
    }

    /** A search that begins where the best tenth of earlier studies is. */
    private Model warm(Evidence evidence, History history) {
        var chart = evidence.chart(history);
        var ranked = evidence.precedents().ranked();
        var cold = begun(chart, evidence.seed(), 0);
        if (ranked.length == 0) {
            return cold;
        }
        var best = Arrays.stream(ranked)
                .limit((int) Math.ceil(PROMISING * ranked.length))
                .mapToObj(evidence.precedents()::point)
                .toArray(double[][]::new);
        var ordered = ordered(chart);
        var unordered = unordered(chart);
        var weights = new double[best.length];
        Arrays.fill(weights, 1.0 / best.length);
        return new Model(
                ordered.length == 0
                        ? cold.ordered()
                        : CmaDistribution.over(of(best, ordered), ordered.length, lambda(chart)),
                cold.options().after(axes(chart, unordered), of(best, unordered), weights));
    }

    private static double[][] of(double[][] points, int[] places) {
        return Arrays.stream(points)
                .map(point ->
                        IntStream.of(places).mapToDouble(place -> point[place]).toArray())
                .toArray(double[][]::new);
    }

    private Memory settled(Memory memory, History history, int trial) {
        var known = memory.known().plus(trial);
        var arrived = new java.util.ArrayList<>(memory.arrived());
        arrived.add(trial);
        var model = memory.model().orElseThrow();
        if (arrived.size() < model.ordered().lambda()) {
            return new Memory(memory.evidence(), memory.model(), known, arrived, memory.restarts());
        }
        var chart = memory.evidence().chart(history);
        var next = after(model, memory.evidence(), history, arrived);
        boolean isOver = memory.restarts() < MOST_RESTARTS && hasConverged(next.ordered(), chart);
        int restarts = isOver ? memory.restarts() + 1 : memory.restarts();
        return new Memory(
                memory.evidence(),
                Optional.of(isOver ? begun(chart, memory.evidence().seed(), restarts) : next),
                known,
                List.of(),
                restarts);
    }

    private static boolean hasConverged(CmaDistribution distribution, Chart chart) {
        var axes = axes(chart, ordered(chart));
        boolean isAnyContinuous = false;
        for (int j = 0; j < axes.size(); j++) {
            boolean isContinuous = axes.get(j).kind() == Axis.Kind.CONTINUOUS;
            if (isContinuous && distribution.deviation(j) > CONVERGED) {
                return false;
            }
            isAnyContinuous |= isContinuous;
        }
        return isAnyContinuous;
    }

    private static Model after(Model model, Evidence evidence, History history, List<Integer> generation) {
        var chart = evidence.chart(history);
        int half = Math.max(1, generation.size() / 2);
        var best = evidence.compare(history, settled -> half)
                .best(generation.stream().mapToInt(i -> i).toArray(), half);
        if (best.length == 0) {
            return model;
        }
        var weights = new double[best.length];
        Arrays.setAll(weights, i -> StrictMath.log((generation.size() + 1) / 2.0) - StrictMath.log(i + 1));
        double total = Arrays.stream(weights).sum();
        Arrays.setAll(weights, i -> total > 0 ? weights[i] / total : 1.0 / weights.length);
        var ordered = ordered(chart);
        var unordered = unordered(chart);
        return new Model(
                ordered.length == 0
                        ? model.ordered()
                        : model.ordered().after(axes(chart, ordered), points(evidence, best, ordered), weights),
                model.options().after(axes(chart, unordered), points(evidence, best, unordered), weights));
    }

    private static double[][] points(Evidence evidence, int[] trials, int[] places) {
        return of(Arrays.stream(trials).mapToObj(evidence::point).toArray(double[][]::new), places);
    }

    private static int[] ordered(Chart chart) {
        return places(chart, List.of(Axis.Kind.LEVELS, Axis.Kind.CONTINUOUS));
    }

    private static int[] unordered(Chart chart) {
        return places(chart, List.of(Axis.Kind.CATEGORICAL));
    }

    private static int[] places(Chart chart, List<Axis.Kind> kinds) {
        return IntStream.range(0, chart.dimensions())
                .filter(place -> kinds.contains(chart.axes().get(place).kind()))
                .toArray();
    }

    private static List<Axis> axes(Chart chart, int[] places) {
        return Arrays.stream(places).mapToObj(chart.axes()::get).toList();
    }

    @Override
    public Suggestion suggest(Memory memory, History history, Ask ask, RandomStream random) {
        var chart = memory.evidence().chart(history);
        var model = memory.model().orElseGet(() -> begun(chart, 0, 0));
        var ordered = ordered(chart);
        var unordered = unordered(chart);
        var axes = axes(chart, unordered);
        return Attempts.first(
                chart,
                history,
                random,
                stream -> {
                    var point = chart.filled(0.5);
                    put(model.ordered().draw(stream), ordered, point);
                    put(model.options().draw(axes, stream), unordered, point);
                    return point;
                },
                "generation " + model.ordered().generation());
    }

    private static void put(double[] coordinates, int[] places, double[] point) {
        for (int j = 0; j < places.length; j++) {
            point[places[j]] = coordinates[j];
        }
    }
}
