package winnow.report;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import winnow.plots.PlainText;
import winnow.search.Incumbent;
import winnow.search.ParetoFront;
import winnow.search.StudyEvent.Ending;
import winnow.space.Configuration;
import winnow.space.Parameter;
import winnow.study.StudyState;
import winnow.trial.Goal;
import winnow.trial.Observation;
import winnow.trial.Trial;
import winnow.trial.TrialStatus;

/** What a study has found, in sentences. Each is plain text, with the names and values of the spec in it as they are. */
final class Findings {
    private final StudyState state;
    private final Chronicle chronicle;
    private final Map<TrialStatus, Long> counts = new EnumMap<>(TrialStatus.class);

    Findings(StudyState state, Chronicle chronicle) {
        this.state = state;
        this.chronicle = chronicle;
        for (var trial : state.trials()) {
            counts.merge(state.trial(trial.number()).status(), 1L, Long::sum);
        }
    }

    /** What was searched, and how. */
    String question() {
        var spec = state.spec();
        var parameters = spec.space().parameters();
        var names = parameters.stream()
                .limit(8)
                .map(Parameter::name)
                .collect(Collectors.joining(", ", "", parameters.size() > 8 ? ", …" : ""));
        return "Searched " + Figures.count(parameters.size(), "parameter") + " (" + names + ") of "
                + spec.objective().choice().name() + " for " + least() + " " + metric() + ": strategy "
                + spec.strategy().name() + " proposes, scheduler "
                + spec.scheduler().name() + " decides how long each trial trains.";
    }

    /** The winner in one sentence, or why there is none. */
    String answer() {
        var winner = winner();
        if (winner.isEmpty()) {
            return none();
        }
        var observation = winner.get().observation();
        var trial = state.trial(winner.get().trial());
        var standing = trials() == 1 ? ", the only one, reached " : " is the best of " + trials() + " trials: ";
        return "Trial " + trial.number() + standing + metric() + " "
                + Figures.number(observation.metrics().value(metric())) + others(observation) + " at epoch "
                + observation.epoch() + ", with " + words(trial.configuration()) + ".";
    }

    private String none() {
        if (trials() == 0) {
            return "No trial was opened, so there is no answer.";
        }
        return count(TrialStatus.FAILED) == trials()
                ? "There is no answer: " + (trials() == 1 ? "the only trial" : "each of the " + trials() + " trials")
                        + " failed before it had a value of " + metric() + "."
                : "There is no answer yet: no trial has a value of " + metric() + ".";
    }

    private String others(Observation observation) {
        var others = observation.metrics().values().entrySet().stream()
                .filter(one -> !one.getKey().equals(metric()))
                .limit(6)
                .map(one -> one.getKey() + " " + Figures.number(one.getValue()))
                .collect(Collectors.joining(", "));
        return others.isEmpty() ? "" : " (" + others + ")";
    }

    /** Numbers in full: this is what a person copies. */
    private static String words(Configuration configuration) {
        return configuration.values().entrySet().stream()
                .map(one -> one.getKey() + " = "
                        + PlainText.shortened(one.getValue().text(), 60))
                .collect(Collectors.joining(", "));
    }

    /** How the study ended, or where it stands, and why. */
    String ending() {
        var standing = state.standing();
        var reason = standing.reason().isEmpty() ? "" : ": " + standing.reason();
        return switch (standing.phase()) {
            case NEW -> "The study has not begun.";
            case OPEN ->
                "The study is not finished: it runs, or was cut off, with "
                        + Figures.count(state.tasks().open().size(), "assignment") + " under way.";
            case CLOSING -> "The study is about to end" + reason + ".";
            case CLOSED -> "The study was put down unfinished" + reason + ". It can be resumed.";
            case FINISHED ->
                "The study is finished"
                        + (reason.isEmpty()
                                ? standing.ending().map(Findings::words).orElse("")
                                : reason) + ".";
        };
    }

    private static String words(Ending ending) {
        return switch (ending) {
            case TRIALS -> ": its trials are all done";
            case EPOCHS -> ": its epochs are spent";
            case WALL_CLOCK -> ": its time is up";
            case TARGET -> ": it met its target";
            case FAILURES -> ": too many trials failed";
            case EXHAUSTED -> ": nothing was left to do";
            case INTERRUPTED -> ": it was interrupted";
        };
    }

