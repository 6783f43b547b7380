package winnow.app;

import static org.assertj.core.api.Assertions.assertThat;
import static winnow.app.CommandLineDriver.run;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import winnow.app.exit.ExitCode;
import winnow.app.session.Project;

class HelpTest {

    static Stream<String> commands() {
        return Stream.of(
                "",
                "search",
                "resume",
                "status",
                "dashboard",
                "pause",
                "stop",
                "enqueue",
                "trial",
                "trial kill",
                "trial promote",
                "trial pin",
                "trial unpin",
                "best",
                "trials",
                "report",
                "export",
                "compare",
                "predict",
                "plan",
                "data",
                "data fetch",
                "bench",
                "bench lenet",
                "bench spark",
                "bench tables",
                "bench curves",
                "bench functions",
                "bench compare");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpWithExamplesInEightyColumns(String command) {
        var arguments = Stream.concat(Stream.of(command.split(" ")).filter(w -> !w.isEmpty()), Stream.of("--help"));

        var ending = run(arguments.toArray());

        assertThat(ending.code()).isZero();
        assertThat(ending.err()).isEmpty();
        assertThat(ending.out()).contains("Usage: winnow " + command, "Examples:", "  winnow ");
        assertThat(ending.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void helpTellsEveryExitCode() {
        var help = run("--help").out();

        for (var code : ExitCode.values()) {
            assertThat(help).containsPattern("(?m)^ +" + code.number() + " ");
        }
    }

    @Test
    void theVersionIsThatOfTheBuild() {
        assertThat(run("--version").out()).startsWith("winnow 0.").contains("Java 17");
    }

    @ParameterizedTest
    @ValueSource(strings = {"quickstart", "grid"})
    void aPlanIsPrintedForPeopleAndForPrograms(String name) {
        var spec = Project.root().resolve("configs/" + name + ".yaml");

        var people = run("plan", spec);
        var programs = run("plan", spec, "--json");

        assertThat(people.code()).isZero();
        assertThat(people.out()).contains("study        " + name, "bracket  rung  to epoch  trials");
        assertThat(programs.out()).startsWith("{").contains("\"brackets\"", "\"warnings\" : [ ]");
    }
}
