package winnow.app.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import winnow.lenet.LeNetObjective;
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
}
