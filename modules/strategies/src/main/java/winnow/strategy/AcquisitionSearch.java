package winnow.strategy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import winnow.random.RandomStream;
import winnow.search.Posterior;
import winnow.space.Configuration;
import winnow.strategy.Terrain.Spot;

/**
 * Looks for the configuration that a model thinks is worth most.
 *
 * <p>In a finite space of few configurations, all are asked about. Otherwise: quasi-random places and given ones; of
 * these the best, and others by roulette, begin to climb: to the best neighbour that differs in one parameter, again and
 * again, and then along the slope of what is smooth, if the model has one. Constraints and conditions hold at every place.
 *
 * @param terrain where
 * @param posterior what is believed
 * @param function worth of a belief
 * @param best the mean to improve on
 * @param candidates how many places are asked about at first, and about as many again while climbing
 */
record AcquisitionSearch(
        Terrain terrain, Posterior posterior, AcquisitionFunction function, double best, int candidates) {
    private static final int CLIMBERS = 10;
    private static final int ASCENT_STEPS = 12;
    private static final double FIRST_STEP = 0.2;
    private static final double LEAST_DEVIATION = 1e-9;

    /** A place and what it is worth. */
    record Find(Spot spot, double worth) {}

    /**
     * What it met, best first; never empty unless constraints forbid all that was met.
     *
     * @param known encoded configurations to look at in any case
     */
    List<Find> run(List<double[]> known, RandomStream random) {
        var all = terrain.listed(candidates);
        var met = new ArrayList<Find>();
        if (all.isPresent()) {
            met.addAll(rate(listed(all.get(), random)));
        } else {
            met.addAll(rate(spots(known, random)));
            climb(met, random);
        }
        return ranked(met, random);
    }

    /** Best first, equals in random order: a forest's plateaus are wide, and their edges are where it was before. */
    private static List<Find> ranked(List<Find> met, RandomStream random) {
        var ranked = new ArrayList<>(met);
        for (int last = ranked.size() - 1; last > 0; last--) {
            Collections.swap(ranked, last, random.nextInt(last + 1));
        }
        ranked.sort(Comparator.comparingDouble(Find::worth).reversed());
        return ranked;
    }

    private List<Spot> listed(List<Configuration> all, RandomStream random) {
        return all.stream()
                .filter(terrain.space()::constraintsHold)
                .map(c -> terrain.spot(terrain.space().encode(c), random))
                .toList();
    }

    private List<Spot> spots(List<double[]> known, RandomStream random) {
        var spots = new ArrayList<Spot>();
        for (var point : QuasiRandom.points(terrain.space().dimensions(), 0, candidates, random.split("spots", 0))) {
            terrain.settle(point).ifPresent(spots::add);
        }
        known.forEach(units -> spots.add(terrain.spot(units, random)));
        return spots;
    }

    private List<Find> rate(List<Spot> spots) {
        var prediction = posterior.predict(spots.stream().map(Spot::units).toArray(double[][]::new));
        return IntStream.range(0, spots.size())
                .mapToObj(i -> new Find(spots.get(i), worth(prediction.mean(i), prediction.deviation(i))))
                .toList();
    }

    private double worth(double mean, double deviation) {
        double worth = function.worth(mean, Math.max(LEAST_DEVIATION, deviation), best);
        return Double.isNaN(worth) ? Double.NEGATIVE_INFINITY : worth;
    }

    private void climb(List<Find> met, RandomStream random) {
        var climbers = climbers(met, random);
        if (climbers.length == 0) {
            return;
        }
        boolean hasSlope = posterior.slope(climbers[0].spot().units()).isPresent();
        double step = hasSlope ? 0 : FIRST_STEP;
        int asked = 0;
        boolean isMoving = true;
        while (isMoving && asked < candidates) {
            isMoving = false;
            for (int i = 0; i < climbers.length && asked < candidates; i++) {
                var around = rate(terrain.neighbours(climbers[i].spot(), step, random));
                asked += around.size();
                met.addAll(around);
                var top = around.stream().max(Comparator.comparingDouble(Find::worth));
                if (top.isPresent() && top.get().worth() > climbers[i].worth()) {
                    climbers[i] = top.get();
                    isMoving = true;
                }
            }
            isMoving |= step > FIRST_STEP / 100;
            step *= 0.7;
        }
        if (hasSlope && terrain.hasSmooth()) {
            ascend(climbers, met);
        }
    }

    /** The best, and others drawn with chances that fall exponentially with their rank. */
    private Find[] climbers(List<Find> met, RandomStream random) {
        var ranked = ranked(met, random);
        int count = Math.min(ranked.size(), Math.max(3, Math.min(CLIMBERS, candidates / 100)));
        var climbers = new ArrayList<Find>();
        while (climbers.size() < count) {
            double lot = climbers.isEmpty() ? 0 : -StrictMath.log(1 - random.nextDouble()) * 2 * count;
            climbers.add(ranked.remove((int) Math.min(ranked.size() - 1.0, lot)));
        }
        return climbers.toArray(Find[]::new);
    }

    private void ascend(Find[] climbers, List<Find> met) {
        for (var climber : climbers) {
            var top = climber;
            double stride = 0.05;
            for (int step = 0; step < ASCENT_STEPS && stride > 1e-4; step++) {
                var uphill = uphill(top.spot());
                var next = uphill.isPresent() ? moved(top.spot(), uphill.get(), stride) : Optional.<Spot>empty();
                if (next.isEmpty()) {
                    break;
                }
                var there = rate(List.of(next.get())).get(0);
                boolean isHigher = there.worth() > top.worth();
                stride = isHigher ? stride * 1.6 : stride / 4;
                top = isHigher ? there : top;
            }
            if (top.worth() > climber.worth()) {
                met.add(top);
            }
        }
    }

    /** The direction of steepest ascent among smooth parameters, of length 1; empty where it is flat. */
    private Optional<double[]> uphill(Spot spot) {
        var slope = posterior.slope(spot.units()).orElseThrow();
        double deviation = Math.max(LEAST_DEVIATION, Math.sqrt(slope.variance()));
        double byMean = function.byMean(slope.mean(), deviation, best);
        double byVariance = function.byDeviation(slope.mean(), deviation, best) / (2 * deviation);
        double[] direction = new double[spot.full().length];
        for (int place = 0; place < direction.length; place++) {
            double by = byMean * slope.meanSlope()[place] + byVariance * slope.varianceSlope()[place];
            double from = spot.full()[place];
            boolean isBlocked = (from <= 0 && by < 0) || (from >= 1 && by > 0);
            direction[place] = terrain.isSmooth(place) && !isBlocked ? by : 0;
        }
        double length = Math.sqrt(Arrays.stream(direction).map(v -> v * v).sum());
        return length > 0 && Double.isFinite(length)
                ? Optional.of(Arrays.stream(direction).map(v -> v / length).toArray())
                : Optional.empty();
    }

    private Optional<Spot> moved(Spot spot, double[] direction, double stride) {
        double[] full = spot.full().clone();
        for (int place = 0; place < full.length; place++) {
            full[place] = Terrain.clipped(full[place] + stride * direction[place]);
        }
        return terrain.settle(full);
    }
}
