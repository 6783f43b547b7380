package winnow.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import winnow.dashboard.Dashboard.Site;
import winnow.dashboard.Feed.Care;
import winnow.dashboard.Feed.Runner;
import winnow.search.Limits;
import winnow.search.Request;
import winnow.study.Entry;

/** The page's server, over HTTP. */
class DashboardTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Token token = Token.random();
    private final Feed feed = new Feed(Shows.spec(Limits.ofTrials(30)), Runner.HERE);
    private final Shows.NotingHelm helm = new Shows.NotingHelm();
    private final List<Entry> entries = Shows.asha(30).run().entries();
    private Dashboard dashboard;

    @BeforeEach
    void open() {
        dashboard = Dashboard.open(Site.local(), token, List.of(new ShownStudy("studies/shown", feed, helm)));
    }

    @AfterEach
    void close() {
        dashboard.close();
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + dashboard.port() + path);
    }

    private HttpRequest.Builder known(String path) {
        return HttpRequest.newBuilder(at(path)).header("Cookie", token.cookie() + "=" + token.secret());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder wish(String form) {
        return HttpRequest.newBuilder(at("/studies/0/requests"))
                .header("X-Winnow-Token", token.secret())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
    }

    @Test
    void theUrlOpensThePageAndGivesACookieThatScriptsCannotRead() throws Exception {
        var page = send(HttpRequest.newBuilder(URI.create(dashboard.url())));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Set-Cookie").orElseThrow())
                .contains(token.cookie() + "=" + token.secret(), "HttpOnly", "SameSite=Strict");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "*", "http:");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.headers().firstValue("Server").filter(name -> !name.isEmpty()))
                .isEmpty();
        assertThat(page.body())
                .doesNotContainPattern("<script(?! src=\"/assets/[a-z0-9]+\\.js\" defer>)")
                .doesNotContainPattern("<[^>]+ on[a-z]+=")
                .doesNotContain("style=", "http://", "https://");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/?token=wrong",
                "/assets/live.js",
                "/studies",
                "/studies/0/events",
                "/studies/0/events?token=wrong",
                "/studies/0/report",
                "/nowhere"
            })
    void withoutTheTokenNothingIsAnswered(String path) throws Exception {
        assertThat(send(HttpRequest.newBuilder(at(path))).statusCode()).isEqualTo(403);
    }

    @Test
    void aStateIsChangedByAPostWithTheTokenInItsHeaderOnly() throws Exception {
        var form = BodyPublishers.ofString("kind=kill&trial=1");
        assertThat(send(known("/studies/0/requests").POST(form)).statusCode()).isEqualTo(403);
        assertThat(send(known("/studies/0/requests?kind=kill&trial=1").GET()).statusCode())
                .isEqualTo(404);
        assertThat(helm.requests).isEmpty();

        var answer = send(wish("kind=kill&trial=1&reason=slow"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"granted\":true,\"text\":\"done\"}");
        assertThat(helm.requests).containsExactly(new Request.Kill(1));
        assertThat(helm.reasons).containsExactly("slow");
    }

    @Test
    void refusalsAndMistakesAreSaid() throws Exception {
        var refused = send(wish("kind=kill&trial=13"));
        assertThat(refused.body()).isEqualTo("{\"granted\":false,\"text\":\"trial 13 is over already\"}");
        var mistaken = send(wish("kind=enqueue&point=nonsense"));
        assertThat(mistaken.body()).isEqualTo("{\"granted\":false,\"text\":\"line 1: rate is missing\"}");
    }

    @Test
    void largeRequestsAreRefused() throws Exception {
        var answer = send(wish("kind=enqueue&point=" + "x".repeat(Routes.LARGEST)));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(helm.requests).isEmpty();
    }

    /** Sent by hand: clients do not let one write the Host. */
    @Test
    void aForeignHostIsRefusedThoughItBringsTheToken() throws Exception {
        assertThat(raw("GET /studies HTTP/1.1\r\nHost: evil.example\r\nCookie: " + token.cookie() + "=" + token.secret()
                        + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421");
        assertThat(raw("POST /studies/0/requests HTTP/1.1\r\nHost: 127.0.0.1:" + dashboard.port()
                        + "\r\nOrigin: http://evil.example\r\nX-Winnow-Token: " + token.secret()
                        + "\r\nContent-Length: 10\r\nConnection: close\r\n\r\nkind=pause"))
                .startsWith("HTTP/1.1 403");
        assertThat(helm.requests).isEmpty();
    }

    private String raw(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), dashboard.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(64), StandardCharsets.US_ASCII);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/../live.html",
                "/assets/%2e%2e/live.html",
                "/assets/..%2f..%2fetc%2fpasswd",
                "/assets/",
                "/studies/1/events",
                "/studies/-1/events",
                "/studies/0/points/999999999",
                "/studies/0/../../etc/passwd"
            })
    void pathsLeadNowhereElse(String path) throws Exception {
        assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nCookie: " + token.cookie() + "="
                        + token.secret() + "\r\nConnection: close\r\n\r\n"))
                .matches("(?s)HTTP/1.1 40[04] .*");
    }

    @Test
    void otherMethodsAreNotUnderstood() throws Exception {
        var delete = HttpRequest.newBuilder(at("/studies"))
                .header("X-Winnow-Token", token.secret())
                .DELETE();
        assertThat(send(delete).statusCode()).isEqualTo(405);
    }

    @Test
    void scriptsAreOursAndThatOfD3() throws Exception {
        for (var name : List.of("d3.js", "plots.js", "live.js")) {
            var script = send(known("/assets/" + name));
            assertThat(script.headers().firstValue("Content-Type").orElseThrow())
                    .contains("javascript");
            if (!name.equals("d3.js")) {
                assertThat(script.body())
                        .contains("winnow")
                        .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
            }
        }
        assertThat(send(known("/assets/live.css")).body()).contains("--paper").doesNotContain("url(", "@import");
    }

    private List<String> hear(int count, Runnable meanwhile) throws Exception {
        var answer = client.send(known("/studies/0/events").build(), BodyHandlers.ofLines());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        try (Stream<String> lines = answer.body()) {
            var heard = new ArrayList<String>();
            for (var iterator = lines.iterator(); heard.size() < count && iterator.hasNext(); ) {
                var line = iterator.next();
                if (line.startsWith("data: ")) {
                    heard.add(line);
                    if (line.contains("\"name\":\"shown\"")) {
                        meanwhile.run();
                    }
                }
            }
            return heard;
        }
    }

    @Test
    void aBrowserHearsOfTheWholeAndThenOfChanges() throws Exception {
        entries.subList(0, 100).forEach(feed::accept);
        var heard = hear(3, () -> entries.subList(100, 110).forEach(feed::accept));

        assertThat(heard.get(0)).contains("\"runner\":\"here\"");
        assertThat(heard.get(1)).contains("\"name\":\"shown\"", "\"parameters\":", "\"sequence\":100,");
        assertThat(heard.get(2)).contains("\"sequence\":110,").doesNotContain("\"parameters\":");
        assertThat(heard.get(2).length()).isLessThan(heard.get(1).length() / 2);
        assertThat(String.join("", heard)).doesNotContain("<", ">").contains("\\u003c/script\\u003e");
    }

    @Test
    void eventsComeAtMostFourTimesASecondHoweverMuchHappens() throws Exception {
        entries.subList(0, 20).forEach(feed::accept);
        long start = System.nanoTime();
        var feeding = new Thread(() -> entries.forEach(entry -> {
            feed.accept(entry);
            LockSupport.parkNanos(3_000_000);
        }));
        var heard = hear(5, feeding::start);
        double seconds = (System.nanoTime() - start) / 1e9;
        feeding.join();

        assertThat(heard).hasSize(5);
        // The care and the whole come at once; three changes take two periods at least.
        assertThat(seconds).isGreaterThan(2 * Routes.PACE.toMillis() / 1000.0);
    }

    private Socket looking() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), dashboard.port());
        socket.getOutputStream()
                .write(("GET /studies/0/events HTTP/1.1\r\nHost: localhost\r\nX-Winnow-Token: " + token.secret()
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void whoDoesNotReadHoldsNobodyUp() throws Exception {
        var stuck = new ArrayList<Socket>();
        for (int i = 0; i < 5; i++) {
            stuck.add(looking());
        }
        entries.forEach(feed::accept);
        var heard = hear(2, () -> {});

        assertThat(heard.get(1)).contains("\"sequence\":" + entries.size() + ",");
        for (var socket : stuck) {
            socket.close();
        }
    }

    @Test
    void itSaysWhenTheRunnerIsGone() throws Exception {
        feed.accept(new Care(Runner.NOBODY, true, "the disk is full"));

        assertThat(hear(1, () -> {}).get(0))
                .contains("\"runner\":\"nobody\"", "\"report\":true", "\"trouble\":\"the disk is full\"");
    }

    @Test
    void viewersAreCountedAndBounded() throws Exception {
        var readers = new ArrayList<Socket>();
        for (int i = 0; i < Routes.MOST_STREAMS; i++) {
            readers.add(looking());
        }
        awaitViewers(Routes.MOST_STREAMS);
        assertThat(send(known("/studies/0/events")).statusCode()).isEqualTo(503);
        for (var reader : readers) {
            reader.close();
        }
        awaitViewers(0);
    }

    /** That a browser is gone shows when something is sent to it. */
    private void awaitViewers(int count) {
        for (int i = 0; i < entries.size() && dashboard.viewers() != count; i++) {
            feed.accept(entries.get(i));
            LockSupport.parkNanos(30_000_000);
        }
        assertThat(dashboard.viewers()).isEqualTo(count);
    }

    @Test
    void studiesAreListedAndATrialsConfigurationCanBeTaken() throws Exception {
        entries.forEach(feed::accept);

        assertThat(send(known("/studies")).body()).contains("\"name\":\"shown\"", "\"phase\":\"finished\"");
        assertThat(send(known("/studies/0/points/2")).body()).startsWith("rate: ");
        var none = send(known("/studies/0/report"));
        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(none.body()).contains("it is written when the study ends");
    }

    @Test
    void aTakenPortIsSaid() {
        assertThatThrownBy(() -> Dashboard.open(new Site(Site.LOOPBACK, dashboard.port()), token, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be served at 127.0.0.1 port " + dashboard.port())
                .hasMessageContaining("choose another port");
    }

    @Test
    void anAddressThatIsNoneIsSaid() {
        assertThatThrownBy(() -> Dashboard.open(new Site("no such host", 0), token, List.of()))
                .hasMessage("bind is no such host: there is no such address");
        assertThatThrownBy(() -> new Site("localhost", 70_000))
                .hasMessage("port is 70000: it must be from 0 (any free one) to 65535");
    }
}
