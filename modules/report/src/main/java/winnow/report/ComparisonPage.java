package winnow.report;

import java.util.List;
import java.util.Locale;
import winnow.plots.JsonWriter;
import winnow.plots.Plots;
import winnow.trial.Goal;

/**
 * Several studies in one HTML file: their best values so far as curves, and what was made of them as a table. Like a report
 * it opens without a network, and runs nothing but its own scripts.
 *
 * @param caption what is compared, in a sentence
 * @param metric the studies' metric
 * @param goal which way it is better
 * @param budget epochs at which they are compared
 * @param groups what is compared
 * @param columns the names of the table's columns
 * @param rows its cells
 * @param sentences what follows from it
 */
public record ComparisonPage(
        String caption,
        String metric,
        Goal goal,
        int budget,
        List<Group> groups,
        List<String> columns,
        List<List<String>> rows,
        List<String> sentences) {

    /** Searches that differ in their seeds alone. */
    public record Group(String label, List<Curve> curves) {}

    /**
     * The best value of a study so far.
     *
     * @param name of the study, with its seed
     * @param epochs that it spent
     * @param millis of its clock at the last of them
     * @param steps where the value changed, ascending; at least one
     */
    public record Curve(String name, int epochs, long millis, List<Step> steps) {}

    /** From so many epochs, and so much time, on the best value was this. */
    public record Step(int epochs, long millis, double value) {}

    /** The page as a text. */
    public String html() {
        var style = Plots.style() + StudyReport.resource("report.css");
        var scripts = List.of(Plots.d3(), Plots.scripts(), Plots.anytime(), StudyReport.resource("comparison-page.js"));
        var page = new Markup();
        page.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"" + StudyReport.policy(style, scripts)
                + "\">\n");
        page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.raw("<meta name=\"referrer\" content=\"no-referrer\">\n<link rel=\"icon\" href=\"data:,\">\n");
        page.element("title", "Winnow: studies compared");
        page.raw("<style>").raw(style).raw("</style>\n</head>\n<body>\n");
        page.raw("<header class=\"page\">\n").element("h1", "Studies compared").raw("</header>\n<main>\n");
        page.raw("<p class=\"trouble\" id=\"trouble\" role=\"alert\" hidden></p>\n");
        page.element("p", "caption", caption);
        page.raw("<section>\n").element("h2", "Best so far");
        page.element(
                "p",
                "caption",
                "A line is the median over a group's seeds, its band the quartiles, or the extremes of fewer than four"
                        + " seeds. The upright line is where they are compared. A line ends where the shortest of its"
                        + " studies did.");
        page.raw("<div class=\"drawing\" id=\"anytime\"></div>\n</section>\n");
        table(page);
        page.raw("</main>\n<script type=\"application/json\" id=\"comparison\">")
                .raw(json())
                .raw("</script>\n");
        scripts.forEach(script -> page.raw("<script>").raw(script).raw("</script>\n"));
        return page.raw("</body>\n</html>\n").html();
    }

    private void table(Markup page) {
        page.raw("<section>\n").element("h2", "Side by side");
        sentences.forEach(sentence -> page.element("p", "caption", sentence));
        page.raw("<div class=\"table compared-table\" tabindex=\"0\" role=\"region\" aria-label=\"Groups side"
                        + " by side\">")
                .raw("<table>\n<thead><tr>");
        columns.forEach(column -> page.raw("<th scope=\"col\">").text(column).raw("</th>"));
        page.raw("</tr></thead>\n<tbody>\n");
        for (var row : rows) {
            page.raw("<tr><th scope=\"row\">").text(row.get(0)).raw("</th>");
            row.subList(1, row.size())
                    .forEach(cell -> page.raw("<td>").text(cell).raw("</td>"));
            page.raw("</tr>\n");
        }
        page.raw("</tbody>\n</table></div>\n");
        page.raw("<dl class=\"facts\">\n");
        groups.forEach(group -> page.fact(
                group.label(),
                String.join(", ", group.curves().stream().map(Curve::name).toList())));
        page.raw("</dl>\n</section>\n");
    }

    private String json() {
        var json = new JsonWriter().beginObject();
        json.name("metric").value(metric);
        json.name("goal").value(goal.name().toLowerCase(Locale.ROOT));
        json.name("budget").value(budget);
        json.name("groups").beginArray();
        for (var group : groups) {
            json.beginObject().name("label").value(group.label()).name("curves").beginArray();
            for (var curve : group.curves()) {
                json.beginObject();
                json.name("name").value(curve.name());
                json.name("epochs").value(curve.epochs());
                json.name("milliseconds").value(curve.millis());
                json.name("steps").beginArray();
                for (var step : curve.steps()) {
                    json.beginArray()
                            .value(step.epochs())
                            .value(step.millis())
                            .value(step.value())
                            .endArray();
                }
                json.endArray().endObject();
            }
            json.endArray().endObject();
        }
        return json.endArray().endObject().text();
    }
}
