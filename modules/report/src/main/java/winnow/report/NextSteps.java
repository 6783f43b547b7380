package winnow.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import winnow.plots.PlainText;
import winnow.search.StudyEvent.Ending;
import winnow.space.ChoiceParameter;
import winnow.space.Parameter;
import winnow.study.StudyState;
import winnow.trial.Observation;
import winnow.trial.Trial;
import winnow.trial.TrialStatus;

/** What a person should try next, in sentences, each with its evidence: never more than the study shows. */
final class NextSteps {
    /** Trials with a value below which nothing is said about parameters. */
    static final int ENOUGH = 12;

    /** A share of importance, by every method, below which a parameter is called unimportant. */
    static final double UNIMPORTANT = 0.02;

    private static final double EDGE = 0.05;
    private static final double NEAR_EDGE = 0.2;

    private final StudyState state;
    private final Chronicle chronicle;
    private final List<Trial> ranked;

    private NextSteps(StudyState state, Chronicle chronicle) {
        this.state = state;
        this.chronicle = chronicle;
        var history = state.history();
        ranked = history.all().stream()
                .filter(trial -> history.bestLoss(trial).isPresent()
                        && Double.isFinite(history.bestLoss(trial).getAsDouble()))
                .sorted(Comparator.comparingDouble(
                        trial -> history.bestLoss(trial).getAsDouble()))
                .toList();
    }

    static List<String> of(StudyState state, Chronicle chronicle, Map<String, Map<String, Double>> importances) {
        var steps = new NextSteps(state, chronicle);
        var found = new ArrayList<String>();
        steps.failures().ifPresent(found::add);
        if (steps.ranked.size() >= ENOUGH) {
            state.spec().space().parameters().forEach(parameter -> steps.edge(parameter)
                    .ifPresent(found::add));
            steps.unimportant(importances).ifPresent(found::add);
        }
        steps.budget().ifPresent(found::add);
        steps.limit().ifPresent(found::add);
        return found;
    }

    /** A parameter whose best values lie at an end of its range. */
    private Optional<String> edge(Parameter parameter) {
        boolean isOrdered = !(parameter instanceof ChoiceParameter choice)
                || (choice.ordered() && choice.options().size() > 2);
        var best = ranked.stream()
                .limit(Math.max(3, Math.round(ranked.size() / 10.0)))
                .map(trial -> trial.configuration().value(parameter.name()))
                .toList();
        if (!isOrdered || best.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        double[] units = best.stream()
                .mapToDouble(value -> parameter.encode(value.orElseThrow()))
                .toArray();
        double first = units[0];
        boolean isHigh = first > 0.5;
        double farthest = 0;
        for (double unit : units) {
            farthest = Math.max(farthest, isHigh ? 1 - unit : unit);
        }
        double edge = parameter instanceof ChoiceParameter choice
                ? 1.0 / choice.options().size()
                : EDGE;
        if ((isHigh ? 1 - first : first) > edge || farthest > Math.max(edge, NEAR_EDGE)) {
            return Optional.empty();
        }
        return Optional.of("Widen " + parameter.name() + " " + (isHigh ? "upwards" : "downwards") + ": the best "
                + units.length + " trials all lie near the " + (isHigh ? "upper" : "lower") + " end of its range ("
                + parameter.describe() + "), the winner at "
                + PlainText.shortened(best.get(0).orElseThrow().text(), 60) + ".");
    }

    private Optional<String> unimportant(Map<String, Map<String, Double>> importances) {
        if (importances.isEmpty()) {
            return Optional.empty();
        }
        var names = state.spec().space().parameters().stream()
                .filter(parameter -> parameter.cardinality().orElse(2) > 1)
                .map(Parameter::name)
                .filter(name ->
                        importances.values().stream().allMatch(shares -> shares.getOrDefault(name, 1.0) < UNIMPORTANT))
                .toList();
        if (names.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("Fix " + String.join(", ", names) + " at the winner's "
                + (names.size() == 1 ? "value" : "values") + ": by "
                + String.join(" and ", importances.keySet())
                + (names.size() == 1 ? " it matters" : " each of them matters") + " less than "
                + Math.round(UNIMPORTANT * 100) + " % in this space.");
    }

    /** The winner was still getting better when its budget ended. */
    private Optional<String> budget() {
        if (chronicle.rungs().isEmpty() || state.history().incumbent().isEmpty()) {
            return Optional.empty();
        }
        int most = chronicle.rungs().last();
        int at = state.history().incumbent().orElseThrow().observation().epoch();
        var peaks = ranked.stream()
                .filter(trial -> trial.budget() == most)
                .map(trial ->
                        trial.best(state.history().metric(), state.history().goal()))
                .flatMap(Optional::stream)
                .mapToInt(Observation::epoch)
                .sorted()
                .toArray();
        if (most >= 6 && peaks.length >= 3 && peaks[peaks.length / 2] * 2 <= most) {
            return Optional.of("Train for less: of the " + peaks.length + " trials that had all " + most
                    + " epochs, half were at their best by epoch " + peaks[peaks.length / 2]
                    + " and only got worse afterwards. Regularize them, or lower the budget.");
        }
        return at == most && most > 1
                ? Optional.of("Let trials train longer: the winner had its best value at epoch " + most
                        + ", the last that any trial was given, so that it may not have been done.")
                : Optional.empty();
    }

    /** The study got better until a limit ended it, or not for long before. */
    private Optional<String> limit() {
        var gains = chronicle.gains();
        int spent = chronicle.now().epochs();
        if (gains.isEmpty() || spent < 20 || !isLimited()) {
            return Optional.empty();
        }
        int last = gains.get(gains.size() - 1).at().epochs();
        if (last > 0.9 * spent) {
            return Optional.of("Raise the limits: the best value was found after " + last + " of " + spent
                    + " epochs, just before the study ended.");
        }
        return last < 0.4 * spent && ranked.size() >= ENOUGH
                ? Optional.of("More trials like these would hardly help: the last " + (spent - last) + " of " + spent
                        + " epochs brought nothing better. Narrow the space around the best trials, or change it.")
                : Optional.empty();
    }

    private boolean isLimited() {
        return state.standing()
                .ending()
                .filter(ending -> ending == Ending.TRIALS || ending == Ending.EPOCHS || ending == Ending.WALL_CLOCK)
                .isPresent();
    }

    private Optional<String> failures() {
        var all = state.history().all();
        var failed = all.stream()
                .filter(trial -> trial.status() == TrialStatus.FAILED)
                .toList();
        if (failed.size() < 2 || failed.size() * 5 < all.size()) {
            return Optional.empty();
        }
        return Optional.of("Look into the failures: " + failed.size() + " of " + all.size()
                + " trials failed, the last because: "
                + PlainText.shortened(failed.get(failed.size() - 1).reason(), 160)
                + ". A constraint may rule them out.");
    }
}
