package winnow.testkit.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.json.Json;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.opentest4j.TestAbortedException;

/**
 * A headless Chromium with one page, driven by Selenium. It reaches no host but this one. A test class starts one in
 * {@code @BeforeAll}, since that takes a second, and closes it in {@code @AfterAll}.
 */
public final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Where pictures are kept, in the module whose tests run. */
    private static final Path PICTURES = Path.of("target", "screenshots");

    /** Selenium's classes for the DevTools protocol of one version of Chromium; we send its commands as they are. */
    private static final Logger VERSIONS = Logger.getLogger("org.openqa.selenium.devtools");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /**
     * Starts the installed browser.
     *
     * @throws TestAbortedException if there is none, which skips the tests
     * @throws AssertionError if there is none although {@value InstalledBrowser#REQUIRED} is 1
     */
    public static Browser start() {
        return start(InstalledBrowser.orSkip());
    }

    static Browser start(InstalledBrowser installed) {
        VERSIONS.setLevel(Level.SEVERE);
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        var options = new ChromeOptions();
        options.setBinary(installed.program().toString());
        options.addArguments(InstalledBrowser.switches());
        options.setCapability("goog:loggingPrefs", logs);
        options.setScriptTimeout(PATIENCE);
        options.setPageLoadTimeout(PATIENCE);
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(installed.driver().toFile())
                .usingAnyFreePort()
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    /** Opens a file as {@link #open(URI, View)}. */
    public void open(Path file, View view) {
        open(file.toUri(), view);
    }

    /** Opens an address anew, as seen by a person of such a view, and waits until it is loaded and drawn. */
    public void open(URI address, View view) {
        driver.get("about:blank");
        forget();
        view(view);
        driver.get(address.toString());
        settle();
    }

    /** Looks at the same page in another way. */
    public void view(View view) {
        tell(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        view.width(),
                        "height",
                        view.height(),
                        "deviceScaleFactor",
                        1,
                        "mobile",
                        view.isHandheld()));
        tell(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "media",
                        view.isPaper() ? "print" : "screen",
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", view.isDark() ? "dark" : "light"))));
    }

    /** Waits until what was asked of the page so far is drawn. */
    public void settle() {
        evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(() => done(''), 30)))");
    }

    /** The value of a JavaScript program's last expression as text, awaited if it is a promise. */
    public String evaluate(String program) {
        var answer = tell(
                "Runtime.evaluate",
                Map.of("expression", program, "returnByValue", true, "awaitPromise", true, "userGesture", true));
        if (answer.containsKey("exceptionDetails")) {
            throw new IllegalStateException(program + " failed: " + answer.get("exceptionDetails"));
        }
        var value = part(answer, "result").get("value");
        return value == null ? "" : value instanceof Long || value instanceof String ? value.toString() : text(value);
    }

    private static String text(Object value) {
        return value instanceof Boolean || value instanceof Number ? value.toString() : new Json().toJson(value);
    }

    /** How many elements a selector finds. */
    public int count(String selector) {
        return Integer.parseInt(evaluate("document.querySelectorAll(" + quoted(selector) + ").length"));
    }

    /** The text of the first element that a selector finds. */
    public String text(String selector) {
        return evaluate("document.querySelector(" + quoted(selector) + ").textContent");
    }

    /** Waits until a JavaScript expression is true; at most a minute. */
    public void await(String condition) {
        var seen = evaluate("new Promise(done => { const end = performance.now() + " + PATIENCE.toMillis() / 2
                + "; const look = () => { if (" + condition
                + ") done('yes'); else if (performance.now() > end) done('no');"
                + " else setTimeout(look, 20); }; look(); })");
        if (!seen.equals("yes")) {
            throw new AssertionError("waited in vain for " + condition);
        }
    }

    /** Presses keys one after the other, each a character or one of Selenium's {@code Keys}. */
    public void press(CharSequence... keys) {
        for (var key : keys) {
            acting().sendKeys(key).perform();
        }
        settle();
    }

    /** Presses a key while another is held. */
    public void chord(CharSequence held, CharSequence key) {
        acting().keyDown(held).sendKeys(key).keyUp(held).perform();
        settle();
    }

    /** Clicks the first element that a selector finds, in its middle, after scrolling it into view. */
    public void click(String selector) {
        var place = middle(selector);
        mouse(place[0], place[1], true);
    }

    /** The middle of the first element that a selector finds, in pixels of the window, after scrolling it into view. */
    public double[] middle(String selector) {
        var place = evaluate("{ const e = document.querySelector(" + quoted(selector) + ");"
                + " e.scrollIntoView({block: 'center', behavior: 'instant'}); const b = e.getBoundingClientRect();"
                + " (b.x + b.width / 2) + ' ' + (b.y + b.height / 2) }");
        return Stream.of(place.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    /** Moves the mouse to a place of the window, and presses its button there if asked to. */
    public void mouse(double x, double y, boolean isClick) {
        var moved = acting().moveToLocation((int) Math.round(x), (int) Math.round(y));
        (isClick ? moved.click() : moved).perform();
        settle();
    }

    /** Drags the mouse from one place of the window to another. */
    public void drag(double fromX, double fromY, double toX, double toY) {
        var actions = acting().moveToLocation((int) fromX, (int) fromY).clickAndHold();
        for (int step = 1; step <= 4; step++) {
            actions.moveToLocation((int) (fromX + (toX - fromX) * step / 4), (int) (fromY + (toY - fromY) * step / 4));
        }
        actions.release().perform();
        settle();
    }

    private Actions acting() {
        return new Actions(driver, Duration.ZERO);
    }

    /** What the console and the security policy said about the page since it was opened or they were last asked for. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(entry -> entry.getLevel() + " " + entry.getMessage())
                .toList();
    }

    /** What the page asked for over a network since it was opened or this was last asked for: addresses. */
    public List<String> requests() {
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> message.contains("\"Network.requestWillBeSent\""))
                .map(message ->
                        part(part(part(new Json().toType(message, Json.MAP_TYPE), "message"), "params"), "request"))
                .map(request -> Objects.toString(request.get("url"), ""))
                .filter(url -> !url.startsWith("file:") && !url.startsWith("data:") && !url.equals("about:blank"))
                .toList();
    }

    private void forget() {
        complaints();
        driver.manage().logs().get(LogType.PERFORMANCE);
    }

    /** Keeps a picture of the whole page, or of the part in the window, as {@code target/screenshots/NAME.png}. */
    public Path picture(String name, boolean isWhole) {
        var answer = tell("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", isWhole));
        return keep(name + ".png", answer);
    }

    /** Keeps the page on A4 paper, as {@code target/screenshots/NAME.pdf}. */
    public Path paper(String name) {
        return keep(
                name + ".pdf", tell("Page.printToPDF", Map.of("preferCSSPageSize", true, "printBackground", false)));
    }

    private static Path keep(String name, Map<String, Object> answer) {
        try {
            Files.createDirectories(PICTURES);
            return Files.write(
                    PICTURES.resolve(name), Base64.getDecoder().decode(Objects.toString(answer.get("data"), "")));
        } catch (IOException e) {
            throw new UncheckedIOException("the picture " + name + " cannot be written", e);
        }
    }

    /** A command of the DevTools protocol, for what has no method here. */
    public Map<String, Object> tell(String command, Map<String, Object> parameters) {
        return driver.executeCdpCommand(command, parameters);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> part(Map<String, Object> whole, String name) {
        return whole.get(name) instanceof Map<?, ?> found ? (Map<String, Object>) found : Map.of();
    }

    /** A text as a JavaScript string. */
    static String quoted(String text) {
        return new Json().toJson(text);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
