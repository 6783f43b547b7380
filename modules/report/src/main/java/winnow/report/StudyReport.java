package winnow.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import winnow.plots.PlainText;
import winnow.plots.Plots;
import winnow.space.Value;
import winnow.study.Choice;

/**
 * The results report: one HTML file that shows what a study found, opens without a network, and is the same for the same
 * journal.
 *
 * <p>Its content security policy allows nothing but the scripts and the style inside it, by their digests; names, values
 * and texts of a study are data in it and cannot become markup or code.
 */
public final class StudyReport {
    private final ReportInput input;
    private final Chronicle chronicle;
    private final Findings findings;
    private final Readings readings;
    private final Ladders ladders;
    private final Beginnings beginnings;
    private final Slots slots;
    private final Markup page = new Markup();

    private StudyReport(ReportInput input) {
        this.input = input;
        var history = input.state().history();
        chronicle = Chronicle.of(input.entries(), history.metric(), history.goal());
        findings = new Findings(input.state(), chronicle);
        readings = new Readings(input);
        beginnings = Beginnings.of(input.entries());
        ladders = Ladders.of(input.entries(), input.state());
        slots = Slots.of(
                input.entries(), input.state().spec().resources().slots().orElse(0));
    }

    /**
     * Writes the report, whole or not at all: an older file is replaced at the end.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public static void write(ReportInput input, Path file) {
        var target = file.toAbsolutePath();
        var aside = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.writeString(aside, html(input), StandardCharsets.UTF_8);
            Files.move(aside, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the report " + file + " cannot be written", e);
        }
    }

    /** The report as a text. */
    public static String html(ReportInput input) {
        return new StudyReport(input).html();
    }

