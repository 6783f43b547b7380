package winnow.dashboard;

import akka.NotUsed;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.RequestEntity;
import akka.http.javadsl.model.headers.HttpCookiePair;
import akka.http.javadsl.model.headers.RawHeader;
import akka.stream.Materializer;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import winnow.plots.JsonWriter;
import winnow.plots.SpaceJson;

/** What the page's server answers. */
final class Routes {
    /** Between two events to one browser. */
    static final Duration PACE = Duration.ofMillis(250);

    /** Bytes of a request's body. */
    static final int LARGEST = 64 * 1024;

    /** Browsers that look on at a time. */
    static final int MOST_STREAMS = 32;

    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Pattern PATH =
            Pattern.compile("/studies/(\\d{1,4})/(events|report|requests|points/(\\d{1,9}))");

    private static final Pattern TOKEN = Pattern.compile("(?:^|&)token=([A-Za-z0-9_-]+)(?:$|&)");

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** A report brings its scripts along, by digests in its own policy, and is a stranger to the page. */
    private static final String REPORT_POLICY = "sandbox allow-scripts allow-downloads; default-src 'none';"
            + " script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
            + " form-action 'none'; frame-ancestors 'none'";

    private static final List<HttpHeader> ALWAYS = List.of(
            RawHeader.create("Cache-Control", "no-store"),
            RawHeader.create("X-Content-Type-Options", "nosniff"),
            RawHeader.create("Referrer-Policy", "no-referrer"),
            RawHeader.create("X-Frame-Options", "DENY"),
            RawHeader.create("Cross-Origin-Opener-Policy", "same-origin"),
            RawHeader.create("Cross-Origin-Resource-Policy", "same-origin"));

    private final Gate gate;
    private final List<ShownStudy> studies;
    private final Assets assets;
    private final Materializer materializer;
    private final Executor waiting;
    private final AtomicInteger streams = new AtomicInteger();

    /** @param waiting for what may take seconds */
    Routes(Gate gate, List<ShownStudy> studies, Assets assets, Materializer materializer, Executor waiting) {
        this.gate = gate;
        this.studies = List.copyOf(studies);
        this.assets = assets;
        this.materializer = materializer;
        this.waiting = waiting;
    }

    /** Browsers that look on now. */
    int viewers() {
        return streams.get();
    }

    CompletionStage<HttpResponse> answer(HttpRequest request) {
        var refused = gate.refuse(head(request));
        if (refused.isPresent()) {
            return refused(request, refused.get().status(), refused.get().why());
        }
        var path = request.getUri().path();
        var match = PATH.matcher(path);
        boolean isPost = request.method().equals(HttpMethods.POST);
        if (!isPost && !request.method().equals(HttpMethods.GET)) {
            return refused(request, 405, "GET and POST are understood");
        }
        if (!isPost && path.equals("/")) {
            return now(page());
        } else if (!isPost && path.equals("/studies")) {
            return now(text(200, "application/json", list()));
        } else if (!isPost && path.startsWith("/assets/")) {
            var asset = assets.find(path.substring("/assets/".length()));
            if (asset.isPresent()) {
                return now(of(200, asset.get().type(), asset.get().content(), POLICY));
            }
        } else if (match.matches() && Integer.parseInt(match.group(1)) < studies.size()) {
            var study = studies.get(Integer.parseInt(match.group(1)));
            if (isPost && match.group(2).equals("requests")) {
                return wish(study, request);
            } else if (!isPost && match.group(2).equals("events")) {
                return now(events(study));
            } else if (!isPost && match.group(2).equals("report")) {
                return later(() -> report(study));
            } else if (!isPost && match.group(3) != null) {
                return now(point(study, Integer.parseInt(match.group(3))));
            }
        }
        return refused(request, 404, "there is nothing here");
    }

    private Gate.Head head(HttpRequest request) {
        return new Gate.Head(
                !request.method().equals(HttpMethods.GET),
                request.getUri().path().equals("/"),
                header(request, "Host"),
                header(request, "Origin"),
                header(request, "Sec-Fetch-Site"),
                header(request, "X-Winnow-Token"),
                cookie(request),
                inUrl(request));
    }

