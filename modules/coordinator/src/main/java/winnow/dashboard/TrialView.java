package winnow.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import winnow.plots.SpaceJson;
import winnow.search.StudyEvent.TrialCreated;
import winnow.search.Verdict;
import winnow.space.Configuration;
import winnow.trial.Ancestor;
import winnow.trial.Outcome;
import winnow.trial.TrialStatus;

/**
 * A trial as the page shows it.
 *
 * @param pending a verdict given while it ran: it stands once the assignment has ended
 * @param isOut whether an assignment of it is out
 * @param epochs observed
 * @param budget epochs since it began, a parent's included
 * @param reach the epoch up to which it was sent or stopped: says which rung it entered
 * @param best its best observation by the study's metric
 * @param curve all its metrics, thinned
 * @param life the last decisions about it, each with the epoch it had reached
 */
record TrialView(
        int number,
        Configuration configuration,
        String origin,
        int bracket,
        TrialStatus status,
        String reason,
        Optional<Verdict> pending,
        boolean isOut,
        int epochs,
        int budget,
        int reach,
        double seconds,
        Optional<Best> best,
        Curve curve,
        List<Told> life) {

    /** Decisions that are kept. */
    static final int LONGEST_LIFE = 24;

    /**
     * A best observation.
     *
     * @param loss lower is better
     * @param at what the study had spent then
     * @param row a value for each metric of the view
     */
    record Best(int epoch, double loss, Spent at, List<Double> row) {}

    /** A decision about a trial that had been observed to this epoch. */
    record Told(int epoch, String text) {}

    static TrialView created(TrialCreated event) {
        return begun(
                event.trial(),
                event.configuration(),
                SpaceJson.text(event.origin()),
                event.bracket(),
                event.parent().map(Ancestor::epoch).orElse(0));
    }

    /** A trial whose past is not known any more. */
    static TrialView returning(int number) {
        return begun(number, new Configuration(Map.of()), "", 0, 0);
    }

    private static TrialView begun(int number, Configuration configuration, String origin, int bracket, int from) {
        return new TrialView(
                number,
                configuration,
                origin,
                bracket,
                TrialStatus.WAITING,
                "",
                Optional.empty(),
                false,
                0,
                from,
                0,
                0,
                Optional.empty(),
                Curve.EMPTY,
                List.of());
    }

    private TrialView standing(TrialStatus newStatus, String newReason, Optional<Verdict> newPending, boolean out) {
        return new TrialView(
                number,
                configuration,
                origin,
                bracket,
                newStatus,
                SpaceJson.text(newReason),
                newPending,
                out,
                epochs,
                budget,
                reach,
                seconds,
                best,
                curve,
                life);
    }

    private TrialView reaching(int epoch) {
        return new TrialView(
                number,
                configuration,
                origin,
                bracket,
                status,
                reason,
                pending,
                isOut,
                epochs,
                budget,
                epoch,
                seconds,
                best,
                curve,
                life);
    }

    TrialView assigned(int from) {
        return standing(TrialStatus.RUNNING, reason, Optional.empty(), true).reaching(from + 1);
    }

    TrialView observed(int epoch, double took, double[] row, Optional<Best> newBest) {
        return new TrialView(
                number,
                configuration,
                origin,
                bracket,
                status,
                reason,
                pending,
                isOut,
                epochs + 1,
                epoch,
                reach,
                seconds + took,
                newBest,
                curve.plus(epoch, row),
                life);
    }

    TrialView ended(Outcome outcome) {
        if (pending.isPresent()) {
            return standing(statusOf(pending.get()), pending.get().reason(), Optional.empty(), false);
        }
        if (outcome instanceof Outcome.Stopped) {
            return standing(TrialStatus.PAUSED, "paused from outside", Optional.empty(), false);
        }
        return standing(TrialStatus.WAITING, message(outcome), Optional.empty(), false);
    }

    private static String message(Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) {
            return failed.message();
        }
        if (outcome instanceof Outcome.Lost lost) {
            return lost.message();
        }
        return outcome instanceof Outcome.Diverged diverged ? diverged.message() : "";
    }

    TrialView judged(int epoch, Verdict verdict) {
        var judged = isOut
                ? standing(status, reason, Optional.of(verdict), true)
                : standing(statusOf(verdict), verdict.reason(), Optional.empty(), false);
        return verdict instanceof Verdict.Stop && epoch > 0 ? judged.reaching(epoch) : judged;
    }

    private static TrialStatus statusOf(Verdict verdict) {
        if (verdict instanceof Verdict.Pause) {
            return TrialStatus.PAUSED;
        }
        if (verdict instanceof Verdict.Stop) {
            return TrialStatus.STOPPED;
        }
        return verdict instanceof Verdict.Complete ? TrialStatus.COMPLETED : TrialStatus.FAILED;
    }

    TrialView told(String text) {
        var longer = new ArrayList<>(life);
        longer.add(new Told(budget, text));
        var kept = longer.size() > LONGEST_LIFE ? longer.subList(longer.size() - LONGEST_LIFE, longer.size()) : longer;
        return new TrialView(
                number,
                configuration,
                origin,
                bracket,
                status,
                reason,
                pending,
                isOut,
                epochs,
                budget,
                reach,
                seconds,
                best,
                curve,
                List.copyOf(kept));
    }

    /** The epoch by which its rung is found; 0 if it was never sent out. */
    int entered() {
        return reach == 0 || status == TrialStatus.STOPPED ? reach : Math.max(reach, budget);
    }
}
