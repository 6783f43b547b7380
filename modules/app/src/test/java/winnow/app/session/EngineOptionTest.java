package winnow.app.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import winnow.app.display.PlanView;
import winnow.lenet.LeNetObjective;
import winnow.spec.InvalidSpecException;
import winnow.spec.StudySpecReader;

class EngineOptionTest {

    @ParameterizedTest
    @ValueSource(strings = {"auto", "vector", "dl4j"})
    void whatASpecAsksForReachesTheObjective(String engine) {
        var catalogue = Catalogues.all();
        var quickstart = Project.root().resolve("configs/quickstart.yaml");

        var spec = StudySpecReader.read(quickstart, catalogue, List.of("engine=" + engine));

        assertThat(catalogue.objective(spec))
                .isInstanceOfSatisfying(LeNetObjective.class, lenet -> assertThat(lenet.engine())
                        .isEqualTo(engine));
    }

    @Test
    void dl4jOnGpusNeedsABuildWithCuda() {
        var quickstart = Project.root().resolve("configs/quickstart.yaml");
        assertThatThrownBy(() -> StudySpecReader.read(
                        quickstart, Catalogues.all(), List.of("engine=dl4j", "resources.gpus=0.25")))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining(
                        "is dl4j and resources.gpus is 0.25, but this build of Winnow has no CUDA: build it"
                                + " with -Pcuda, or leave resources.gpus out");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "auto|resources.gpus is 0.25, but trials train on the CPU, since this build of Winnow has no CUDA (-Pcuda)",
                "vector|resources.gpus is 0.25, but trials train on the CPU, since engine: vector does without them"
            })
    void gpusThatNobodyUsesAreWarnedOf(String engine, String warning) {
        var quickstart = Project.root().resolve("configs/quickstart.yaml");
        var spec =
                StudySpecReader.read(quickstart, Catalogues.all(), List.of("engine=" + engine, "resources.gpus=0.25"));
        assertThat(PlanView.of(spec, Catalogues.all().scheduler(spec)).warnings())
                .contains(warning);
    }
}
