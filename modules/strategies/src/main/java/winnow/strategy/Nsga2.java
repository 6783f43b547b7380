package winnow.strategy;

import java.util.List;
import winnow.random.RandomStream;
import winnow.search.Ask;
import winnow.search.History;
import winnow.search.Strategy;
import winnow.search.StudyEvent;
import winnow.search.Suggestion;
import winnow.study.Offer;

/**
 * NSGA-II: a genetic algorithm for several metrics, which keeps the trials that none dominates, and among these the ones
 * that have most room to themselves.
 *
 * <p>Deb, Pratap, Agarwal and Meyarivan, "A Fast and Elitist Multiobjective Genetic Algorithm: NSGA-II", IEEE Transactions
 * on Evolutionary Computation 6, 2002. Each {@code population} trials in a row are a generation; its parents are the best
 * {@code population} of all settled trials before it, by front and crowding; a parent is the better of two drawn. Numbers
 * are crossed and changed by the paper's operators, simulated binary crossover and polynomial mutation
 * ({@link Recombination}); options without an order come from either parent, and change to another one.
 *
 * <p>Departures: survivors are chosen among all earlier trials, not only from the last parents and their children; and as
 * in {@link Genetic} nothing waits for a generation to end. Trials are compared at equal budgets, as {@link Comparison}
 * says. With one metric the order is that of its losses. It begins as {@link StartUp} does.
 *
 * @param population trials in a generation, and parents of it
 * @param crossover chance that a child has two parents, 0 to 1
 * @param mutation chance of each coordinate to change, 0 to 1; 0 stands for 1 / d
 */
public record Nsga2(int population, double crossover, double mutation) implements Strategy<Evidence> {

    /** @throws IllegalArgumentException if a setting is out of range */
    public Nsga2 {
        Genetic.require(population, crossover, mutation);
    }

    static Offer<Strategy<?>> offer() {
        return Offer.of(
                "nsga2",
                "NSGA-II, a genetic algorithm for several metrics: crosses trials of the Pareto front, spread along it.",
                List.of(Genetic.POPULATION, Genetic.CROSSOVER, Genetic.MUTATION),
                (settings, spec) -> new Nsga2(
                        settings.integer(Genetic.POPULATION.name()),
                        settings.real(Genetic.CROSSOVER.name()),
                        settings.real(Genetic.MUTATION.name())));
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
        var parents = Genetic.parents(memory, history, ask, population);
        if (parents.length < 2) {
            return StartUp.suggest(memory, history, ask, random);
        }
        var chart = memory.chart(history);
        var recombination = new Recombination(chart.axes());
        double chance = mutation == 0 ? 1.0 / chart.dimensions() : mutation;
        int first = Genetic.parent(parents, random);
        int second = Genetic.parent(parents, random);
        return Attempts.first(
                chart,
                history,
                random,
                stream -> {
                    var one = memory.point(first);
                    var child = stream.nextDouble() < crossover
                            ? recombination.crossed(one, memory.point(second), stream)
                            : one;
                    return recombination.mutated(child, chance, stream);
                },
                "from trials " + first + " and " + second);
    }
}
