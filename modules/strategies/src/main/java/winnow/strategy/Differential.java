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
 * Differential evolution, rand/1/bin: see {@link DifferentialMutation}.
 *
 * <p>Trial t belongs to place t mod {@code population}; the member of a place is the best settled trial that belongs to
 * it, which is what replacing a member by a child that is no worse comes to. A child is made of its place's member as the
 * target and of three other members drawn; nothing waits for a generation to end. A place without a member begins as
 * {@link StartUp} does. Losses are compared as {@link Comparison} says, a population being enough.
 *
 * @param population how many places
 * @param factor scales differences, above 0 and at most 2
 * @param crossover chance of each coordinate to come from the mutant, 0 to 1
 */
public record Differential(int population, double factor, double crossover) implements Strategy<Evidence> {
    private static final Setting POPULATION =
            Setting.integer("population", 20, 4, 10_000, "How many trials evolve side by side.");
    private static final Setting FACTOR =
            Setting.real("factor", 0.5, 0.01, 2, "What the difference of two trials is multiplied by.");
    private static final Setting CROSSOVER =
            Setting.real("crossover", 0.5, 0, 1, "The chance of each parameter to be changed, 0 to 1.");

    /** @throws IllegalArgumentException if a setting is out of range */
    public Differential {
        if (population < 4) {
            throw new IllegalArgumentException("population is " + population + ": it must be at least 4");
        }
        new DifferentialMutation(List.of(), factor, crossover);
    }

    static Offer<Strategy<?>> offer() {
        return Offer.of(
                "differential",
                "Adds the difference of two trials to a third.",
                List.of(POPULATION, FACTOR, CROSSOVER),
                (settings, spec) -> new Differential(
                        settings.integer(POPULATION.name()),
                        settings.real(FACTOR.name()),
                        settings.real(CROSSOVER.name())));
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
        var members = members(memory.compare(history, settled -> population));
        int target = members[ask.trial() % population];
        var others = java.util.Arrays.stream(members)
                .filter(member -> member >= 0 && member != target)
                .toArray();
        if (target < 0 || others.length < 3) {
            return StartUp.suggest(memory, history, ask, random);
        }
        var chart = memory.chart(history);
        var move = new DifferentialMutation(chart.axes(), factor, crossover);
        return Attempts.first(
                chart,
                history,
                random,
                stream -> child(memory, target, others, move, stream),
                "in place of trial " + target);
    }

    /** By place, the trial that is its member; -1 for none. */
    private int[] members(Comparison comparison) {
        var members = new int[population];
        java.util.Arrays.fill(members, -1);
        for (int trial = 0; trial < comparison.trials(); trial++) {
            int place = trial % population;
            if (comparison.hasSucceeded(trial) && (members[place] < 0 || comparison.isBetter(trial, members[place]))) {
                members[place] = trial;
            }
        }
        return members;
    }

    private static double[] child(
            Evidence memory, int target, int[] others, DifferentialMutation move, RandomStream random) {
        for (int chosen = 0; chosen < 3; chosen++) {
            int with = chosen + random.nextInt(others.length - chosen);
            int moved = others[chosen];
            others[chosen] = others[with];
            others[with] = moved;
        }
        var mutant = move.mutant(memory.point(others[0]), memory.point(others[1]), memory.point(others[2]), random);
        return move.crossed(memory.point(target), mutant, random);
    }
}
