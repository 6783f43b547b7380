package winnow.app.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import winnow.app.display.Figures;
import winnow.app.display.Screen;
import winnow.app.display.Summary;
import winnow.app.session.Json;
import winnow.app.session.StudyRecord;
import winnow.app.session.Winner;
import winnow.journal.StudyFolder;
import winnow.report.SlotUse;
import winnow.search.ParetoFront;
import winnow.space.Configuration;
import winnow.study.StudyState;
import winnow.trial.Trial;
import winnow.trial.TrialStatus;

/** What several commands print alike. */
final class Outputs {
    /** Where what is said of a word begins. */
    private static final int INDENT = 9;

    private Outputs() {}

    /** How a study ended, its winner, and where everything is. */
    static List<String> ending(StudyRecord study, Optional<Winner> winner, Screen screen) {
        var folder = study.folder();
        var lines = new ArrayList<String>(screen.wrapped(phase(study.state()), 0));
        winner.ifPresent(found -> lines.addAll(screen.wrapped("best     " + best(found), INDENT)));
        if (winner.isPresent() && study.state().history().hasSeveralAims()) {
            int trials = ParetoFront.of(study.state().history()).trials().size();
            lines.add("front    " + Figures.count(trials, "trial") + "; `winnow best " + folder + "` prints it");
        }
        slots(SlotUse.of(study.entries(), study.spec().resources().slots().orElse(0)))
                .ifPresent(words -> lines.addAll(screen.wrapped("slots    " + words, INDENT)));
        lines.add("report   " + folder.reportPlace());
        lines.add("journal  " + folder.journalPlace());
        winner.ifPresent(found -> lines.add("winner   " + folder.winnerPlace()));
        return lines;
    }

    /** {@code busy 98.2 % of the time; 14 trials stopped while they trained, half within 0.11 s, 99 % within 0.24 s}. */
    static Optional<String> slots(SlotUse use) {
        if (Double.isNaN(use.busyShare())) {
            return Optional.empty();
        }
        var busy = String.format(Locale.ROOT, "busy %.1f %% of the time", 100 * use.busyShare());
        int stops = use.stopSeconds().size();
        return Optional.of(
                stops == 0
                        ? busy
                        : String.format(
                                Locale.ROOT,
                                "%s; %s stopped while training, half within %.2f s, 99 %% within %.2f s",
                                busy,
                                Figures.count(stops, "trial"),
                                use.stopsWithin(0.5),
                                use.stopsWithin(0.99)));
    }

    /** Where a study stands, in a sentence. */
    static String phase(StudyState state) {
        var standing = state.standing();
        var reason = standing.reason().isEmpty() ? "" : ": " + standing.reason();
        return switch (standing.phase()) {
            case NEW -> "not begun";
            case OPEN ->
                state.steering().isPaused()
                        ? "paused by a person: `winnow resume` lets it go on"
                        : "not finished: it runs, or was cut off";
            case CLOSING -> "closing" + reason;
            case CLOSED -> "put down unfinished" + reason;
            case FINISHED -> "finished" + reason;
        };
    }

    /** The winner in a line. */
    static String best(Winner winner) {
        var observation = winner.incumbent().observation();
        var metrics = new ArrayList<String>();
        metrics.add(metric(winner.metric(), observation.metrics().value(winner.metric())));
        observation.metrics().values().forEach((name, value) -> {
            if (!name.equals(winner.metric())) {
                metrics.add(metric(name, value));
            }
        });
        return Screen.plain("trial " + winner.trial().number() + " at epoch " + observation.epoch() + ": "
                + String.join(", ", metrics));
    }

    private static String metric(String name, double value) {
        return name + " " + Figures.measure(value);
    }

    /** Why there is no winner. */
    static String whyNone(StudyState state) {
        var failed = state.trials().stream()
                .map(Trial::number)
                .map(state::trial)
                .filter(trial -> trial.status() == TrialStatus.FAILED)
                .toList();
        return failed.isEmpty()
                ? "no trial succeeded: none was trained for an epoch"
                : "no trial succeeded; " + Figures.count(failed.size(), "trial") + " failed, the first so: "
                        + failed.get(0).reason();
    }

    static String json(StudyFolder folder, Summary summary, Optional<Winner> winner) {
        var json = Json.of(summary);
        winner.ifPresent(found -> json.set("winner", found.json()));
        var paths = json.putObject("paths");
        paths.put("folder", folder.toString());
        paths.put("report", folder.reportPlace());
        paths.put("journal", folder.journalPlace());
        paths.put("winner", folder.winnerPlace());
        return Json.text(json);
    }

    /** A configuration, one value a line. */
    static List<String> aligned(Configuration configuration) {
        var texts = new LinkedHashMap<String, String>();
        configuration.values().forEach((name, value) -> texts.put(name, value.text()));
        return aligned(texts);
    }

    /** Names and values in two columns. */
    static List<String> aligned(Map<String, String> texts) {
        int width = texts.keySet().stream().mapToInt(String::length).max().orElse(0);
        return texts.entrySet().stream()
                .map(one ->
                        "  " + one.getKey() + " ".repeat(width - one.getKey().length()) + "  " + one.getValue())
                .map(Screen::plain)
                .toList();
    }
}
