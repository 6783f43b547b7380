package winnow.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FeasibilityTest {
    private static final RealParameter X = RealParameter.of("x", 0, 1, Scale.LINEAR);
    private static final RealParameter Y = RealParameter.of("y", 0, 1, Scale.LINEAR);

    private static Feasibility of(List<Parameter> parameters, String... sources) {
        List<Constraint> constraints = Stream.of(sources)
                .map(source -> Constraint.parse(source, parameters))
                .toList();
        return Feasibility.check(new SearchSpace(parameters, constraints));
    }

    @Test
    void theShareIsThatOfTheVolume() {
        Feasibility half = of(List.of(X, Y), "x <= y");
        // five standard deviations of 10,000 draws
        assertThat(half.share()).isCloseTo(0.5, within(0.025));
        assertThat(half.possible()).isTrue();
        assertThat(half.problems()).isEmpty();
        assertThat(of(List.of(X, Y)).share()).isEqualTo(1);
    }

    @Test
    void theImpossibleConstraintIsNamed() {
        Feasibility never = of(List.of(X, Y), "x <= y", "x + y > 2.5");
        assertThat(never.possible()).isFalse();
        assertThat(never.problems()).extracting(SpaceProblem::subject).containsExactly("x + y > 2.5");
    }

    @Test
    void constraintsThatOnlyTogetherAreImpossibleAreAllNamed() {
        Feasibility never = of(List.of(X, Y), "x < y", "y < x");
        assertThat(never.problems()).hasSize(2).allSatisfy(problem -> assertThat(problem.message())
                .contains("together"));
    }

    @Test
    void aSmallFiniteSpaceIsSearchedToTheLastConfiguration() {
        List<Parameter> parameters =
                List.of(IntegerParameter.of("a", 1, 300, Scale.LINEAR), IntegerParameter.of("b", 1, 300, Scale.LINEAR));
        Feasibility needle = of(parameters, "a + b == 600");
        assertThat(needle.example().map(Configuration::toString)).contains("a=300 b=300");
        assertThat(of(parameters, "a + b == 601").possible()).isFalse();
    }

    @Test
    void theSameSpaceGivesTheSameAnswer() {
        assertThat(of(List.of(X, Y), "x <= y")).isEqualTo(of(List.of(X, Y), "x <= y"));
    }
}