    private String html() {
        var style = Plots.style() + resource("report.css");
        var scripts = List.of(Plots.d3(), Plots.scripts(), resource("report.js"));
        page.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy(style, scripts) + "\">\n");
        page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.raw("<meta name=\"referrer\" content=\"no-referrer\">\n<link rel=\"icon\" href=\"data:,\">\n");
        page.element("title", input.state().spec().study() + ": Winnow report");
        page.raw("<style>").raw(style).raw("</style>\n</head>\n<body>\n");
        var sections = sections();
        header(sections);
        page.raw("<main>\n");
        page.raw("<p class=\"trouble\" id=\"trouble\" role=\"alert\" hidden></p>\n");
        page.raw("<noscript><p class=\"trouble\">Plots and tables are drawn by the scripts inside this file:"
                + " they need JavaScript.</p></noscript>\n");
        summary();
        sections.forEach(this::section);
        origin();
        page.raw("</main>\n<aside id=\"trial\" class=\"trial\" aria-label=\"Selected trial\" hidden></aside>\n");
        page.raw("<script type=\"application/json\" id=\"study\">")
                .raw(StudyJson.of(input, chronicle, ladders, slots))
                .raw("</script>\n");
        scripts.forEach(script -> page.raw("<script>").raw(script).raw("</script>\n"));
        return page.raw("</body>\n</html>\n").html();
    }

    /** A part of the page that a function of the same name draws; {@code link} leads to it. */
    private record Section(String name, String link, String title, String sentence) {}

    private List<Section> sections() {
        var metric = input.state().history().metric();
        var sections = new ArrayList<Section>();
        sections.add(new Section("leaderboard", "Leaderboard", "Leaderboard", findings.leaderboard()));
        if (input.state().history().hasSeveralAims()) {
            sections.add(new Section("pareto", "Pareto front", "The Pareto front", findings.front()));
        }
        sections.add(new Section("comparison", "Comparison", "Trials side by side", findings.comparison()));
        sections.add(new Section("progress", "History", "Optimisation history", findings.progress()));
        sections.add(new Section("curves", "Curves", "Learning curves", findings.curves()));
        sections.add(new Section("ladder", "Ladder", "The halving ladder", ladders.sentence()));
        sections.add(new Section("parallel", "All parameters", "All parameters at once", findings.parallel()));
        sections.add(new Section(
                "slices",
                "Each parameter",
                "Each parameter against " + PlainText.shortened(metric, 60),
                findings.slices()));
        sections.add(new Section("contour", "Two parameters", "Two parameters at once", readings.contour()));
        sections.add(new Section("rank", "Ranks", "Ranks over two parameters", readings.rank()));
        sections.add(new Section(
                "importance", "Importance", "Which parameters matter", findings.importance(input.importances())));
        sections.add(new Section(
                "interactions", "Interactions", "Which parameters matter together", readings.interactions()));
        sections.add(new Section(
                "distribution", "Distribution", "How good trials were, as a whole", readings.distribution()));
        sections.add(new Section(
                "calibration",
                "Calibration",
                Guesses.of(input).isOwn() ? "What the strategy expected" : "What a model would have expected",
                readings.calibration()));
        sections.add(new Section("timeline", "Slots", "Who ran when", slots.sentence()));
        sections.add(new Section("classified", "Winner", "The winner at work", readings.classified()));
        return sections;
    }

    /** What a page may load and run: the style and the scripts inside it, by their digests. */
    static String policy(String style, List<String> scripts) {
        return "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; style-src " + digest(style)
                + "; script-src " + scripts.stream().map(StudyReport::digest).collect(Collectors.joining(" "));
    }

    private static String digest(String text) {
        try {
            var sha = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(sha) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private void header(List<Section> sections) {
        page.raw("<header class=\"page\">\n").element("h1", input.state().spec().study());
        page.raw("<nav aria-label=\"Sections\">\n");
        sections.forEach(section -> page.raw("<a href=\"#" + section.name() + "-section\">")
                .text(section.link())
                .raw("</a>\n"));
        page.raw("<a href=\"#origin\">How it was made</a>\n</nav>\n</header>\n");
    }

    private void summary() {
        page.raw("<section id=\"summary\">\n");
        page.element("p", "question", findings.question());
        page.raw("<p class=\"answer\"><strong>").text(findings.answer()).raw("</strong>");
        Stream.of(readings.test(), readings.cost(chronicle))
                .filter(sentence -> !sentence.isEmpty())
                .forEach(sentence -> page.raw(" ").text(sentence));
        page.raw("</p>\n");
        page.element("p", "ending", findings.ending());
        if (!beginnings.sentence().isEmpty()) {
            page.element("p", "ending", beginnings.sentence());
        }
        next();
        page.raw("<dl class=\"tiles\">\n");
        tile("Trials", findings.statuses());
        tile("Epochs charged", findings.epochs());
        tile("Wall clock", findings.wallClock());
        tile("Trained", findings.training());
        tile("Sessions", findings.sessions());
        page.raw("</dl>\n</section>\n");
    }

    private void next() {
        var steps = NextSteps.of(input.state(), chronicle, input.importances());
        if (!steps.isEmpty()) {
            page.element("h2", "next", "What to try next");
            page.raw("<ul class=\"next\">\n");
            steps.forEach(step -> page.element("li", step));
            page.raw("</ul>\n");
        }
    }

    private void tile(String name, String value) {
        page.raw("<div>").fact(name, value).raw("</div>\n");
    }

    private void section(Section section) {
        page.raw("<section id=\"" + section.name() + "-section\">\n").element("h2", section.title());
        if (!section.sentence().isEmpty()) {
            page.element("p", "caption", section.sentence());
        }
        page.raw("<div class=\"drawing\" id=\"" + section.name() + "\"></div>\n</section>\n");
    }

    private void origin() {
        var spec = input.state().spec();
        page.raw("<section id=\"origin\">\n").element("h2", "How it was made");
        if (!input.command().isEmpty()) {
            page.element("p", "caption", "This repeats it:");
            page.raw("<pre>").text(input.command()).raw("</pre>\n");
        }
        page.raw("<dl class=\"facts\">\n");
        page.fact("seed", Long.toString(spec.seed()));
        page.fact("strategy", words(spec.strategy()));
        page.fact("scheduler", words(spec.scheduler()));
        page.fact("objective", words(spec.objective().choice()));
        var makers = Makers.words(input.entries());
        if (!makers.isEmpty()) {
            page.fact("trained by", makers);
        }
        beginnings.taken().forEach(warm -> page.fact("warm start", Beginnings.words(warm)));
        input.provenance().forEach(page::fact);
        for (var session : chronicle.sessions()) {
            double seconds = (session.toMillis() - session.fromMillis()) / 1000.0;
            page.fact("session " + session.number(), Figures.time(session.opened()) + ", " + Figures.duration(seconds));
        }
        page.fact("decisions in the journal", Integer.toString(input.entries().size()));
        page.raw("</dl>\n");
        if (!input.specText().isEmpty()) {
            page.element("p", "caption", "The spec:");
            page.raw("<pre>").text(input.specText()).raw("</pre>\n");
        }
        page.raw("</section>\n");
    }

    private static String words(Choice choice) {
        var settings = choice.settings().values().entrySet().stream()
                .map(one -> one.getKey() + " "
                        + one.getValue().stream().map(Value::text).collect(Collectors.joining(" ")))
                .collect(Collectors.joining(", "));
        return choice.name() + (settings.isEmpty() ? "" : ": " + settings);
    }

    /** A resource of the report. */
    static String resource(String name) {
        try (var stream = StudyReport.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("resource " + name + " of the report is missing from the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + name + " of the report cannot be read", e);
        }
    }
}
