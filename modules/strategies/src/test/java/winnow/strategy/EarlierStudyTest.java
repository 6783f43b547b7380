package winnow.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import winnow.search.History;
import winnow.search.Precedent;
import winnow.search.Surrogate;
import winnow.space.Configuration;
import winnow.space.RealParameter;
import winnow.space.Scale;
import winnow.space.SearchSpace;
import winnow.space.SpaceMapping;
import winnow.space.Value;
import winnow.trial.Goal;
import winnow.trial.Metrics;
import winnow.trial.Observation;
import winnow.trial.Trial;
import winnow.trial.TrialStatus;

class EarlierStudyTest {
    private static final SearchSpace SPACE = SearchSpace.of(RealParameter.of("x", 0, 1, Scale.LINEAR));
    private static final SpaceMapping SAME = new SpaceMapping(SPACE, Map.of());

    private History history = History.empty(SPACE, "accuracy", Goal.MAXIMIZE, 1);

    private void trial(double x, TrialStatus status, double... accuracies) {
        int number = history.trials().size();
        history = history.plus(Trial.created(number, at(x), "test", "", Optional.empty(), 0, number));
        for (int epoch = 1; epoch <= accuracies.length; epoch++) {
            var observation = new Observation(epoch, Metrics.of("accuracy", accuracies[epoch - 1]), 1);
            history = history.observing(history.trial(number).observed(observation), observation);
        }
        history = history.with(history.trial(number).with(status, ""));
    }

    private static Configuration at(double x) {
        return new Configuration(Map.of("x", Value.of(x)));
    }

    @Test
    void observationsAreLossesFromTheBestToTheWorst() {
        trial(0.1, TrialStatus.COMPLETED, 0.7);
        trial(0.2, TrialStatus.COMPLETED, 0.9);
        trial(0.3, TrialStatus.FAILED);
        trial(0.4, TrialStatus.STOPPED, 0.8);
        trial(0.5, TrialStatus.WAITING);
        var taken = EarlierStudy.taken("studies/a", history, SAME, 10);
        assertThat(taken.from()).isEqualTo("studies/a");
        assertThat(taken.trials()).isEqualTo(5);
        assertThat(taken.taken())
                .containsExactly(
                        new Precedent(at(0.2), -0.9),
                        new Precedent(at(0.4), -0.8),
                        new Precedent(at(0.1), -0.7),
                        new Precedent(at(0.3), Surrogate.INFEASIBLE));
        assertThat(taken.leftOut()).isEqualTo(Map.of("nothing was measured", 1));
    }

    /** At one epoch the pruned trial was as good as any; those that went on have gained 0.2 since. */
    @Test
    void prunedTrialsAreComparedAtTheBudgetThatOthersReached() {
        for (int i = 0; i < 4; i++) {
            trial(i / 10.0, TrialStatus.COMPLETED, 0.5 + 0.1 * i, 0.7 + 0.1 * i);
        }
        trial(0.9, TrialStatus.STOPPED, 0.65);
        var taken = EarlierStudy.taken("a", history, SAME, 10).taken();
        assertThat(taken).extracting(p -> p.configuration().real("x")).containsExactly(0.3, 0.2, 0.9, 0.1, 0.0);
    }

    @Test
    void whatHasNoPlaceIsCountedByItsReason() {
        trial(0.1, TrialStatus.COMPLETED, 0.7);
        trial(0.2, TrialStatus.COMPLETED, 0.9);
        trial(0.8, TrialStatus.COMPLETED, 0.9);
        var narrow = new SpaceMapping(SearchSpace.of(RealParameter.of("x", 0.5, 1, Scale.LINEAR)), Map.of());
        var taken = EarlierStudy.taken("a", history, narrow, 10);
        assertThat(taken.taken()).hasSize(1);
        assertThat(taken.leftOut()).isEqualTo(Map.of("x is not a real number from 0.5 to 1.0", 2));
    }

    @Test
    void ofVeryManyTheBestQuarterAndAnEvenChoiceOfTheRestAreTaken() {
        for (int i = 0; i < 100; i++) {
            trial(i / 100.0, TrialStatus.COMPLETED, 1 - i / 100.0);
        }
        var taken = EarlierStudy.taken("a", history, SAME, 40);
        assertThat(taken.taken()).hasSize(40);
        assertThat(taken.taken().subList(0, 11))
                .extracting(p -> Math.round(100 * p.configuration().real("x")))
                .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
        assertThat(taken.taken().get(39).configuration().real("x")).isEqualTo(0.97);
        assertThat(taken.leftOut())
                .isEqualTo(Map.of("of more than 40 the best quarter and an even choice of the rest is taken", 60));
    }
}
