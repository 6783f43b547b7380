package winnow.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import winnow.search.Limits;
import winnow.testkit.SchedulerContract;
import winnow.trial.TrialStatus;

class FullTrainingTest extends SchedulerContract {

    FullTrainingTest() {
        super(FullTraining.offer());
    }

    @Test
    void trainsEveryTrialToTheEndWhateverItsLoss() {
        var result = Courses.oneByOne(new FullTraining(4), 10, (trial, epoch) -> epoch == 2 ? Double.NaN : trial);
        assertThat(result.state().history().trials())
                .allMatch(t -> t.status() == TrialStatus.COMPLETED && t.budget() == 4);
        assertThat(Courses.trial(result, 3).reason()).isEqualTo("trained to 4 epochs");
        assertThat(new FullTraining(4).plan(10).epochs()).isEqualTo(40);
    }

    @Test
    void refusesAnEpochLimitThatNoTrialCanBeginUnder() {
        assertThat(Specs.problems(offer(), Limits.NONE.withEpochs(8), "max_epochs", 9))
                .singleElement()
                .asString()
                .startsWith("limits.epochs: limits.epochs is 8: not one trial could begin");
        assertThatThrownBy(() -> new FullTraining(0)).hasMessageContaining("max_epochs is 0");
    }
}
