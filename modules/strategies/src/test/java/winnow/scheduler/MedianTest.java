package winnow.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import winnow.search.Limits;
import winnow.testkit.SampleSettings;
import winnow.testkit.SampleSpaces;
import winnow.testkit.SampleStudy;
import winnow.testkit.SchedulerContract;

/** The median rule is the percentile rule at 50: its own tests are {@link PercentileStoppingTest}. */
class MedianTest extends SchedulerContract {

    MedianTest() {
        super(PercentileStopping.medianOffer());
    }

    @Test
    void isThePercentileRuleAtFifty() {
        var spec = SampleStudy.of(SampleSpaces.mixed())
                .limits(Limits.ofTrials(27))
                .scheduler(SampleSettings.presets(offer()))
                .spec();
        assertThat(offer().make().apply(spec.scheduler().settings(), spec))
                .isEqualTo(new PercentileStopping(27, 5, 0, 1, 50));
    }
}
