package winnow.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A headless Chromium with one page, driven by its DevTools protocol. It never reaches for a network. */
final class Browser implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SECONDS = 60;

    private final Process process;
    private final Path profile;
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private volatile CompletableFuture<Boolean> loaded = new CompletableFuture<>();
    private String session = "";

    /** The program, if one is installed. */
    static Optional<Path> installed() {
        var path = System.getenv().getOrDefault("PATH", "") + ":/usr/bin";
        return Stream.of(path.split(":"))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(Path.of(folder)::resolve))
                .filter(Files::isExecutable)
                .findFirst();
    }

    Browser(Path program) throws IOException, InterruptedException, ExecutionException, TimeoutException {
        profile = Files.createTempDirectory("browser");
        process = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--disable-dev-shm-usage",
                        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                        "--user-data-dir=" + profile,
                        "--remote-debugging-port=0",
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("log").toFile())
                .start();
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address(), new Listener())
                .get(SECONDS, TimeUnit.SECONDS);
        var target = send("Target.createTarget", Map.of("url", "about:blank")).get("targetId");
        session = send("Target.attachToTarget", Map.of("targetId", target.asText(), "flatten", true))
                .get("sessionId")
                .asText();
        for (var domain : List.of("Page", "Runtime", "Log", "Network")) {
            send(domain + ".enable", Map.of());
        }
    }

    private URI address() throws IOException, InterruptedException {
        var file = profile.resolve("DevToolsActivePort");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (System.nanoTime() < end) {
            var lines = Files.exists(file) ? Files.readAllLines(file) : List.<String>of();
            if (lines.size() >= 2) {
                return URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
            }
            if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        throw new IOException("the browser does not start: " + Files.readString(profile.resolve("log")));
    }

    /** Opens a file at a fragment, in a window of so many pixels, light or dark; waits until it is drawn. */
    void open(Path file, int width, int height, boolean isDark, String fragment) {
        complaints.clear();
        loaded = new CompletableFuture<>();
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        scheme("screen", isDark);
        send("Page.navigate", Map.of("url", "about:blank"));
        get(loaded);
        loaded = new CompletableFuture<>();
        complaints.clear();
        send("Page.navigate", Map.of("url", file.toUri() + fragment));
        get(loaded);
        evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(() => done(''), 50)))");
    }

    /** Screen or print, light or dark. */
    void scheme(String media, boolean isDark) {
        send(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "media",
                        media,
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", isDark ? "dark" : "light"))));
    }

    /** The value of a JavaScript expression, as text. */
    String evaluate(String expression) {
        var answer = send(
                "Runtime.evaluate",
                Map.of("expression", expression, "returnByValue", true, "awaitPromise", true, "userGesture", true));
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(expression + " failed: " + answer.get("exceptionDetails"));
        }
        return answer.get("result").path("value").asText();
    }

    /** Presses a key, for example {@code ArrowRight}. */
    void press(String key) {
        var text = key.equals("Enter") ? "\r" : "";
        for (var type : List.of("keyDown", "keyUp")) {
            send("Input.dispatchKeyEvent", Map.of("type", type, "key", key, "code", key, "text", text));
        }
    }

    /** Moves the mouse to a place of the window, and presses its button there. */
    void mouse(double x, double y, boolean isClick) {
        send("Input.dispatchMouseEvent", Map.of("type", "mouseMoved", "x", x, "y", y));
        for (var type : isClick ? List.of("mousePressed", "mouseReleased") : List.<String>of()) {
            send("Input.dispatchMouseEvent", Map.of("type", type, "x", x, "y", y, "button", "left", "clickCount", 1));
        }
    }

    /** Drags the mouse along a column of the window. */
    void drag(double x, double from, double to) {
        send("Input.dispatchMouseEvent", Map.of("type", "mouseMoved", "x", x, "y", from));
        button("mousePressed", x, from);
        for (int step = 1; step <= 4; step++) {
            double y = from + (to - from) * step / 4;
            send(
                    "Input.dispatchMouseEvent",
                    Map.of("type", "mouseMoved", "x", x, "y", y, "button", "left", "buttons", 1));
        }
        button("mouseReleased", x, to);
    }

    private void button(String type, double x, double y) {
        send("Input.dispatchMouseEvent", Map.of("type", type, "x", x, "y", y, "button", "left", "clickCount", 1));
    }

    /** What the console, the security policy and the network said about the page since it was opened. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** A picture of the whole page, or of the part in the window. */
    void picture(Path png, boolean isWhole) throws IOException {
        var answer = send("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", isWhole));
        Files.write(png, Base64.getDecoder().decode(answer.get("data").asText()));
    }

    /** The page on paper. */
    void paper(Path pdf) throws IOException {
        var answer = send("Page.printToPDF", Map.of("preferCSSPageSize", true));
        Files.write(pdf, Base64.getDecoder().decode(answer.get("data").asText()));
    }

    private JsonNode send(String method, Map<String, ?> parameters) {
        int id = ids.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        answers.put(id, answer);
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", JSON.valueToTree(parameters));
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        get(socket.sendText(message.toString(), true));
        return get(answer);
    }

    private static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the browser works", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the browser does not answer", e);
        }
    }

    private void receive(JsonNode message) {
        if (message.has("id")) {
            var answer = answers.remove(message.get("id").asInt());
            if (message.has("error")) {
                answer.completeExceptionally(
                        new IllegalStateException(message.get("error").toString()));
            } else {
                answer.complete(message.get("result"));
            }
            return;
        }
        var details = message.path("params");
        switch (message.path("method").asText()) {
            case "Page.loadEventFired" -> loaded.complete(true);
            case "Runtime.exceptionThrown", "Log.entryAdded" -> complaints.add(details.toString());
            case "Runtime.consoleAPICalled" -> complaints.add(details.toString());
            case "Network.requestWillBeSent" -> {
                var url = details.path("request").path("url").asText();
                if (!url.startsWith("file:") && !url.startsWith("data:") && !url.equals("about:blank")) {
                    complaints.add("asked for " + url);
                }
            }
            default -> {}
        }
    }

    @Override
    public void close() throws IOException {
        socket.abort();
        var children = process.descendants().toList();
        process.destroy();
        get(process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS));
        children.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        get(process.onExit());
        var files = new ArrayList<Path>();
        try (var all = Files.walk(profile)) {
            all.forEach(files::add);
        }
        for (int i = files.size() - 1; i >= 0; i--) {
            Files.deleteIfExists(files.get(i));
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
            text.append(part);
            if (isLast) {
                try {
                    receive(JSON.readTree(text.toString().getBytes(StandardCharsets.UTF_8)));
                } catch (IOException e) {
                    complaints.add("not understood: " + text);
                }
                text.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }
}
