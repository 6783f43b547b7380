package winnow.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import org.junit.jupiter.api.Test;
import winnow.random.RandomStream;
import winnow.search.Ask;
import winnow.search.History;
import winnow.search.Suggestion;
import winnow.space.Configuration;
import winnow.space.SearchSpace;
import winnow.testkit.SampleSpaces;
import winnow.testkit.StrategyContract;
import winnow.trial.Goal;

class RandomSearchTest extends StrategyContract {

    RandomSearchTest() {
        super(RandomSearch.offer(), "cb3381140b4f6eb5");
    }

    /** Chi-squared of 6,000 draws over 10 cells each: above 27.9 once in 1,000 times, and the draws are fixed. */
    @Test
    void isUniformInTheEncodedSpace() {
        var space = SampleSpaces.mixed();
        var counts = new int[space.dimensions()][10];
        for (int i = 0; i < 6_000; i++) {
            var units = space.encode(suggest(space, i));
            for (int place = 0; place < units.length; place++) {
                counts[place][(int) Math.min(9, units[place] * 10)]++;
            }
        }
        for (int place : new int[] {0, 1}) {
            double squares = 0;
            for (int count : counts[place]) {
                squares += (count - 600.0) * (count - 600.0) / 600.0;
            }
            assertThat(squares).as("chi-squared of parameter %d", place).isLessThan(27.9);
        }
    }

    /** The last of many configurations are found one by one, each as likely as the others. */
    @Test
    void choosesEvenlyAmongWhatIsLeft() {
        var space = SampleSpaces.twelve();
        var history = History.empty(space, "loss", Goal.MINIMIZE, 1);
        for (int i = 3; i < 12; i++) {
            history = Histories.plus(history, space.configurationAt(i));
        }
        var times = new HashMap<Configuration, Integer>();
        for (int i = 0; i < 3_000; i++) {
            var chosen = propose(history, RandomStream.of(i, "suggest", 9));
            times.merge(chosen, 1, Integer::sum);
        }
        assertThat(times).hasSize(3);
        assertThat(times.values()).allMatch(count -> count > 900 && count < 1100);
    }

    @Test
    void saysWhichConstraintsLeaveNothing() {
        var history = History.empty(Histories.impossible(), "loss", Goal.MINIMIZE, 1);
        var suggestion = new RandomSearch()
                .suggest(Nothing.NOTHING, history, new Ask(0, 0, 1, 0), RandomStream.of(1, "suggest", 0));
        assertThat(suggestion).isInstanceOf(Suggestion.Exhausted.class);
        assertThat(suggestion.toString()).contains("x > 2");
    }

    private static Configuration suggest(SearchSpace space, int seed) {
        return propose(History.empty(space, "loss", Goal.MINIMIZE, 1), RandomStream.of(seed, "suggest", 0));
    }

    private static Configuration propose(History history, RandomStream random) {
        var suggestion = new RandomSearch().suggest(Nothing.NOTHING, history, new Ask(0, 0, 1, 0), random);
        return ((Suggestion.Propose) suggestion).configuration();
    }
}
