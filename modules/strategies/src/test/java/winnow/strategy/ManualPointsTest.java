package winnow.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import winnow.random.RandomStream;
import winnow.search.Limits;
import winnow.search.StudyEvent.Ending;
import winnow.study.StudyState;
import winnow.testkit.RoughStudy;
import winnow.testkit.SampleSpaces;
import winnow.testkit.SampleStudy;
import winnow.testkit.Straight;
import winnow.testkit.StrategyContract;
import winnow.testkit.Weather;
import winnow.trial.Trial;

class ManualPointsTest extends StrategyContract {

    ManualPointsTest() {
        super(ManualPoints.offer(), "a20a667de260fb63");
    }

    @Override
    protected boolean coversFiniteSpaces() {
        return false;
    }

    @Test
    void triesThePointsInOrderAndThenEnds() {
        var space = SampleSpaces.twelve();
        var points = List.of(space.configurationAt(7), space.configurationAt(2), space.configurationAt(11));
        var study = SampleStudy.of(space).points(points);
        var result = RoughStudy.run(
                StudyState.initial(study.spec(), new ManualPoints(), new Straight(2)),
                Limits.ofTrials(10),
                Weather.calm(1),
                2,
                RandomStream.of(1, "x", 0));
        assertThat(result.state().history().trials())
                .extracting(Trial::configuration)
                .containsExactlyElementsOf(points);
        assertThat(result.state().standing().ending()).contains(Ending.EXHAUSTED);
    }

    @Test
    void needsPoints() {
        var study = SampleStudy.of(SampleSpaces.twelve());
        assertThat(offer().check().apply(study.spec()))
                .singleElement()
                .matches(p -> p.path().equals("points") && p.message().contains("strategy manual needs points"));
        var pointed = study.points(List.of(SampleSpaces.twelve().configurationAt(0)));
        assertThat(offer().check().apply(pointed.spec())).isEmpty();
    }
}
