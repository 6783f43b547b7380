package winnow.app.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import winnow.search.Limits;
import winnow.space.Value;
import winnow.study.Choice;
import winnow.study.Settings;
import winnow.study.StudySpec;

class PlanViewTest {

    private static PlanView plan(StudySpec spec) {
        return PlanView.of(spec, Studies.CATALOGUE.scheduler(spec));
    }

    @Test
    void saysRungsTrialsAndEpochs() {
        var view = plan(Studies.spec(Limits.ofTrials(27)));

        assertThat(view.warnings()).isEmpty();
        assertThat(view.lines(Screen.PLAIN))
                .contains(
                        "trials       at most 27",
                        "epochs       about 63",
                        "slots        2",
                        "space        4 parameters, infinitely many configurations",
                        "bracket  rung  to epoch  trials",
                        "      0     0         1      27",
                        "      0     1         3       9",
                        "      0     2         9       3");
    }

    @Test
    void warnsWhereAllTrialsStartAtOnce() {
        assertThat(plan(Studies.spec(Limits.ofTrials(2))).warnings())
                .contains("2 slots for 2 trials: all start at once, and nothing is learnt from one before another");
    }

    @Test
    void passesTheSchedulersWarningsOn() {
        assertThat(plan(Studies.spec(Limits.ofTrials(5))).warnings())
                .anyMatch(w -> w.contains("none is sure to get past"));
    }

    @Test
    void warnsWhereEpochsRunOutBeforeTrials() {
        var view = plan(Studies.spec("few", "none", Limits.ofTrials(27).withEpochs(30)));

        assertThat(view.trials()).isEqualTo(3);
        assertThat(view.warnings())
                .contains("limits.epochs, 30, is spent after about 3 trials, before limits.trials, 27");
    }

    @Test
    void aGridBoundsTheTrials() {
        var grid = new Choice("grid", Settings.NONE.with("points", Value.of(3)).with("shuffle", Value.of(false)));
        var spec = Studies.spec("grid", "none", Limits.ofTrials(1000));
        var view = plan(Studies.with(spec, grid));

        assertThat(view.trials()).isEqualTo(3 * 3 * 3 * 3);
        assertThat(view.warnings())
                .containsExactly(
                        "there are 81 configurations to try, fewer than limits.trials, 1000: the study ends when all are"
                                + " tried");
    }

    @Test
    void epochsAloneBoundTheTrials() {
        var view = plan(Studies.spec(Limits.NONE.withEpochs(63)));

        assertThat(view.isBounded()).isTrue();
        assertThat(view.trials()).isEqualTo(27);
    }

    @Test
    void whereOnlyTimeEndsTheStudyThePlanIsAnExample() {
        var view = plan(Studies.spec(Limits.NONE.withWallClock(Duration.ofMinutes(10))));

        assertThat(view.isBounded()).isFalse();
        assertThat(view.lines(Screen.PLAIN))
                .contains(
                        "trials       as many as 10:00 allow; this is what 27 would take",
                        "time         at most 10:00");
    }
}
