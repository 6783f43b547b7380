package winnow.strategy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import winnow.search.History;
import winnow.search.Surrogate;
import winnow.strategy.ModelMemory.Sighting;

/**
 * What a model is fitted to: a point and a loss for each trial that was sighted, in the order of first sightings.
 *
 * <p>With budgets that differ, the loss is that at the largest budget that at least four trials reached. A trial that
 * did not come so far, because it was pruned or waits for promotion, counts with its last loss carried on: by a straight
 * line, fitted to those that passed there and came further, with a slope that tends to 1 as these are few.
 *
 * <p>With several metrics that is done with each, and {@link Tchebycheff} makes one loss of them.
 *
 * @param points n encoded configurations
 * @param losses n, {@link Surrogate#INFEASIBLE} for trials that diverged or failed
 * @param trials n numbers
 * @param budget in epochs, at which the losses are; 0 if nothing was measured
 */
record ModelRows(double[][] points, double[] losses, int[] trials, int budget) {
    private static final int ENOUGH = 4;
    private static final int MOST_COMPARED = 200;

    /** The rows of a study with one metric. */
    static ModelRows of(ModelMemory memory, int count, History history) {
        return of(memory, count, history, new Tchebycheff(1));
    }

    /**
     * The rows after the first so many sightings; depends on nothing that was learnt later.
     *
     * @param joined makes one loss of those by each metric
     */
    static ModelRows of(ModelMemory memory, int count, History history, Tchebycheff joined) {
        var last = new LinkedHashMap<Integer, Sighting>();
        for (var sighting : memory.sightings().subList(0, count)) {
            last.merge(sighting.trial(), sighting, (before, after) -> after);
        }
        var sightings = List.copyOf(last.values());
        int budget = budget(sightings);
        var reached = sightings.stream()
                .filter(s -> s.isFeasible() && s.epoch() >= budget)
                .toList();
        var compared = reached.subList(Math.max(0, reached.size() - MOST_COMPARED), reached.size());
        var losses = new double[sightings.size()][history.aims().size()];
        for (int aim = 0; aim < history.aims().size(); aim++) {
            fill(losses, aim, sightings, compared, budget, history);
        }
        return new ModelRows(
                sightings.stream().map(s -> s.point().units()).toArray(double[][]::new),
                joined.of(losses),
                sightings.stream().mapToInt(Sighting::trial).toArray(),
                budget);
    }

    private static void fill(
            double[][] losses,
            int aim,
            List<Sighting> sightings,
            List<Sighting> compared,
            int budget,
            History history) {
        Map<Integer, Line> lines = new LinkedHashMap<>();
        for (int i = 0; i < losses.length; i++) {
            var s = sightings.get(i);
            if (!s.isFeasible()) {
                losses[i][aim] = Surrogate.INFEASIBLE;
            } else if (s.epoch() >= budget) {
                losses[i][aim] = loss(history, s, budget, aim);
            } else {
                var line = lines.computeIfAbsent(s.epoch(), e -> Line.of(history, compared, e, budget, aim));
                losses[i][aim] = line.at(loss(history, s, s.epoch(), aim));
            }
        }
    }

    int size() {
        return losses.length;
    }

    private static int budget(List<Sighting> sightings) {
        var counts = new TreeMap<Integer, Integer>();
        sightings.stream().filter(Sighting::isFeasible).forEach(s -> counts.merge(s.epoch(), 1, Integer::sum));
        int further = 0;
        for (var entry : counts.descendingMap().entrySet()) {
            further += entry.getValue();
            if (further >= ENOUGH) {
                return entry.getKey();
            }
        }
        return counts.isEmpty() ? 0 : counts.firstKey();
    }

    private static double loss(History history, Sighting sighting, int epoch, int aim) {
        return history.trial(sighting.trial())
                .at(epoch)
                .map(o -> history.aims().get(aim).loss(o.metrics()))
                .orElse(Surrogate.INFEASIBLE);
    }

    /** How losses at one budget go on to another. */
    private record Line(double slope, double meanBefore, double meanAfter) {

        static Line of(History history, List<Sighting> compared, int before, int after, int aim) {
            var pairs = new ArrayList<double[]>();
            for (var sighting : compared) {
                double x = loss(history, sighting, before, aim);
                double y = loss(history, sighting, after, aim);
                if (Double.isFinite(x) && Double.isFinite(y)) {
                    pairs.add(new double[] {x, y});
                }
            }
            if (pairs.isEmpty()) {
                return new Line(1, 0, 0);
            }
            double meanX = pairs.stream().mapToDouble(p -> p[0]).average().orElseThrow();
            double meanY = pairs.stream().mapToDouble(p -> p[1]).average().orElseThrow();
            double xy = 0;
            double xx = 0;
            for (var pair : pairs) {
                xy += (pair[0] - meanX) * (pair[1] - meanY);
                xx += (pair[0] - meanX) * (pair[0] - meanX);
            }
            double prior = 2 * xx / pairs.size();
            double slope = xx > 0 && Double.isFinite(xx) ? Math.max(0, (xy + prior) / (xx + prior)) : 1;
            return new Line(slope, meanX, meanY);
        }

        double at(double loss) {
            double value = meanAfter + slope * (loss - meanBefore);
            return Double.isFinite(value) ? value : Surrogate.INFEASIBLE;
        }
    }
}
