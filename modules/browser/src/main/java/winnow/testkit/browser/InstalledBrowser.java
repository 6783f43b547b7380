package winnow.testkit.browser;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * A Chromium and the driver that belongs to it, as a distribution installs them.
 *
 * @param program the browser
 * @param driver its {@code chromedriver}, of the same version
 */
public record InstalledBrowser(Path program, Path driver) {
    /** Set to 1 where a browser must be there: then nothing is skipped for want of one. */
    public static final String REQUIRED = "WINNOW_REQUIRE_BROWSER";

    private static final String ADVICE = "install Debian's chromium and chromium-driver";

    /** Looks in the folders of a path. */
    static Optional<InstalledBrowser> on(String path) {
        var program = find(path, "chromium", "chromium-browser", "google-chrome");
        var driver = find(path, "chromedriver");
        return program.flatMap(one -> driver.map(other -> new InstalledBrowser(one, other)));
    }

    private static Optional<Path> find(String path, String... names) {
        return Stream.of(path.split(":"))
                .flatMap(folder -> Stream.of(names).map(Path.of(folder)::resolve))
                .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
                .findFirst();
    }

    /**
     * The one that is installed.
     *
     * @throws TestAbortedException if there is none, which JUnit reports as a skipped test
     * @throws AssertionError if there is none although {@value #REQUIRED} is 1
     */
    public static InstalledBrowser orSkip() {
        return orSkip(System.getenv().getOrDefault("PATH", "") + ":/usr/bin", System.getenv(REQUIRED));
    }

    static InstalledBrowser orSkip(String path, @Nullable String required) {
        var found = on(path);
        if (found.isPresent()) {
            return found.get();
        }
        if ("1".equals(required)) {
            throw new AssertionError(
                    REQUIRED + "=1, but there is no Chromium with its driver on the path " + path + ": " + ADVICE);
        }
        throw new TestAbortedException(
                "pages are not looked at: no Chromium with its driver is installed (" + ADVICE + ")");
    }

    /** The switches of a browser that tests drive: no window, no profile, no word to the world. */
    static List<String> switches() {
        return List.of(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-extensions",
                "--disable-dev-shm-usage",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost");
    }
}
