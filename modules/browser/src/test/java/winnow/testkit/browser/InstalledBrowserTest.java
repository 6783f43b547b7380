package winnow.testkit.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class InstalledBrowserTest {
    @TempDir
    Path folder;

    @Test
    void withoutABrowserTestsAreSkippedAndTold() {
        assertThatThrownBy(() -> InstalledBrowser.orSkip(folder.toString(), null))
                .isInstanceOf(TestAbortedException.class)
                .hasMessage("pages are not looked at: no Chromium with its driver is installed"
                        + " (install Debian's chromium and chromium-driver)");
    }

    @Test
    void whereABrowserIsRequiredSkippingFails() {
        assertThatThrownBy(() -> InstalledBrowser.orSkip(folder.toString(), "1"))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith(
                        "WINNOW_REQUIRE_BROWSER=1, but there is no Chromium with its driver on the path");
    }

    @Test
    void browserAndDriverAreFoundOnThePathBothOrNeither() throws IOException {
        var program = executable("chromium");
        assertThat(InstalledBrowser.on(folder.toString())).isEmpty();

        var driver = executable("chromedriver");

        assertThat(InstalledBrowser.on("/nowhere:" + folder)).contains(new InstalledBrowser(program, driver));
    }

    private Path executable(String name) throws IOException {
        var file = Files.createFile(folder.resolve(name));
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
