package winnow.export.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A server on this machine that keeps what it was asked, and answers as a test says. */
public final class LocalServer implements AutoCloseable {
    static {
        // Without it every answer waits 40 ms for the acknowledgement of its head.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

    /** A request, its headers by their names in lower case. */
    public record Request(String method, URI uri, Map<String, String> headers, String body) {}

    /** An answer. */
    public record Reply(int status, String body, Map<String, String> headers) {
        public static Reply of(int status, String body) {
            return new Reply(status, body, Map.of());
        }
    }

    /** Says what is answered. */
    public interface Script {
        Reply reply(Request request);
    }

    private LocalServer(HttpServer server) {
        this.server = server;
    }

    public static LocalServer answering(Script script) throws IOException {
        var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var local = new LocalServer(http);
        http.createContext("/", exchange -> local.answer(exchange, script));
        http.start();
        return local;
    }

    private void answer(HttpExchange exchange, Script script) throws IOException {
        try (exchange) {
            var headers = new java.util.HashMap<String, String>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.get(0)));
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var request = new Request(exchange.getRequestMethod(), exchange.getRequestURI(), headers, body);
            requests.add(request);
            var reply = script.reply(request);
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] content = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), content.length == 0 ? -1 : content.length);
            exchange.getResponseBody().write(content);
        }
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** A courier that does not wait, but notes how long it would have. */
    public static Courier courier(List<Duration> pauses, int tries) {
        return new Courier(HttpClient.newHttpClient(), pauses::add, Duration.ofSeconds(20), tries);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
