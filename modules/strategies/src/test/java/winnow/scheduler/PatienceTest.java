package winnow.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static winnow.testkit.Property.forAll;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import winnow.search.Limits;
import winnow.testkit.SchedulerContract;
import winnow.testkit.Weather;
import winnow.trial.TrialStatus;

class PatienceTest extends SchedulerContract {

    PatienceTest() {
        super(Patience.offer());
    }

    @Test
    void stopsWhatTheDefinitionSaysInAnyOrderOfEvents() {
        var stopped = new AtomicInteger();
        forAll(2000, random -> {
            var patience = new Patience(
                    4 + random.nextInt(20), 1 + random.nextInt(4), random.nextInt(3) * 0.05, random.nextInt(6));
            var result = Courses.run(
                    patience,
                    Limits.ofTrials(10 + random.nextInt(30)),
                    Weather.rough(random.nextLong()),
                    1 + random.nextInt(8),
                    random);
            var history = result.state().history();
            stopped.addAndGet(Verdicts.check(result.events(), (place, report) -> {
                var trial = history.trial(report.trial());
                int waited = 0;
                double best = Double.POSITIVE_INFINITY;
                for (int epoch = 1; epoch <= report.observation().epoch(); epoch++) {
                    double loss = history.loss(trial, epoch).orElseThrow();
                    boolean isBetter = loss < best - patience.minDelta();
                    best = isBetter ? loss : best;
                    waited = isBetter ? 0 : waited + 1;
                }
                return waited >= patience.patience() && report.observation().epoch() > patience.warmUp();
            }));
        });
        assertThat(stopped.get()).isGreaterThan(1000);
    }

    @Test
    void saysWhyInWordsAndNumbers() {
        double[] curve = {0.9, 0.7, 0.69, 0.72, 0.68, 0.67};
        var result = Courses.oneByOne(new Patience(6, 2, 0.05, 0), 1, (trial, epoch) -> curve[epoch - 1]);
        assertThat(Courses.trial(result, 0).status()).isEqualTo(TrialStatus.STOPPED);
        assertThat(Courses.trial(result, 0).reason())
                .isEqualTo("no improvement on loss 0.7, at epoch 2, by more than 0.05 for 2 epochs");
        var patient = Courses.oneByOne(new Patience(6, 3, 0, 0), 1, (trial, epoch) -> curve[epoch - 1]);
        assertThat(Courses.trial(patient, 0).status()).isEqualTo(TrialStatus.COMPLETED);
        var blind = Courses.oneByOne(new Patience(6, 3, 0, 0), 1, (trial, epoch) -> Double.NaN);
        assertThat(Courses.trial(blind, 0).reason()).isEqualTo("no finite loss for 3 epochs");
    }

    @Test
    void refusesSettingsUnderWhichNoTrialIsJudged() {
        assertThat(Specs.problems(offer(), "patience", 26, "max_epochs", 27))
                .singleElement()
                .asString()
                .startsWith("scheduler.patience: no trial would ever be judged");
        assertThat(Specs.problems(offer(), "warm_up", 26, "max_epochs", 27))
                .singleElement()
                .asString()
                .startsWith("scheduler.warm_up: no trial would ever be judged");
        assertThatThrownBy(() -> new Patience(9, 0, 0, 0)).hasMessageContaining("patience 0");
    }
}
