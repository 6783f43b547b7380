package winnow.app.compare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import winnow.app.display.Figures;
import winnow.app.display.Screen;
import winnow.app.display.Screen.Tone;
import winnow.app.display.Table;
import winnow.app.display.Table.Column;
import winnow.app.session.Json;
import winnow.report.ComparisonPage;

/** A comparison in words and figures: lines for a person, JSON for a program. */
public record ComparisonView(StudyComparison comparison) {
    private static final String BLOCKS = "▁▂▃▄▅▆▇█";
    private static final int SHAPE = 16;
    private static final double CLEAR = 0.05;

    /** What is said first. */
    public String caption() {
        var groups = comparison.groups();
        int studies = groups.stream().mapToInt(g -> g.members().size()).sum();
        return studies + " studies" + " in "
                + Figures.count(groups.size(), "group") + " by " + comparison.metric() + ", each after "
                + Figures.count(comparison.budget(), "epoch");
    }

    public List<String> lines(Screen screen) {
        var lines = new ArrayList<String>();
        lines.add(screen.paint(Tone.STRONG, Screen.cut(caption(), screen.width())));
        lines.addAll(table().lines(screen.width()));
        lines.add("");
        verdicts().forEach(line -> lines.addAll(screen.wrapped(line, 0)));
        return lines;
    }

    private Table table() {
        int budget = comparison.budget();
        var columns = List.of(
                new Column(List.of("group"), false),
                new Column(List.of("studies"), true),
                new Column(List.of("best", "@" + quarter()), true),
                new Column(List.of("best", "@" + half()), true),
                new Column(List.of("best", "@" + budget), true),
                new Column(List.of("mean", "regret"), true),
                new Column(List.of("mean", "rank"), true),
                new Column(List.of("spread", "@" + budget), false),
                new Column(List.of("best so far"), false));
        var rows = new ArrayList<List<String>>();
        for (var group : comparison.groups()) {
            var end = group.band(b -> b.after(budget));
            var rank = comparison.meanRank(group);
            rows.add(List.of(
                    Screen.cut(Screen.plain(group.label()), 28),
                    Integer.toString(group.members().size()),
                    value(group.band(b -> b.after(quarter())).middle()),
                    value(group.band(b -> b.after(half())).middle()),
                    value(end.middle()),
                    figure(regret(group)),
                    rank.isPresent() ? String.format(Locale.ROOT, "%.2f", rank.getAsDouble()) : "-",
                    group.members().size() < 2 ? "-" : value(end.low()) + " - " + value(end.high()),
                    shape(group)));
        }
        return new Table(columns, rows);
    }

    private int quarter() {
        return Math.max(1, comparison.budget() / 4);
    }

    private int half() {
        return Math.max(1, comparison.budget() / 2);
    }

    private double regret(StudyGroup group) {
        return group.band(b -> b.meanRegret(comparison.budget(), comparison.least()))
                .middle();
    }

    private String value(double loss) {
        return figure(comparison.value(loss));
    }

    private static String figure(double value) {
        return Double.isNaN(value) ? "-" : Figures.measure(value);
    }

    /** The course of the middle best so far, all groups on one scale: a lower block is a lower loss. */
    private String shape(StudyGroup group) {
        double high = comparison.groups().stream()
                .mapToDouble(g -> g.band(b -> b.after(at(1))).middle())
                .filter(v -> !Double.isNaN(v))
                .max()
                .orElse(Double.NaN);
        double low = comparison.groups().stream()
                .mapToDouble(g -> g.band(b -> b.after(comparison.budget())).middle())
                .min()
                .orElse(Double.NaN);
        var shape = new StringBuilder();
        for (int place = 1; place <= SHAPE; place++) {
            int spent = at(place);
            double middle = group.band(b -> b.after(spent)).middle();
            double share = high > low ? Math.min(1, (middle - low) / (high - low)) : 0;
            shape.append(Double.isNaN(share) ? ' ' : BLOCKS.charAt((int) Math.round(share * (BLOCKS.length() - 1))));
        }
        return shape.toString();
    }

    private int at(int place) {
        return Math.max(1, comparison.budget() * place / SHAPE);
    }

