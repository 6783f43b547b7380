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
 * Regularised evolution: changes one parameter of the best of a few trials drawn from the youngest ones. Trials leave
 * the population by age, however good they are, so that one lucky measurement does not stay for ever.
 *
 * <p>Real et al., "Regularized Evolution for Image Classifier Architecture Search", AAAI 2019. The population are the
 * youngest settled trials that did not fail; asynchronous, since a child needs nothing but settled parents. Their losses
 * are compared as {@link Comparison} says, a population being enough. It begins as {@link StartUp} does.
 *
 * @param population how many trials live
 * @param tournament how many are drawn, of which the best is the parent
 */
public record Evolution(int population, int tournament) implements Strategy<Evidence> {
    private static final Setting POPULATION =
            Setting.integer("population", 20, 2, 10_000, "How many trials, the youngest ones, may be parents.");
    private static final Setting TOURNAMENT =
            Setting.integer("tournament", 5, 1, 10_000, "How many are drawn; the best of them is the parent.");

    /** @throws IllegalArgumentException if a setting is out of range */
    public Evolution {
        if (population < 2 || tournament < 1) {
            throw new IllegalArgumentException("population is " + population + ", tournament is " + tournament
                    + ": the first must be at least 2, the second at least 1");
        }
    }

    static Offer<Strategy<?>> offer() {
        return Offer.of(
                "evolution",
                "Changes one parameter of a good trial; trials die of age.",
                List.of(POPULATION, TOURNAMENT),
                (settings, spec) ->
                        new Evolution(settings.integer(POPULATION.name()), settings.integer(TOURNAMENT.name())));
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
        var comparison = memory.compare(history, settled -> population);
        var living = new int[population];
        int count = 0;
        for (int trial = comparison.trials() - 1; trial >= 0 && count < population; trial--) {
            if (comparison.hasSucceeded(trial)) {
                living[count++] = trial;
            }
        }
        if (count == 0 || comparison.settled().length < population) {
            return StartUp.suggest(memory, history, ask, random);
        }
        int parent = living[random.nextInt(count)];
        for (int drawn = 1; drawn < tournament; drawn++) {
            int rival = living[random.nextInt(count)];
            parent = comparison.isBetter(rival, parent) ? rival : parent;
        }
        var chart = memory.chart(history);
        var point = memory.point(parent);
        var variation = new Variation(chart.axes());
        return Attempts.first(
                chart, history, random, stream -> variation.changed(point, 0, stream), "from trial " + parent);
    }
}
