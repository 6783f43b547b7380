package winnow.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winnow.api.AskTell.Answer;
import winnow.api.AskTell.Asked;
import winnow.search.Limits;
import winnow.study.StudySpec;
import winnow.study.StudyState;
import winnow.trial.Metrics;
import winnow.trial.TrialStatus;

class AskTellTest {

    @TempDir
    private Path temporary;

    private static StudySpec spec(String scheduler) {
        return Winnow.spec("""
                study: mine
                seed: 7
                objective: {name: own, metric: loss, goal: minimize}
                space: {x: {real: [-1.0, 1.0]}}
                limits: {trials: 12}
                scheduler: %s
                """.formatted(scheduler));
    }

    /** A curve that falls towards the square of the distance from 0.3. */
    private static Metrics loss(double x, int epoch) {
        return Metrics.of("loss", (x - 0.3) * (x - 0.3) + 1.0 / epoch);
    }

    /** Trains whatever is asked for, one trial after the other, to the end. */
    private static List<String> train(AskTell study) {
        var log = new ArrayList<String>();
        while (study.ask() instanceof Asked.Train train) {
            int trial = train.assignment().trial();
            double x = train.assignment().configuration().real("x");
            int epoch = train.trained();
            Answer answer = Answer.CONTINUE;
            while (answer == Answer.CONTINUE) {
                epoch++;
                answer = study.tell(trial, epoch, loss(x, epoch), 0.1).answer();
            }
            log.add(trial + " to " + epoch + " " + answer);
        }
        return log;
    }

    @Test
    void anyLoopThatAsksAndTellsIsASearch() {
        try (var study = AskTell.inMemory(spec("{name: asha, min_epochs: 1, max_epochs: 9, factor: 3}"))) {
            var log = train(study);

            assertThat(study.ask()).isInstanceOf(Asked.Over.class);
            assertThat(study.state().isFinished()).isTrue();
            assertThat(study.state().history().trials()).hasSize(12);
            assertThat(log).anyMatch(line -> line.endsWith("to 1 PAUSE")).anyMatch(line -> line.endsWith("to 9 DONE"));
            assertThat(study.state().history().incumbent().orElseThrow().loss()).isLessThan(0.3);
        }
    }

    @Test
    void aPrunedTrialIsToldToStop() {
        try (var study = AskTell.inMemory(spec("{name: asha-stopping, min_epochs: 1, max_epochs: 9, factor: 3}"))) {
            assertThat(train(study)).anyMatch(line -> line.endsWith("STOP"));
            assertThat(study.state().history().all()).anyMatch(trial -> trial.status() == TrialStatus.STOPPED);
        }
    }

    @Test
    void openedAnewBetweenAnyTwoCallsItDecidesTheSame() {
        StudyState whole;
        try (var study = AskTell.inMemory(spec("{name: asha, min_epochs: 1, max_epochs: 9, factor: 3}"))) {
            train(study);
            whole = study.state();
        }
        var folder = temporary.resolve("study");
        AskTell.create(folder, whole.spec()).close();
        while (true) {
            Asked asked;
            try (var study = AskTell.open(folder)) {
                asked = study.ask();
            }
            if (!(asked instanceof Asked.Train train)) {
                break;
            }
            int epoch = train.trained();
            Answer answer = Answer.CONTINUE;
            while (answer == Answer.CONTINUE) {
                epoch++;
                try (var study = AskTell.open(folder)) {
                    double x = train.assignment().configuration().real("x");
                    answer = study.tell(train.assignment().trial(), epoch, loss(x, epoch), 0.1)
                            .answer();
                }
            }
        }
        try (var study = AskTell.open(folder)) {
            assertThat(study.state().history()).isEqualTo(whole.history());
        }
    }

    @Test
    void severalTrialsMayBeUnderWay() {
        try (var study = AskTell.inMemory(spec("{name: halving, min_epochs: 1, max_epochs: 3, factor: 3}"))) {
            Map<Integer, Double> underWay = new HashMap<>();
            while (study.ask() instanceof Asked.Train train) {
                underWay.put(
                        train.assignment().trial(),
                        train.assignment().configuration().real("x"));
            }

            assertThat(underWay).hasSizeGreaterThan(1);
            assertThat(study.ask()).isInstanceOfSatisfying(Asked.Wait.class, wait -> assertThat(wait.reason())
                    .contains("trials under way"));
        }
    }

    @Test
    void divergedFailedAndLostAreToldApart() {
        try (var study = AskTell.inMemory(spec("{name: none, max_epochs: 2}"))) {
            for (int i = 0; i < 4; i++) {
                study.ask();
            }

            assertThat(study.tell(0, 1, Metrics.of("loss", Double.NaN), 0).answer())
                    .isEqualTo(Answer.FAILED);
            assertThat(study.diverged(1, "exploded").answer()).isEqualTo(Answer.FAILED);
            assertThat(study.failed(2, "no memory").reason()).contains("no memory");
            assertThat(study.lost(3, "gone").answer()).isEqualTo(Answer.PAUSE);
            assertThat(study.ask()).isInstanceOfSatisfying(Asked.Train.class, again -> assertThat(
                            again.assignment().trial())
                    .isEqualTo(3));
        }
    }

    @Test
    void anEpochToldTwiceIsCountedOnce() {
        try (var study = AskTell.inMemory(spec("{name: none, max_epochs: 3}"))) {
            study.ask();
            study.tell(0, 1, Metrics.of("loss", 0.5), 0);

            assertThat(study.tell(0, 1, Metrics.of("loss", 0.4), 0).answer()).isEqualTo(Answer.CONTINUE);
            assertThat(study.state().ledger().charged()).isEqualTo(1);
        }
    }

    @Test
    void aMistakeIsRefusedAndChangesNothing() {
        try (var study = AskTell.inMemory(spec("{name: none, max_epochs: 3}"))) {
            study.ask();
            var before = study.state();

            assertThatThrownBy(() -> study.tell(1, 1, Metrics.of("loss", 1), 0))
                    .hasMessage("there is no trial 1; the study has opened 1");
            assertThatThrownBy(() -> study.tell(0, 2, Metrics.of("loss", 1), 0))
                    .hasMessage("epoch 2 of trial 0 cannot be told: its first is epoch 1, and its budget is 3");
            assertThatThrownBy(() -> study.tell(0, 1, Metrics.of("los", 1), 0))
                    .hasMessage("the study's metric loss is missing; told were [los]");
            assertThat(study.state()).isSameAs(before);
        }
    }

    @Test
    void anEndedStudyGoesOnUnderALargerLimit() {
        try (var study = AskTell.inMemory(spec("{name: none, max_epochs: 1}"))) {
            train(study);
            var limits = study.state().limits();

            assertThat(study.ask(new Limits(
                            java.util.OptionalInt.of(13),
                            limits.epochs(),
                            limits.wallClock(),
                            limits.target(),
                            limits.failures())))
                    .isInstanceOf(Asked.Train.class);
        }
    }
}
