package winnow.export.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import winnow.export.web.LocalServer.Reply;

class CourierTest {
    private final List<Duration> pauses = new ArrayList<>();

    @Test
    void sendsJsonWithHeaders() throws IOException, InterruptedException {
        try (var server = LocalServer.answering(request -> Reply.of(201, "größe"))) {
            var answer = LocalServer.courier(pauses, 3)
                    .post(URI.create(server.address() + "/x?y=1"), Map.of("X-Team", "red"), "{\"a\":\"ä\"}");
            assertThat(answer).isEqualTo(new Courier.Answer(201, "größe", 1));
            assertThat(answer.isGood()).isTrue();
            var request = server.requests().get(0);
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.uri()).hasToString("/x?y=1");
            assertThat(request.body()).isEqualTo("{\"a\":\"ä\"}");
            assertThat(request.headers())
                    .containsEntry("x-team", "red")
                    .containsEntry("content-type", "application/json; charset=utf-8");
        }
    }

    @Test
    void triesAgainAfterWhatMayPass() throws IOException, InterruptedException {
        for (int status : new int[] {429, 500, 502, 503, 504}) {
            pauses.clear();
            var replies = new ArrayDeque<>(List.of(Reply.of(status, ""), Reply.of(status, ""), Reply.of(200, "")));
            try (var server = LocalServer.answering(request -> replies.poll())) {
                var answer = LocalServer.courier(pauses, 3).get(URI.create(server.address()), Map.of());
                assertThat(answer.tries()).isEqualTo(3);
                assertThat(pauses).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1));
            }
        }
    }

    @Test
    void waitsAsLongAsItIsAskedButNotForEver() throws IOException, InterruptedException {
        var replies = new ArrayDeque<>(List.of(
                new Reply(429, "", Map.of("Retry-After", "7")),
                new Reply(503, "", Map.of("Retry-After", "99999")),
                new Reply(503, "", Map.of("Retry-After", "Fri, 31 Dec 1999 23:59:59 GMT")),
                Reply.of(200, "")));
        try (var server = LocalServer.answering(request -> replies.poll())) {
            LocalServer.courier(pauses, 5).get(URI.create(server.address()), Map.of());
            assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(30), Duration.ofSeconds(2));
        }
    }

    @Test
    void givesTheLastAnswerAfterTheLastTry() throws IOException, InterruptedException {
        try (var server = LocalServer.answering(request -> Reply.of(503, "busy"))) {
            var answer = LocalServer.courier(pauses, 2).get(URI.create(server.address()), Map.of());
            assertThat(answer).isEqualTo(new Courier.Answer(503, "busy", 2));
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void triesNothingTwiceThatWouldBeRefusedAgain() throws IOException, InterruptedException {
        for (int status : new int[] {400, 401, 403, 404, 409, 501}) {
            try (var server = LocalServer.answering(request -> Reply.of(status, ""))) {
                LocalServer.courier(pauses, 4).get(URI.create(server.address()), Map.of());
                assertThat(server.requests()).hasSize(1);
            }
        }
    }

    /** A redirect would carry the headers, and so a secret, to wherever it says. */
    @Test
    void followsNoRedirect() throws IOException, InterruptedException {
        try (var other = LocalServer.answering(request -> Reply.of(200, ""));
                var server =
                        LocalServer.answering(request -> new Reply(307, "", Map.of("Location", other.address())))) {
            var answer = LocalServer.courier(pauses, 4).get(URI.create(server.address()), Map.of("Authorization", "x"));
            assertThat(answer.status()).isEqualTo(307);
            assertThat(other.requests()).isEmpty();
        }
        var following = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .build();
        assertThatThrownBy(() -> new Courier(following, Pause.REAL, Duration.ofSeconds(1), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void givesUpOnWhatDoesNotAnswer() throws IOException {
        int free;
        try (var socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertThatThrownBy(() -> LocalServer.courier(pauses, 3)
                        .get(URI.create("http://127.0.0.1:" + free + "/secret"), Map.of()))
                .isInstanceOfSatisfying(
                        Courier.Undelivered.class, e -> assertThat(e.tries()).isEqualTo(3))
                .hasMessageNotContaining("secret");
        // Accepts connections and never answers.
        try (var silent = new ServerSocket(0)) {
            var courier = new Courier(HttpClient.newHttpClient(), pauses::add, Duration.ofMillis(200), 2);
            assertThatThrownBy(() ->
                            courier.get(URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/secret"), Map.of()))
                    .isInstanceOf(Courier.Undelivered.class)
                    .hasMessage("no answer within 0.2 s");
        }
    }

    @Test
    void refusesAnAnswerWithoutEnd() throws IOException {
        var endless = "x".repeat(17 << 20);
        try (var server = LocalServer.answering(request -> Reply.of(200, endless))) {
            assertThatThrownBy(() -> LocalServer.courier(pauses, 1).get(URI.create(server.address()), Map.of()))
                    .isInstanceOf(Courier.Undelivered.class)
                    .hasMessageContaining("the answer has more than 16777216 bytes");
        }
    }
}
