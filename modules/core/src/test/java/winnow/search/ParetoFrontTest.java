package winnow.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import winnow.random.RandomStream;
import winnow.space.RealParameter;
import winnow.space.Scale;
import winnow.space.SearchSpace;
import winnow.study.Choice;
import winnow.study.ObjectiveChoice;
import winnow.trial.Aim;
import winnow.trial.Goal;
import winnow.trial.Metrics;
import winnow.trial.Observation;
import winnow.trial.Trial;

class ParetoFrontTest {
    private static final SearchSpace SPACE = SearchSpace.of(RealParameter.of("x", 0, 1, Scale.LINEAR));
    private static final List<Aim> AIMS = List.of(new Aim("loss", Goal.MINIMIZE), new Aim("accuracy", Goal.MAXIMIZE));

    private static Trial trial(int number, double... lossAndAccuracy) {
        var trial = Trial.created(
                number, SPACE.draw(RandomStream.of(number, "draw", 0)), "test", "", Optional.empty(), 0, number);
        for (int i = 0; i + 1 < lossAndAccuracy.length; i += 2) {
            var metrics = Metrics.of("loss", lossAndAccuracy[i], "accuracy", lossAndAccuracy[i + 1]);
            trial = trial.observed(new Observation(i / 2 + 1, metrics, 1));
        }
        return trial;
    }

    private static List<String> names(ParetoFront front) {
        return front.members().stream()
                .map(m -> m.trial() + "@" + m.observation().epoch())
                .toList();
    }

    @Test
    void anyEpochOfAnyTrialCanBeInIt() {
        var front = ParetoFront.of(
                AIMS, List.of(trial(0, 0.9, 0.5, 0.5, 0.6, 0.6, 0.9), trial(1, 0.4, 0.1, 0.7, 0.2), trial(2)));
        assertThat(names(front)).containsExactly("1@1", "0@2", "0@3");
        assertThat(front.trials()).containsExactlyInAnyOrder(0, 1);
        assertThat(front.losses()[0]).containsExactly(0.4, -0.1);
    }

    @Test
    void ofEqualEpochsOfATrialTheFirstAndOfEqualTrialsBothAreInIt() {
        var front = ParetoFront.of(AIMS, List.of(trial(0, 0.5, 0.5, 0.5, 0.5), trial(1, 0.5, 0.5)));
        assertThat(names(front)).containsExactly("0@1", "1@1");
    }

    @Test
    void whatIsNotMeasuredOrNotFiniteIsLeftOut() {
        var front = ParetoFront.of(AIMS, List.of(trial(0, Double.NaN, 0.5), trial(1, 0.5, Double.POSITIVE_INFINITY)));
        assertThat(front.members()).isEmpty();
    }

    @Test
    void holdsExactlyWhatNothingDominates() {
        for (int round = 0; round < 300; round++) {
            var random = RandomStream.of(7, "round", round);
            var trials = new ArrayList<Trial>();
            for (int number = 0; number < 8; number++) {
                double[] values = new double[2 * random.nextInt(4)];
                java.util.Arrays.setAll(values, i -> random.nextDouble());
                trials.add(trial(number, values));
            }
            var expected = new ArrayList<String>();
            for (var one : trials) {
                for (var own : one.observations()) {
                    boolean isBeaten = trials.stream()
                            .flatMap(t -> t.observations().stream())
                            .anyMatch(o ->
                                    o.metrics().value("loss") < own.metrics().value("loss")
                                            && o.metrics().value("accuracy")
                                                    > own.metrics().value("accuracy"));
                    if (!isBeaten) {
                        expected.add(one.number() + "@" + own.epoch());
                    }
                }
            }
            assertThat(names(ParetoFront.of(AIMS, trials))).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void theMetricsOfAStudyAreNamedOnceAndBeginWithOneThatIsNoTime() {
        var loss = new Aim("loss", Goal.MINIMIZE);
        var time = new Aim(Aim.TRAINING_SECONDS, Goal.MINIMIZE);
        assertThat(new ObjectiveChoice(Choice.of("a"), List.of(loss, time)).metric())
                .isEqualTo("loss");
        assertThatThrownBy(() -> new ObjectiveChoice(Choice.of("a"), List.of(loss, loss)))
                .hasMessageContaining("none twice");
        assertThatThrownBy(() -> new ObjectiveChoice(Choice.of("a"), List.of(time, loss)))
                .hasMessage("training_seconds cannot be a study's first metric");
        assertThatThrownBy(() -> new ObjectiveChoice(Choice.of("a"), List.of())).hasMessageContaining("at least one");
    }
}
