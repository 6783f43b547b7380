package winnow.app.display;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import winnow.app.display.Table.Column;
import winnow.search.ParetoFront;
import winnow.space.Value;
import winnow.study.StudyState;
import winnow.trial.Aim;
import winnow.trial.Goal;
import winnow.trial.Observation;
import winnow.trial.Trial;

/**
 * The best trials of a study, best first; or its Pareto front.
 *
 * @param title what is listed
 * @param aims the study's metrics; they are ordered by the first
 * @param ranked trials that measured something, each with its best observation; of a front, its members
 * @param others how many trials measured nothing; of a front, how many there are
 * @param marked numbers of trials that get a star: those of the front, where not all are
 */
public record Leaderboard(Title title, List<Aim> aims, List<Rank> ranked, int others, Set<Integer> marked) {

    private static final String STAR = "*";

    private static final int WIDEST = 24;

    /** What is listed. */
    public enum Title {
        TRIALS,
        FRONT
    }

    /** A trial and its best observation, and whether a person pinned it. */
    public record Rank(Trial trial, Observation best, boolean isPinned) {
        String status() {
            return trial.status().name().toLowerCase(Locale.ROOT) + (isPinned ? ", pinned" : "");
        }
    }

    public Leaderboard {
        ranked = List.copyOf(ranked);
        aims = List.copyOf(aims);
        marked = Set.copyOf(marked);
    }

    /** The trials of a study by their best observation over all epochs; the earlier trial first of equals. */
    public static Leaderboard of(StudyState state) {
        var metric = state.spec().objective().metric();
        Goal goal = state.spec().objective().goal();
        int opened = state.history().trials().size();
        var pinned = state.steering().pinned();
        var ranked = IntStream.range(0, opened)
                .mapToObj(state::trial)
                .flatMap(
                        trial -> trial
                                .best(metric, goal)
                                .map(best -> new Rank(trial, best, pinned.containsKey(trial.number())))
                                .stream())
                .sorted(Comparator.comparingDouble(
                        r -> goal.loss(r.best().metrics().value(metric))))
                .toList();
        var marked = state.history().hasSeveralAims()
                ? ParetoFront.of(state.history()).trials()
                : Set.<Integer>of();
        return new Leaderboard(Title.TRIALS, state.spec().objective().aims(), ranked, opened - ranked.size(), marked);
    }

    /** The Pareto front of a study with several metrics. */
    public static Leaderboard front(StudyState state) {
        var pinned = state.steering().pinned();
        var members = ParetoFront.of(state.history()).members().stream()
                .map(m -> new Rank(state.trial(m.trial()), m.observation(), pinned.containsKey(m.trial())))
                .toList();
        var trials = state.history().trials().size();
        return new Leaderboard(Title.FRONT, state.spec().objective().aims(), members, trials, Set.of());
    }

    /**
     * Title and rows.
     *
     * @param most how many trials at most
     */
    public List<String> lines(int most, Screen screen) {
        var shown = ranked.subList(0, Math.min(most, ranked.size()));
        if (shown.isEmpty()) {
            return List.of("No trial has measured anything.");
        }
        var metrics = metrics(shown.get(0));
        var parameters = parameters(shown);
        var table = table(shown, metrics, parameters);
        var lines = new ArrayList<String>();
        lines.add(screen.paint(
                Screen.Tone.STRONG, Screen.cut(Screen.plain(caption(shown.size(), metrics)), screen.width())));
        lines.addAll(table.lines(screen.width()));
        int hidden = table.columns().size() - table.fitting(screen.width());
        if (hidden > 0) {
            var names = parameters.subList(Math.max(0, parameters.size() - hidden), parameters.size());
            lines.add(Screen.cut(Screen.plain("not shown: " + String.join(", ", names)), screen.width()));
        }
        return lines;
    }

    private String caption(int shown, List<String> metrics) {
        if (title == Title.FRONT) {
            var rest = shown == ranked.size() ? "" : " of " + ranked.size();
            return "Pareto front: " + shown + rest + " of what " + Figures.count(others, "trial")
                    + " reached, that nothing betters by every metric";
        }
        var prefix = prefix(metrics);
        var of = ranked.size() + others;
        var rest = shown == of ? "" : " of " + of;
        return Figures.count(shown, "trial") + rest + " by " + metrics.get(0)
                + (marked.isEmpty() ? "" : ", " + STAR + " on the Pareto front")
                + (prefix.isEmpty() ? "" : " (columns: " + prefix.replace("_", "") + ")");
    }

    private Table table(List<Rank> shown, List<String> metrics, List<String> parameters) {
        var prefix = prefix(metrics);
        var columns = new ArrayList<Column>();
        columns.add(new Column(List.of("trial"), true));
        metrics.forEach(m -> columns.add(Column.of(m.substring(prefix.length()), true)));
        columns.add(new Column(List.of("epoch"), true));
        columns.add(new Column(List.of("status"), false));
        parameters.forEach(p -> columns.add(Column.of(p, isNumber(shown, p))));
        return new Table(
                columns, shown.stream().map(r -> row(r, metrics, parameters)).toList());
    }

    private List<String> row(Rank rank, List<String> metrics, List<String> parameters) {
        var cells = new ArrayList<String>();
        boolean isMarked = marked.contains(rank.trial().number());
        cells.add((isMarked ? STAR : "") + rank.trial().number());
        metrics.forEach(m -> {
            var value = rank.best().metrics().find(m);
            cells.add(value.isPresent() ? Figures.measure(value.getAsDouble()) : "");
        });
        int at = rank.best().epoch();
        int budget = rank.trial().budget();
        cells.add(at == budget ? Integer.toString(at) : at + "/" + budget);
        cells.add(rank.status());
        parameters.forEach(p -> cells.add(rank.trial()
                .configuration()
                .value(p)
                .map(v -> Screen.cut(Figures.value(v), WIDEST))
                .orElse("-")));
        return cells;
    }

    /** The study's metrics; beside a single one an accuracy, if there is one. */
    private List<String> metrics(Rank first) {
        if (aims.size() > 1) {
            return aims.stream().map(Aim::metric).toList();
        }
        var metric = aims.get(0).metric();
        var names = new ArrayList<String>();
        names.add(metric);
        Optional<String> accuracy = first.best().metrics().values().keySet().stream()
                .filter(name -> !name.equals(metric) && name.endsWith("accuracy"))
                .reduce((one, other) -> other);
        accuracy.ifPresent(names::add);
        return names;
    }

    /** What the names of all metrics begin with, up to an underscore; empty if there is one metric. */
    private static String prefix(List<String> metrics) {
        int end = metrics.get(0).indexOf('_') + 1;
        var candidate = metrics.get(0).substring(0, end);
        return metrics.size() > 1 && metrics.stream().allMatch(m -> m.startsWith(candidate)) ? candidate : "";
    }

    private static List<String> parameters(List<Rank> shown) {
        var names = new LinkedHashSet<String>();
        shown.forEach(r -> names.addAll(r.trial().configuration().values().keySet()));
        return List.copyOf(names);
    }

    private static boolean isNumber(List<Rank> shown, String parameter) {
        return shown.stream()
                .flatMap(r -> r.trial().configuration().value(parameter).stream())
                .allMatch(Value::numeric);
    }
}
