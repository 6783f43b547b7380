package winnow.app.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import winnow.app.display.PlanView;
import winnow.spec.StudySpecReader;
import winnow.study.Offer;
import winnow.study.StudySpec;

/** Every file of {@code configs/} is read as a user's would be. */
class ConfigsTest {

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Project.root().resolve("configs"))) {
            return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    private static StudySpec read(Path file) {
        return StudySpecReader.read(file, Catalogues.all(), List.of());
    }

    @ParameterizedTest
    @MethodSource("files")
    void isReadAndNamedAfterItsFile(Path file) {
        assertThat(read(file).study() + ".yaml").isEqualTo(file.getFileName().toString());
    }

    @ParameterizedTest
    @MethodSource("files")
    void isPlannedWithoutWarnings(Path file) {
        var spec = read(file);

        var plan = PlanView.of(spec, Catalogues.all().scheduler(spec));

        assertThat(plan.warnings()).isEmpty();
        assertThat(plan.isBounded()).isTrue();
    }

    @Test
    void theReadmeExplainsTheQuickstartAsItIs() throws IOException {
        var readme = Files.readString(Project.root().resolve("README.md"));
        int begin = readme.indexOf("```yaml\n") + "```yaml\n".length();
        var explained = readme.substring(begin, readme.indexOf("```", begin));

        assertThat(StudySpecReader.read("README.md", explained, Catalogues.all(), List.of()))
                .isEqualTo(read(Project.root().resolve("configs/quickstart.yaml")));
    }

    @Test
    void everyNameHasAnExample() throws IOException {
        var specs = files().stream().map(ConfigsTest::read).toList();

        assertThat(specs)
                .extracting(spec -> spec.strategy().name())
                .containsAll(
                        Catalogues.all().strategies().stream().map(Offer::name).toList());
        assertThat(specs)
                .extracting(spec -> spec.scheduler().name())
                .containsAll(
                        Catalogues.all().schedulers().stream().map(Offer::name).toList());
        assertThat(specs)
                .extracting(spec -> spec.objective().choice().name())
                .containsAll(Catalogues.all().objectives().stream()
                        .map(Offer::name)
                        // The example of this one has a jar of its own: see OwnObjectiveTest.
                        .filter(name -> !name.equals(Catalogues.OWN))
                        .toList());
    }
}
