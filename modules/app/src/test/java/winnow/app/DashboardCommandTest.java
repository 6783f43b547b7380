package winnow.app;

import static org.assertj.core.api.Assertions.assertThat;
import static winnow.app.CommandLineDriver.run;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winnow.app.CommandLineDriver.Ending;
import winnow.app.session.Project;

/** What the commands that serve a page say when they cannot. */
class DashboardCommandTest {

    @TempDir
    private Path folder;

    private static void assertRefused(Ending ending, String... said) {
        assertThat(ending.code()).as(ending.err()).isEqualTo(2);
        assertThat(ending.err()).contains(said).doesNotContain("\tat ", "token=");
        assertThat(ending.out()).isEmpty();
    }

    @Test
    void aFolderThatIsNoStudysIsRefused() {
        assertRefused(run("dashboard", folder.resolve("none")), "there is no folder " + folder.resolve("none"));
        assertRefused(run("dashboard", folder), folder + " is not a study's folder: it has no spec.yaml");
        assertRefused(run("dashboard"), "DIR");
    }

    @ParameterizedTest
    @CsvSource({
        "70000, 127.0.0.1, port is 70000: it must be from 0 (any free one) to 65535",
        "0, no.such.host.invalid, bind is no.such.host.invalid: there is no such address",
        "0, 192.0.2.1, the live page cannot be served at 192.0.2.1 port 0: "
    })
    void aPlaceWhereNothingCanBeServedIsRefused(int port, String address, String message) {
        try (var study = PacedStudy.start(folder.resolve("study"), 2, 1, 1)) {
            assertRefused(run("dashboard", study.folder, "--port", port, "--bind", address), message);
        }
    }

    @Test
    void aPortThatIsTakenIsRefused() throws IOException {
        try (var taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress());
                var study = PacedStudy.start(folder.resolve("study"), 2, 1, 1)) {
            assertRefused(
                    run("dashboard", study.folder, "--port", taken.getLocalPort()),
                    "the live page cannot be served at 127.0.0.1 port " + taken.getLocalPort() + ": ",
                    "; choose another port, or leave it out to take any that is free");
            var spec = Project.root().resolve("configs/quickstart.yaml");
            assertRefused(
                    run("search", spec, "--out", folder.resolve("new"), "--dashboard", taken.getLocalPort()),
                    "the live page cannot be served at 127.0.0.1 port " + taken.getLocalPort() + ": ");
            assertThat(folder.resolve("new")).doesNotExist();
        }
    }

    /** The word after --dashboard is a port only if it looks like one. */
    @Test
    void theSpecMayFollowTheOption() {
        var ending = run("search", "--dashboard", folder.resolve("none.yaml"));
        assertThat(ending.code()).isEqualTo(3);
        assertThat(ending.err()).contains("none.yaml", "there is no such file");
        assertThat(run("search", "--dashboard", 8080, folder.resolve("none.yaml"))
                        .err())
                .contains("none.yaml", "there is no such file");
    }
}