    /** Each test in a sentence, and what was not tested. */
    public List<String> verdicts() {
        var lines = new ArrayList<String>();
        for (var pair : comparison.pairs()) {
            lines.add(winner(pair)
                    + String.format(Locale.ROOT, ": p %.3g", pair.corrected())
                    + (pair.corrected() < CLEAR ? ", which is hardly chance." : ", which may be chance."));
        }
        if (!comparison.pairs().isEmpty()) {
            lines.add("(Wilcoxon's signed-rank test over seeds, two-sided, corrected by Holm.)");
        }
        if (!comparison.untested().isEmpty()) {
            lines.add(comparison.untested());
        }
        return lines;
    }

    private static String winner(Comparison pair) {
        var seeds = Figures.count(pair.pairs(), "seed");
        if (pair.wins() == pair.losses()) {
            return pair.first() + " and " + pair.second() + " are level over " + seeds;
        }
        boolean isFirst = pair.wins() > pair.losses();
        return (isFirst ? pair.first() : pair.second()) + " is better than " + (isFirst ? pair.second() : pair.first())
                + " in " + Math.max(pair.wins(), pair.losses()) + " of " + seeds;
    }

    /** The same as a page with curves. */
    public ComparisonPage page() {
        var table = table();
        int shape = table.columns().size() - 1;
        return new ComparisonPage(
                caption() + ", the fewest that any of them spent.",
                comparison.metric(),
                comparison.goal(),
                comparison.budget(),
                comparison.groups().stream().map(this::curves).toList(),
                table.columns().subList(0, shape).stream()
                        .map(c -> String.join(" ", c.title()).strip())
                        .toList(),
                table.rows().stream().map(row -> row.subList(0, shape)).toList(),
                verdicts());
    }

    private ComparisonPage.Group curves(StudyGroup group) {
        var curves = group.members().stream()
                .map(m -> new ComparisonPage.Curve(
                        m.place() + " (seed " + m.seed() + ")",
                        m.best().epochs(),
                        m.best().millis(),
                        m.best().steps().stream()
                                .map(s -> new ComparisonPage.Step(s.epochs(), s.millis(), comparison.value(s.loss())))
                                .toList()))
                .toList();
        return new ComparisonPage.Group(group.label(), curves);
    }

    public ObjectNode json() {
        var json = Json.object();
        json.put("metric", comparison.metric());
        json.put("goal", Json.word(comparison.goal()));
        json.put("budget_epochs", comparison.budget());
        json.put("least_loss", comparison.least());
        var groups = json.putArray("groups");
        for (var group : comparison.groups()) {
            var node = groups.addObject().put("group", group.label());
            var band = group.band(b -> b.after(comparison.budget()));
            node.put("median", comparison.value(band.middle()));
            node.put("low", comparison.value(band.low()));
            node.put("high", comparison.value(band.high()));
            node.put("mean_regret", regret(group));
            comparison.meanRank(group).ifPresent(rank -> node.put("mean_rank", rank));
            var studies = node.putArray("studies");
            for (var member : group.members()) {
                var study = studies.addObject()
                        .put("folder", member.place())
                        .put("study", member.name())
                        .put("seed", member.seed())
                        .put("epochs", member.best().epochs())
                        .put("seconds", member.best().millis() / 1000.0)
                        .put("value", comparison.value(member.best().after(comparison.budget())))
                        .put("mean_regret", member.best().meanRegret(comparison.budget(), comparison.least()));
                var steps = study.putArray("best_so_far");
                member.best().steps().forEach(step -> steps.addObject()
                        .put("epochs", step.epochs())
                        .put("seconds", step.millis() / 1000.0)
                        .put("value", comparison.value(step.loss())));
            }
        }
        var tests = json.putArray("tests");
        comparison.pairs().forEach(pair -> tests.addObject()
                .put("first", pair.first())
                .put("second", pair.second())
                .put("seeds", pair.pairs())
                .put("first_better", pair.wins())
                .put("second_better", pair.losses())
                .put("p", pair.p())
                .put("p_holm", pair.corrected()));
        if (!comparison.untested().isEmpty()) {
            json.put("untested", comparison.untested());
        }
        return json;
    }
}
