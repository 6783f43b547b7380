package winnow.strategy;

import java.util.List;
import winnow.random.RandomStream;
import winnow.search.Ask;
import winnow.search.History;
import winnow.search.Strategy;
import winnow.search.StudyEvent;
import winnow.search.Suggestion;
import winnow.study.Offer;
import winnow.study.Setting;

/**
 * A genetic algorithm with generations: crosses two good trials and changes the child a little.
 *
 * <p>Each {@code population} trials in a row are a generation. The parents of one are the best {@code population} of all
 * settled trials of earlier generations, so that the best always survive; a parent is the better of two drawn. With
 * probability {@code crossover} each coordinate comes from either parent, else all from the first; then each is changed
 * with probability {@code mutation}. What is not settled when a child is wanted is no parent yet: nothing waits. Goldberg
 * and Deb, "A Comparative Analysis of Selection Schemes", 1991; survival as in NSGA-II (Deb et al. 2002) with one
 * objective. Losses are compared as {@link Comparison} says, a population being enough. It begins as {@link StartUp}
 * does.
 *
 * @param population trials in a generation, and parents of it
 * @param crossover chance that a child has two parents, 0 to 1
 * @param mutation chance of each coordinate to change, 0 to 1; 0 stands for 1 / d
 */
public record Genetic(int population, double crossover, double mutation) implements Strategy<Evidence> {
    static final Setting POPULATION = Setting.integer("population", 20, 2, 10_000, "How many trials are a generation.");
    static final Setting CROSSOVER =
            Setting.real("crossover", 0.9, 0, 1, "The chance that a trial has two parents, 0 to 1.");
    static final Setting MUTATION = Setting.real(
            "mutation", 0, 0, 1, "The chance of each parameter to change, 0 to 1; 0 means one parameter on average.");

    /** @throws IllegalArgumentException if a setting is out of range */
    public Genetic {
        require(population, crossover, mutation);
    }

    static void require(int population, double crossover, double mutation) {
        if (population < 2 || !(crossover >= 0 && crossover <= 1) || !(mutation >= 0 && mutation <= 1)) {
            throw new IllegalArgumentException("population is " + population + ", crossover is " + crossover
                    + ", mutation is " + mutation + ": the first must be at least 2, the others from 0 to 1");
        }
    }

    static Offer<Strategy<?>> offer() {
        return Offer.of(
                "genetic",
                "Crosses good trials and changes their children, generation by generation.",
                List.of(POPULATION, CROSSOVER, MUTATION),
                (settings, spec) -> new Genetic(
                        settings.integer(POPULATION.name()),
                        settings.real(CROSSOVER.name()),
                        settings.real(MUTATION.name())));
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
        var parents = parents(memory, history, ask, population);
        if (parents.length < 2) {
            return StartUp.suggest(memory, history, ask, random);
        }
        var chart = memory.chart(history);
        var variation = new Variation(chart.axes());
        double chance = mutation == 0 ? 1.0 / chart.dimensions() : mutation;
        int first = parent(parents, random);
        int second = parent(parents, random);
        return Attempts.first(
                chart,
                history,
                random,
                stream -> child(memory.point(first), memory.point(second), variation, chance, stream),
                "from trials " + first + " and " + second);
    }

    /** The parents of a trial's generation, best first: the best of those settled before the generation began. */
    static int[] parents(Evidence memory, History history, Ask ask, int population) {
        var comparison = memory.compare(history, settled -> population);
        var earlier = new int[Math.min(comparison.trials(), ask.trial() / population * population)];
        java.util.Arrays.setAll(earlier, trial -> trial);
        return comparison.best(earlier, population);
    }

    /** The better of two drawn; parents are sorted from the best. */
    static int parent(int[] parents, RandomStream random) {
        return parents[Math.min(random.nextInt(parents.length), random.nextInt(parents.length))];
    }

    private double[] child(double[] first, double[] second, Variation variation, double chance, RandomStream random) {
        var child = first.clone();
        boolean isCrossed = random.nextDouble() < crossover;
        for (int j = 0; j < child.length; j++) {
            boolean takesSecond = isCrossed && random.nextBoolean() && !Double.isNaN(second[j]);
            child[j] = takesSecond || Double.isNaN(first[j]) ? second[j] : first[j];
            if (Double.isNaN(child[j]) || random.nextDouble() < chance) {
                child[j] = variation.changed(j, child[j], random);
            }
        }
        return child;
    }
}
