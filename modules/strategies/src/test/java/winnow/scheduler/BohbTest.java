package winnow.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import winnow.search.Limits;
import winnow.study.Choice;
import winnow.testkit.SampleSpaces;
import winnow.testkit.SampleStudy;
import winnow.testkit.SchedulerContract;

/** BOHB schedules as Hyperband does, whose own tests are {@link HyperbandTest}. */
class BohbTest extends SchedulerContract {

    BohbTest() {
        super(Hyperband.bohbOffer());
    }

    /** It is held to more in {@link HyperbandTest}. */
    @Override
    protected int studies() {
        return 50;
    }

    @Test
    void isHyperbandWithAStrategyOfItsOwn() {
        var study =
                SampleStudy.of(SampleSpaces.mixed()).limits(Limits.ofTrials(27)).scheduler(usual());
        assertThat(offer().partner()).contains("bohb");
        assertThat(offer().make().apply(usual().settings(), study.spec()))
                .isEqualTo(new Hyperband(Brackets.of(1, 27, 3)));
        assertThat(offer().check().apply(study.strategy(Choice.of("bohb")).spec()))
                .isEmpty();
        assertThat(offer().check().apply(study.strategy(Choice.of("tpe")).spec()))
                .singleElement()
                .matches(p -> p.path().equals("strategy"))
                .extracting(p -> p.message())
                .isEqualTo("scheduler bohb proposes by strategy bohb, not tpe: leave strategy out, or use scheduler"
                        + " hyperband with tpe");
    }
}
