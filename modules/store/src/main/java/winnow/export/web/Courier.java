package winnow.export.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends requests, and tries again where that may help: when nothing answers, and after the statuses 429, 500, 502, 503
 * and 504, waiting twice as long each time, or as long as the answer says. Redirects are not followed: an answer that
 * asks for one is an answer like others.
 *
 * @param client that follows no redirects
 * @param pause how to wait
 * @param timeout of one request with its answer
 * @param tries how often a request is sent at most, at least 1
 */
public record Courier(HttpClient client, Pause pause, Duration timeout, int tries) {
    private static final Set<Integer> PASSING = Set.of(429, 500, 502, 503, 504);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int LONGEST_ANSWER = 16 << 20;

    public Courier {
        if (tries < 1 || client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException("a courier tries at least once and follows no redirects");
        }
    }

    /** One that uses the network. */
    public static Courier over(Duration timeout, int tries) {
        var client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
        return new Courier(client, Pause.REAL, timeout, tries);
    }

    /**
     * An answer.
     *
     * @param tries how often the request was sent for it
     */
    public record Answer(int status, String body, int tries) {
        public boolean isGood() {
            return status >= 200 && status < 300;
        }
    }

    /** Nothing answered, as often as it was tried; the message says what happened and names no address. */
    public static final class Undelivered extends IOException {
        private static final long serialVersionUID = 1L;

        private final int tries;

        Undelivered(String message, int tries, Throwable cause) {
            super(message, cause);
            this.tries = tries;
        }

        public int tries() {
            return tries;
        }
    }

    /** Asks for a resource. */
    public Answer get(URI address, Map<String, String> headers) throws Undelivered, InterruptedException {
        return send(builder(address, headers).GET().build());
    }

    /** Posts JSON. */
    public Answer post(URI address, Map<String, String> headers, String json) throws Undelivered, InterruptedException {
        return send(builder(address, headers)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(json, StandardCharsets.UTF_8))
                .build());
    }

    private HttpRequest.Builder builder(URI address, Map<String, String> headers) {
        var builder = HttpRequest.newBuilder(address)
                .version(HttpClient.Version.HTTP_1_1)
                .header("Accept", "application/json")
                .header("User-Agent", "winnow");
        headers.forEach(builder::setHeader);
        return builder;
    }

    private Answer send(HttpRequest request) throws Undelivered, InterruptedException {
        var wait = FIRST_PAUSE;
        for (int number = 1; ; number++) {
            var asked = Optional.<Duration>empty();
            try {
                var response = once(request);
                if (number == tries || !PASSING.contains(response.statusCode())) {
                    return new Answer(response.statusCode(), response.body(), number);
                }
                asked = wish(response);
            } catch (IOException nothing) {
                if (number == tries) {
                    throw new Undelivered(reason(nothing), number, nothing);
                }
            }
            pause.pause(shorter(asked.orElse(wait), LONGEST_PAUSE));
            wait = wait.multipliedBy(2);
        }
    }

    private HttpResponse<String> once(HttpRequest request) throws IOException, InterruptedException {
        var future = client.sendAsync(request, ShortText.handler(LONGEST_ANSWER));
        try {
            return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            future.cancel(true);
            throw new IOException("no answer within " + timeout.toMillis() / 1000.0 + " s", slow);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException io ? io : new IOException(failed.getCause());
        } catch (InterruptedException interrupted) {
            future.cancel(true);
            throw interrupted;
        }
    }

    /** How long the one who answered wants us to wait; only in seconds, dates are passed over. */
    private static Optional<Duration> wish(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("\\d{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static String reason(IOException e) {
        var message = e.getMessage();
        var name = e.getClass().getSimpleName();
        return message == null || message.isBlank()
                ? name
                : message.lines().findFirst().orElse(name);
    }
}
