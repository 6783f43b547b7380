package winnow.app.display;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import winnow.search.Incumbent;
import winnow.search.Limits;
import winnow.study.Ledger;
import winnow.study.Standing;
import winnow.study.StudyState;
import winnow.trial.TrialStatus;

/**
 * A study in a few figures.
 *
 * @param study its name
 * @param standing where it stands, with its time
 * @param ledger its epochs
 * @param trials how many trials are in each status
 * @param best the incumbent
 * @param metric the study's metric
 * @param accuracy another metric of the incumbent, one that people understand: its name, empty if there is none
 * @param plannedEpochs epochs that the scheduler plans to spend on as many trials as may be opened, if that is known
 */
public record Summary(
        String study,
        Standing standing,
        Ledger ledger,
        Map<TrialStatus, Integer> trials,
        Optional<Incumbent> best,
        String metric,
        Optional<String> accuracy,
        OptionalLong plannedEpochs) {

    public Summary {
        trials = Collections.unmodifiableMap(new EnumMap<>(trials));
    }

    /**
     * The figures of a state.
     *
     * @param plannedEpochs see {@link Summary}
     */
    public static Summary of(StudyState state, OptionalLong plannedEpochs) {
        var trials = new EnumMap<TrialStatus, Integer>(TrialStatus.class);
        for (var status : TrialStatus.values()) {
            trials.put(status, 0);
        }
        for (int number = 0; number < state.history().trials().size(); number++) {
            trials.merge(state.trial(number).status(), 1, Integer::sum);
        }
        var best = state.history().incumbent();
        var metric = state.spec().objective().metric();
        return new Summary(
                state.spec().study(),
                state.standing(),
                state.ledger(),
                trials,
                best,
                metric,
                best.flatMap(b -> companion(metric, b)),
                plannedEpochs);
    }

    private static Optional<String> companion(String metric, Incumbent best) {
        return best.observation().metrics().values().keySet().stream()
                .filter(name -> !name.equals(metric) && name.endsWith("accuracy"))
                .reduce((first, second) -> second);
    }

    public int count(TrialStatus status) {
        return trials.getOrDefault(status, 0);
    }

    /** Trials that are over, whatever came of them, and have not failed. */
    public int done() {
        return count(TrialStatus.COMPLETED) + count(TrialStatus.STOPPED);
    }

    public int opened() {
        return trials.values().stream().mapToInt(Integer::intValue).sum();
    }

    public Limits limits() {
        return standing.limits();
    }

    /**
     * How many epochs there will be in all, if that can be told: those spent and promised, and for trials that are still
     * to be opened as many as the scheduler plans; but never more than the limit.
     */
    public OptionalLong expectedEpochs() {
        OptionalInt limit = limits().epochs();
        OptionalInt most = limits().trials();
        if (plannedEpochs.isEmpty() || most.isEmpty()) {
            return limit.isPresent() ? OptionalLong.of(limit.getAsInt()) : OptionalLong.empty();
        }
        long unopened = Math.max(0, most.getAsInt() - opened());
        long expected = ledger.committed() + unopened * plannedEpochs.getAsLong() / most.getAsInt();
        return OptionalLong.of(Math.max(ledger.committed(), Math.min(limit.orElse(Integer.MAX_VALUE), expected)));
    }

    public OptionalDouble bestValue() {
        return best.map(b -> b.observation().metrics().find(metric)).orElse(OptionalDouble.empty());
    }

    public OptionalDouble bestAccuracy() {
        return accuracy.flatMap(name -> best.map(b -> b.observation().metrics().find(name)))
                .orElse(OptionalDouble.empty());
    }
}
