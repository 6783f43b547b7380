package winnow.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import winnow.random.RandomStream;
import winnow.search.Limits;
import winnow.space.Configuration;
import winnow.space.SearchSpace;
import winnow.space.Value;
import winnow.study.Choice;
import winnow.study.Settings;
import winnow.study.StudyState;
import winnow.testkit.RoughStudy;
import winnow.testkit.SampleSettings;
import winnow.testkit.SampleSpaces;
import winnow.testkit.SampleStudy;
import winnow.testkit.Straight;
import winnow.testkit.StrategyContract;
import winnow.testkit.Weather;
import winnow.trial.Trial;

class GridSearchTest extends StrategyContract {

    GridSearchTest() {
        super(GridSearch.offer(), "cde6ae3dc78c7c75");
    }

    @Test
    void goesThroughAConditionalTreeInOrder() {
        var tried = tried(SampleSpaces.tree(), new GridSearch(5, false), List.of());
        assertThat(tried)
                .extracting(Configuration::toString)
                .containsExactly(
                        "optimizer=sgd steps=1 nesterov=true",
                        "optimizer=sgd steps=1 nesterov=false",
                        "optimizer=sgd steps=2 nesterov=true",
                        "optimizer=sgd steps=2 nesterov=false",
                        "optimizer=sgd steps=3 nesterov=true",
                        "optimizer=adam amsgrad=true",
                        "optimizer=adam amsgrad=false");
    }

    @Test
    void spacesTheValuesOfARealEvenlyBoundsIncluded() {
        assertThat(tried(SampleSpaces.oneReal(), new GridSearch(5, false), List.of()))
                .extracting(c -> c.real("x"))
                .containsExactly(0.0, 0.25, 0.5, 0.75, 1.0);
    }

    @Test
    void leavesOutWhatTheSpecTriedByHand() {
        var space = SampleSpaces.oneReal();
        var byHand = Stream.of(0.25, 0.3)
                .map(x -> new Configuration(java.util.Map.of("x", Value.of(x))))
                .toList();
        assertThat(tried(space, new GridSearch(5, false), byHand))
                .extracting(c -> c.real("x"))
                .containsExactly(0.25, 0.3, 0.0, 0.5, 0.75, 1.0);
    }

    @Test
    void shuffledItTriesTheSamePointsInAnotherOrder() {
        var inOrder = tried(SampleSpaces.twelve(), new GridSearch(5, false), List.of());
        var shuffled = tried(SampleSpaces.twelve(), new GridSearch(5, true), List.of());
        assertThat(new HashSet<>(shuffled)).isEqualTo(new HashSet<>(inOrder));
        assertThat(shuffled).hasSize(12).isNotEqualTo(inOrder);
    }

    @Test
    void saysWhereInTheGridATrialStands() {
        var spec = SampleStudy.of(SampleSpaces.twelve()).spec();
        var start = StudyState.initial(spec, new GridSearch(5, false), new Straight(1));
        var result = RoughStudy.run(start, Limits.ofTrials(2), Weather.calm(1), 1, RandomStream.of(1, "x", 0));
        assertThat(result.state().history().trials())
                .extracting(Trial::note)
                .containsExactly("point 1 of 12", "point 2 of 12");
    }

    @Test
    void triesTheWholeGridOnceBeforeItRepeats() {
        var spec = SampleStudy.of(SampleSpaces.twelve()).repeats(2).spec();
        var start = StudyState.initial(spec, new GridSearch(5, false), new Straight(1));
        var trials = RoughStudy.run(start, Limits.ofTrials(99), Weather.calm(1), 1, RandomStream.of(1, "x", 0))
                .state()
                .history()
                .trials();
        assertThat(trials).hasSize(24);
        assertThat(trials.subList(12, 24).stream().map(Trial::configuration))
                .containsExactlyElementsOf(
                        trials.subList(0, 12).stream().map(Trial::configuration).toList());
    }

    @Test
    void refusesAGridLargerThanTheLimit() {
        assertThat(problems(SampleSpaces.twelve(), 12, List.of())).isEmpty();
        assertThat(problems(SampleSpaces.twelve(), 11, List.of()))
                .containsExactly(
                        "limits.trials: limits.trials is 11, but the grid has 12 configurations: raise it, lower"
                                + " strategy.points, or use strategy random");
        assertThat(problems(SampleSpaces.tree(), 7, List.of())).isEmpty();
        assertThat(problems(SampleSpaces.tree(), 6, List.of()))
                .singleElement()
                .asString()
                .contains("8 configurations before constraints");
        assertThat(problems(SampleSpaces.hundred(), 1000, List.of()))
                .singleElement()
                .asString()
                .contains("limits.trials is 1000");
    }

    @Test
    void countsThePointsOfTheSpecThatAreNotOnTheGrid() {
        var space = SampleSpaces.oneReal();
        var points = List.of(
                new Configuration(java.util.Map.of("x", Value.of(0.3))),
                new Configuration(java.util.Map.of("x", Value.of(0.5))));
        assertThat(problems(space, 6, points)).isEmpty();
        assertThat(problems(space, 5, points)).singleElement().asString().contains("6 configurations, points included");
    }

    @Test
    void refusesNumbersOutOfRange() {
        assertThatThrownBy(() -> new GridSearch(0, false)).hasMessageContaining("points is 0");
        assertThatThrownBy(() -> new GridSearch(10_001, false)).hasMessageContaining("from 1 to 10000");
    }

    private List<String> problems(SearchSpace space, int limit, List<Configuration> points) {
        var spec = SampleStudy.of(space)
                .points(points)
                .limits(Limits.ofTrials(limit))
                .strategy(new Choice("grid", presets()))
                .spec();
        return offer().check().apply(spec).stream()
                .map(p -> p.path() + ": " + p.message())
                .toList();
    }

    private Settings presets() {
        return SampleSettings.presets(offer()).settings();
    }

    private static List<Configuration> tried(SearchSpace space, GridSearch grid, List<Configuration> points) {
        var spec = SampleStudy.of(space).points(points).spec();
        var start = StudyState.initial(spec, grid, new Straight(1));
        return RoughStudy.run(start, Limits.ofTrials(200), Weather.calm(1), 1, RandomStream.of(1, "x", 0))
                .state()
                .history()
                .trials()
                .stream()
                .map(Trial::configuration)
                .toList();
    }
}