    /** Trials by their status, those that occur. */
    String statuses() {
        var words = Stream.of(
                        TrialStatus.COMPLETED,
                        TrialStatus.PAUSED,
                        TrialStatus.STOPPED,
                        TrialStatus.FAILED,
                        TrialStatus.RUNNING,
                        TrialStatus.WAITING)
                .filter(counts::containsKey)
                .map(status -> counts.get(status) + " " + status.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return words.isEmpty() ? "none" : counts.size() == 1 ? words : trials() + ": " + words;
    }

    /** Epochs charged, of the limit if there is one, and those repeated after losses. */
    String epochs() {
        var ledger = state.ledger();
        var limit = state.limits().epochs();
        var charged = limit.isPresent()
                ? ledger.charged() + " of " + limit.getAsInt() + " ("
                        + Math.round(100.0 * ledger.charged() / limit.getAsInt()) + " %)"
                : ledger.charged() + ", no limit";
        return charged + (ledger.repeated() == 0 ? "" : "; " + ledger.repeated() + " repeated after losses");
    }

    String wallClock() {
        var limit = state.limits().wallClock();
        return Figures.duration(state.standing().elapsedMillis() / 1000.0)
                + limit.map(l -> " of " + Figures.duration(l.toMillis() / 1000.0))
                        .orElse("");
    }

    /** Sessions, with the time the first began. */
    String sessions() {
        var sessions = chronicle.sessions();
        return sessions.isEmpty()
                ? "none"
                : sessions.size() + ", the first on "
                        + Figures.time(sessions.get(0).opened());
    }

    /** Time that trials trained, added up. */
    String training() {
        double seconds = state.trials().stream()
                .map(trial -> state.trial(trial.number()))
                .mapToDouble(Trial::seconds)
                .sum();
        return Figures.duration(seconds) + " in all trials together";
    }

    /** What to see in the curves; empty if there are none. */
    String curves() {
        if (chronicle.now().epochs() == 0) {
            return "";
        }
        var rungs = chronicle.rungs();
        var ladder = rungs.size() < 2
                ? ""
                : " Dotted lines are the rungs, at "
                        + joined(rungs.stream().limit(8).toList(), rungs.size() > 8)
                        + " epochs: a line that ends there was not promoted.";
        var good = state.history().goal() == Goal.MINIMIZE ? "fall fast and end low" : "rise fast and end high";
        return "Each line is a trial, and the mark at its end is its outcome; good lines " + good + "."
                + (winner().isEmpty() ? "" : " The thick line is the best trial.") + ladder;
    }

    private static String joined(Iterable<Integer> numbers, boolean isCut) {
        var text = new StringBuilder();
        for (int number : numbers) {
            text.append(text.length() == 0 ? "" : ", ").append(number);
        }
        return text + (isCut ? ", …" : "");
    }

    /** What to see in the slices; empty if there are none. */
    String slices() {
        if (winner().isEmpty()) {
            return "";
        }
        return "Each mark is a trial: its best " + metric() + " over the value of one parameter; larger marks trained"
                + " longer. A parameter matters where good marks gather; good marks at the edge of a range say that"
                + " the range is too narrow.";
    }

    /** What to see in the progress: when it last got better; empty if there is none. */
    String progress() {
        var gains = chronicle.gains();
        if (gains.isEmpty()) {
            return "";
        }
        var last = gains.get(gains.size() - 1);
        return "The line is the best " + metric() + " so far: it last got better after "
                + last.at().epochs() + " of " + Figures.count(chronicle.now().epochs(), "epoch") + ", in trial "
                + last.trial() + ". A long flat end says that more of the same would hardly help.";
    }

    /** What to see in the parallel coordinates; empty if there are none. */
    String parallel() {
        if (winner().isEmpty()) {
            return "";
        }
        return "Each line is a trial, through its value of every parameter to its best " + metric()
                + "; the coloured lines are the best quarter. Drag along an axis, or focus it and press the arrow keys,"
                + " to keep only the trials in that range, here and in every other plot and table; Escape lets all back.";
    }

    /** What to see in the importances; empty if there are none. */
    String importance(Map<String, Map<String, Double>> importances) {
        if (importances.isEmpty()) {
            return "";
        }
        return "How much of " + metric() + " each parameter decides."
                + (importances.containsKey(ReportInput.FANOVA)
                        ? " fANOVA: the share of its variance over the whole space that the parameter explains by"
                                + " itself; what is missing to 100 % is interaction."
                        : "")
                + (importances.containsKey(ReportInput.PED_ANOVA)
                        ? " PED-ANOVA: how far the parameter alone tells the best tenth of the trials from the rest."
                        : "")
                + " Short bars in both: the parameter may be fixed.";
    }

    /** What to see in the comparison; empty if there is nothing to compare. */
    String comparison() {
        return trials() < 2
                ? ""
                : "Tick trials in the leaderboard to see them here: what differs in their configurations stands first,"
                        + " then their metrics and why they ended.";
    }

    /** What to see in the leaderboard; empty if it is. */
    String leaderboard() {
        if (trials() == 0) {
            return "";
        }
        return "All trials, ranked by their best " + metric()
                + " over all epochs. Click a heading to sort, a row to see"
                + " what was decided about the trial and why.";
    }

    /** What the Pareto front of a study with several metrics holds. */
    String front() {
        var front = ParetoFront.of(state.history());
        var metrics = front.aims().stream()
                .map(aim -> PlainText.shortened(aim.metric(), 60))
                .toList();
        return Figures.count(front.trials().size(), "trial") + " of " + trials() + " reached something that no trial"
                + " betters by every metric: " + String.join(", ", metrics)
                + ". Trials of the front are shown at the epochs"
                + " at which they are on it, the others at their best by " + metric() + ".";
    }

    Optional<Incumbent> winner() {
        return state.history().incumbent();
    }

    private String metric() {
        return state.history().metric();
    }

    private String least() {
        return state.history().goal() == Goal.MINIMIZE ? "the lowest" : "the highest";
    }

    private int trials() {
        return state.history().trials().size();
    }

    private long count(TrialStatus status) {
        return counts.getOrDefault(status, 0L);
    }
}