    private static Optional<String> inUrl(HttpRequest request) {
        return request.getUri()
                .rawQueryString()
                .map(TOKEN::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1));
    }

    private static Optional<String> header(HttpRequest request, String name) {
        return request.getHeader(name).map(HttpHeader::value);
    }

    private Optional<String> cookie(HttpRequest request) {
        for (var header : request.getHeaders()) {
            if (header instanceof akka.http.javadsl.model.headers.Cookie cookies) {
                for (HttpCookiePair pair : cookies.getCookies()) {
                    if (pair.name().equals(gate.token().cookie())) {
                        return Optional.of(pair.value());
                    }
                }
            }
        }
        return Optional.empty();
    }

    private HttpResponse page() {
        var cookie = gate.token().cookie() + "=" + gate.token().secret() + "; Path=/; HttpOnly; SameSite=Strict";
        return text(200, "text/html", assets.page(gate.token())).addHeader(RawHeader.create("Set-Cookie", cookie));
    }

    private String list() {
        var json = new JsonWriter().beginArray();
        for (var study : studies) {
            var view = study.feed().view();
            json.beginObject().name("name").value(view.spec().study());
            json.name("place").value(SpaceJson.text(study.place()));
            json.name("phase").value(view.standing().phase().name().toLowerCase(Locale.ROOT));
            json.name("trials")
                    .value(view.counts().values().stream()
                            .mapToInt(Integer::intValue)
                            .sum());
            json.name("metric").value(SpaceJson.text(view.metrics().get(0)));
            json.name("best");
            view.winner()
                    .flatMap(number -> Optional.ofNullable(view.trials().get(number)))
                    .flatMap(TrialView::best)
                    .ifPresentOrElse(best -> json.value(best.row().get(0)), json::nothing);
            json.endObject();
        }
        return json.endArray().text();
    }

    private HttpResponse events(ShownStudy study) {
        if (streams.get() >= MOST_STREAMS) {
            return text(503, "text/plain", MOST_STREAMS + " pages look on already");
        }
        Source<ByteString, NotUsed> beginning = Source.single(ByteString.fromString("retry: 2000\n\n"));
        var updates = Source.tick(Duration.ZERO, PACE, true)
                .statefulMapConcat(() -> {
                    var told = new Updates(study.feed());
                    return tick -> told.next();
                })
                .map(ByteString::fromString)
                .keepAlive(HEARTBEAT, () -> ByteString.fromString("event: beat\ndata: 1\n\n"))
                .watchTermination((left, done) -> {
                    streams.incrementAndGet();
                    done.whenComplete((end, failure) -> streams.decrementAndGet());
                    return left;
                });
        var type = MediaTypes.TEXT_EVENT_STREAM.toContentType();
        return of(200, POLICY).withEntity(HttpEntities.createChunked(type, beginning.concat(updates)));
    }

    private HttpResponse report(ShownStudy study) {
        try {
            return study.helm()
                    .report()
                    .map(content -> of(200, "text/html", ByteString.fromArray(content), REPORT_POLICY))
                    .orElseGet(
                            () -> text(404, "text/plain", "there is no report yet: it is written when the study ends"));
        } catch (IOException unreadable) {
            return text(500, "text/plain", "the report cannot be read: " + unreadable.getMessage());
        }
    }

    private HttpResponse point(ShownStudy study, int number) {
        return Optional.ofNullable(study.feed().view().trials().get(number))
                .map(trial -> text(200, "text/plain", study.helm().yaml(trial.configuration())))
                .orElseGet(() -> text(404, "text/plain", "there is no trial " + number));
    }

    private CompletionStage<HttpResponse> wish(ShownStudy study, HttpRequest request) {
        return request.entity()
                .toStrict(PATIENCE.toMillis(), LARGEST, materializer)
                .thenCompose(entity -> {
                    var form = entity.getData().utf8String();
                    return later(() -> {
                        try {
                            var view = study.feed().view();
                            var present = view.spec().withLimits(view.standing().limits());
                            var wish = Wish.of(form, study.helm(), present);
                            var answer = study.helm().ask(wish.request(), wish.reason());
                            return told(200, answer);
                        } catch (IllegalArgumentException unfit) {
                            return told(200, new Helm.Answer(false, String.valueOf(unfit.getMessage())));
                        }
                    });
                })
                .exceptionally(unread -> told(
                        413, new Helm.Answer(false, "a request has at most " + LARGEST + " bytes, and comes at once")));
    }

    private static HttpResponse told(int status, Helm.Answer answer) {
        var json = new JsonWriter()
                .beginObject()
                .name("granted")
                .value(answer.isGranted())
                .name("text")
                .value(answer.text())
                .endObject()
                .text();
        return text(status, "application/json", json);
    }

    /** Something that may take long. */
    private interface Task {
        HttpResponse run();
    }

    private CompletionStage<HttpResponse> later(Task task) {
        var answer = new CompletableFuture<HttpResponse>();
        try {
            waiting.execute(() -> {
                try {
                    answer.complete(task.run());
                } catch (RuntimeException failed) {
                    answer.complete(told(500, new Helm.Answer(false, String.valueOf(failed.getMessage()))));
                }
            });
        } catch (RejectedExecutionException busy) {
            answer.complete(told(503, new Helm.Answer(false, "too much was asked at once: try again")));
        }
        return answer;
    }

    private CompletionStage<HttpResponse> refused(HttpRequest request, int status, String why) {
        RequestEntity entity = request.entity();
        entity.discardBytes(materializer);
        return now(text(status, "text/plain", why + "\n"));
    }

    private static CompletionStage<HttpResponse> now(HttpResponse response) {
        return CompletableFuture.completedFuture(response);
    }

    private static HttpResponse text(int status, String type, String text) {
        return of(status, type, ByteString.fromString(text), POLICY);
    }

    private static HttpResponse of(int status, String type, ByteString content, String policy) {
        var media =
                switch (type) {
                    case "text/html" -> ContentTypes.TEXT_HTML_UTF8;
                    case "text/css" -> MediaTypes.TEXT_CSS.toContentType(HttpCharsets.UTF_8);
                    case "text/javascript" -> MediaTypes.APPLICATION_JAVASCRIPT.toContentType(HttpCharsets.UTF_8);
                    case "application/json" -> ContentTypes.APPLICATION_JSON;
                    default -> ContentTypes.TEXT_PLAIN_UTF8;
                };
        return of(status, policy).withEntity(HttpEntities.create(media, content));
    }

    private static HttpResponse of(int status, String policy) {
        var headers = new ArrayList<>(ALWAYS);
        headers.add(RawHeader.create("Content-Security-Policy", policy));
        return HttpResponse.create().withStatus(status).addHeaders(headers);
    }
}
