package winnow.dashboard;

import akka.util.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import winnow.plots.Plots;

/** The files of the page. There are these and no others: a path never reaches a disk. */
final class Assets {
    private static final List<String> SCRIPTS = List.of("model.js", "drawing.js", "wishes.js", "tables.js", "live.js");

    private final Map<String, Asset> assets;
    private final String page;

    /** A file with its media type. */
    record Asset(String type, ByteString content) {}

    private Assets(Map<String, Asset> assets, String page) {
        this.assets = assets;
        this.page = page;
    }

    static Assets load() {
        return new Assets(
                Map.of(
                        "d3.js", script(Plots.d3()),
                        "plots.js", script(Plots.scripts()),
                        "live.js", script(SCRIPTS.stream().map(Assets::resource).collect(Collectors.joining("\n"))),
                        "live.css", new Asset("text/css", ByteString.fromString(Plots.style() + resource("live.css")))),
                resource("live.html"));
    }

    private static Asset script(String text) {
        return new Asset("text/javascript", ByteString.fromString(text));
    }

    Optional<Asset> find(String name) {
        return Optional.ofNullable(assets.get(name));
    }

    /** The page itself, with the token that its scripts send when they ask for something. */
    String page(Token token) {
        return page.replace("{token}", token.secret());
    }

    private static String resource(String name) {
        try (var stream = Assets.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(
                        "resource " + name + " of the live page is missing from the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + name + " of the live page cannot be read", e);
        }
    }
}
