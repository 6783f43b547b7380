package winnow.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static winnow.spec.Specs.problems;
import static winnow.spec.Specs.read;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import winnow.space.RealParameter;
import winnow.space.Scale;
import winnow.testkit.SampleCatalogue;

class OverridesTest {

    @Test
    void changesAddsAndRemovesFields() {
        var spec = read(
                Specs.SHORTEST,
                "limits.trials=7",
                "limits.wall_clock=90s",
                "seed=5",
                "space.x={real: [1, 2], scale: log}",
                "space.n=",
                "strategy.name=grid",
                "strategy.points=2");
        assertThat(spec.limits().trials()).hasValue(7);
        assertThat(spec.limits().wallClock()).contains(Duration.ofSeconds(90));
        assertThat(spec.seed()).isEqualTo(5);
        assertThat(spec.space().parameter("x")).isEqualTo(RealParameter.of("x", 1, 2, Scale.LOG));
        assertThat(spec.space().find("n")).isEmpty();
        assertThat(spec.strategy().settings().integer("points")).isEqualTo(2);
    }

    @Test
    void letsALaterOneWin() {
        assertThat(read(Specs.SHORTEST, "limits.trials=7", "limits={trials: 8}")
                        .limits()
                        .trials())
                .hasValue(8);
    }

    @Test
    void cannotRepairYamlButCanRepairAWrongField() {
        assertThat(problems("study: a b\n" + Specs.SHORTEST.replace("study: tiny\n", ""), "study=fine"))
                .isEmpty();
    }

    @Test
    void placesProblemsAtTheOverride() {
        assertThat(problems(Specs.SHORTEST, "limits.trials=none"))
                .containsExactly("--set limits.trials: must be a whole number of at least 1, not \"none\"");
        assertThat(problems(Specs.SHORTEST, "limts.trials=3"))
                .containsExactly("--set limts.trials: limts: unknown key; did you mean 'limits'?");
        assertThat(problems(Specs.SHORTEST, "space.x={real: [2, 1]}"))
                .containsExactly("--set space.x: space.x.real: the range [2.0, 1.0] is empty: low must be below high");
        assertThat(problems(Specs.SHORTEST, "seed={")).hasSize(1).allMatch(p -> p.startsWith("--set seed: not YAML: "));
        assertThat(problems(Specs.SHORTEST, "constraints=[x + y]"))
                .hasSize(1)
                .allMatch(p -> p.startsWith("--set constraints: constraints[0]: at character "));
    }

    @Test
    void showsProblemsOfTheFileFirst() {
        assertThat(problems("sed: 1\n" + Specs.SHORTEST, "engine=x"))
                .containsExactly(
                        "x.yaml:1:1: sed: unknown key; did you mean 'seed'?",
                        "--set engine: must be one of auto, vector, dl4j, not \"x\"");
    }

    @Test
    void refusesWhatIsNoOverride() {
        assertThat(problems(Specs.SHORTEST, "limits.trials"))
                .containsExactly("--set limits.trials: must be PATH=VALUE, such as limits.trials=9");
        assertThat(problems(Specs.SHORTEST, "=3")).hasSize(1).allMatch(p -> p.contains("must be PATH=VALUE"));
        assertThat(problems(Specs.SHORTEST, "a..b=3"))
                .containsExactly("--set a..b: is no path; a path is made of keys and dots, such as limits.trials");
        assertThat(problems(Specs.SHORTEST, "objective.name=synthetic"))
                .containsExactly("--set objective.name: objective is \"synthetic\" and has no parts; set"
                        + " objective as a whole");
    }

    @Test
    void allowsLimitsAndResourcesOnlyAfterTheStudyHasBegun() {
        var catalogue = SampleCatalogue.catalogue();
        var spec = read(Specs.EVERYTHING);
        var longer = StudySpecReader.resume(
                spec, catalogue, List.of("limits.epochs=2000", "resources={cpus: 4}", "limits.failures="));
        assertThat(longer.limits().epochs()).hasValue(2000);
        assertThat(longer.limits().trials()).isEqualTo(spec.limits().trials());
        assertThat(longer.limits().failures()).isEmpty();
        assertThat(longer.resources().cpus()).isEqualTo(4);
        assertThat(longer.withLimits(spec.limits()).withResources(spec.resources()))
                .isEqualTo(spec);
        assertThat(StudySpecReader.resume(spec, catalogue, List.of())).isSameAs(spec);
        assertThatThrownBy(() -> StudySpecReader.resume(spec, catalogue, List.of("seed=1", "limits.epochs=0")))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("""
                        --set seed: cannot be changed after the study has begun: only limits and resources can; start a new study
                        --set limits.epochs: must be a whole number of at least 1, not 0""");
    }
}
