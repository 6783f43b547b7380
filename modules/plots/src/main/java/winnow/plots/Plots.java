package winnow.plots;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The texts from which a page draws plots: D3, our scripts, our style. Each text may stand as it is inside a
 * {@code script} or {@code style} element.
 *
 * <p>The scripts are plain functions in one global object, {@code winnow}; they need no build step. A page loads
 * {@link #d3}, then {@link #scripts}, makes a study with {@code winnow.study(parsedJson)}, and shows each plot with
 * {@code winnow.show(plot, study, element)}. They set no inline style or handler by markup, so that a page may forbid
 * both, and put no text into a page but as text.
 */
public final class Plots {
    private static final String D3 = "/META-INF/resources/webjars/d3/7.9.0/";
    private static final String OWN = "/winnow/plots/";
    private static final List<String> SCRIPTS = List.of(
            "base.js",
            "scales.js",
            "frame.js",
            "curves.js",
            "ladder.js",
            "parallel.js",
            "slices.js",
            "importance.js",
            "plane.js",
            "contour.js",
            "rank.js",
            "interactions.js",
            "distribution.js",
            "calibration.js",
            "classified.js",
            "progress.js",
            "pareto.js",
            "timeline.js",
            "leaderboard.js",
            "comparison.js",
            "trial.js");

    private Plots() {}

    /** D3 7.9.0, its licence first. */
    public static String d3() {
        return "/*\nD3\n" + read(D3 + "LICENSE") + "*/\n" + read(D3 + "dist/d3.min.js");
    }

    /** Our scripts, in the order in which they need each other, as one. */
    public static String scripts() {
        return SCRIPTS.stream().map(name -> read(OWN + name)).collect(Collectors.joining("\n"));
    }

    /** The script that draws several searches, {@code winnow.anytime}; it needs {@link #scripts}. */
    public static String anytime() {
        return read(OWN + "anytime.js");
    }

    /** Our style, for light and dark screens and for paper. */
    public static String style() {
        return read(OWN + "plots.css");
    }

    private static String read(String resource) {
        try (var stream = Plots.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("resource " + resource + " is missing from the class path");
            }
            return embeddable(resource, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + resource + " cannot be read", e);
        }
    }

    /** A text that would end the element it stands in, or start a comment there, is refused. */
    static String embeddable(String resource, String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        for (var forbidden : List.of("</script", "</style", "<!--", "<script")) {
            if (lower.contains(forbidden)) {
                throw new IllegalStateException("resource " + resource + " contains " + forbidden
                        + ": it cannot stand inside an element of a page");
            }
        }
        return text;
    }
}
