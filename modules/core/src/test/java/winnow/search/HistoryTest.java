package winnow.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import winnow.space.Configuration;
import winnow.space.RealParameter;
import winnow.space.Scale;
import winnow.space.SearchSpace;
import winnow.space.Value;
import winnow.trial.Goal;
import winnow.trial.Metrics;
import winnow.trial.Observation;
import winnow.trial.Trial;

class HistoryTest {
    private static final SearchSpace SPACE = SearchSpace.of(RealParameter.of("x", 0, 1, Scale.LINEAR));

    @Test
    void aLossThatIsNoNumberIsNeverTheIncumbent() {
        for (double strange : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            var history = observing(begun(), 1, strange);
            assertThat(history.incumbent()).isEmpty();
            var next = observing(history, 2, 0.5);
            assertThat(next.incumbent()).map(Incumbent::loss).contains(0.5);
            assertThat(observing(next, 3, strange).incumbent()).isEqualTo(next.incumbent());
        }
    }

    private static History begun() {
        var configuration = new Configuration(Map.of("x", Value.of(0.5)));
        return History.empty(SPACE, "loss", Goal.MINIMIZE, 1)
                .plus(Trial.created(0, configuration, "random", "", Optional.empty(), 0, 1));
    }

    private static History observing(History history, int epoch, double loss) {
        var observation = new Observation(epoch, Metrics.of("loss", loss), 1);
        return history.observing(history.trial(0).observed(observation), observation);
    }
}
