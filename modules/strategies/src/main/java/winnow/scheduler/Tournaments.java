package winnow.scheduler;

import java.util.Optional;
import org.pcollections.TreePMap;
import winnow.search.History;
import winnow.search.Move;
import winnow.search.StudyEvent;
import winnow.search.Verdict;
import winnow.trial.Trial;

/**
 * The brackets of synchronous halving that are not over yet, and how many there have been. Immutable. Bracket numbers
 * are those of {@link Trial#bracket}.
 *
 * @param live by bracket
 * @param begun how many brackets have begun
 * @param planned how many trials they were to have, less the places given up
 */
public record Tournaments(TreePMap<Integer, Tournament> live, int begun, int planned) {

    static final Tournaments NONE = new Tournaments(TreePMap.empty(), 0, 0);

    /** With one bracket more, whose number is {@code begun}. */
    Tournaments begin(Tournament tournament) {
        return new Tournaments(live.plus(begun, tournament), begun + 1, planned + tournament.candidates());
    }

    private Optional<Tournament> of(Trial trial) {
        return Optional.ofNullable(live.get(trial.bracket()));
    }

    private Tournaments with(int bracket, Tournament before, Tournament after) {
        return new Tournaments(
                after.isOver() ? live.minus(bracket) : live.plus(bracket, after),
                begun,
                planned - before.candidates() + after.candidates());
    }

    /** After an assignment or a verdict; other events teach nothing. */
    Tournaments learn(History history, StudyEvent event) {
        if (event instanceof StudyEvent.Assigned assigned) {
            var trial = history.trial(assigned.assignment().trial());
            return of(trial)
                    .map(t -> with(trial.bracket(), t, assigned(t, history, trial, assigned.rung())))
                    .orElse(this);
        }
        if (event instanceof StudyEvent.Judged judged) {
            var trial = history.trial(judged.trial());
            return of(trial)
                    .map(t -> with(trial.bracket(), t, judged(t, history, trial, judged.verdict())))
                    .orElse(this);
        }
        return this;
    }

    private static Tournament assigned(Tournament tournament, History history, Trial trial, int rung) {
        int before = tournament.rungOf(trial.number());
        if (before == rung) {
            return tournament;
        }
        var left = before < 0 ? tournament : left(tournament, before, score(tournament, history, trial, before));
        return left.enter(rung, trial.number());
    }

    private static Tournament judged(Tournament tournament, History history, Trial trial, Verdict verdict) {
        int rung = tournament.rungOf(trial.number());
        if (rung < 0) {
            return tournament;
        }
        var score = score(tournament, history, trial, rung);
        if (tournament.isWaiting(rung, score)) {
            return left(tournament, rung, score);
        }
        if (verdict instanceof Verdict.Pause) {
            return tournament.pause(rung, score);
        }
        boolean isMeasured = verdict instanceof Verdict.Complete;
        return tournament.end(rung, isMeasured ? score : Score.worst(trial.number()));
    }

    /** A trial waits no more; the places are given up unless a person took it away before its rung was decided. */
    private static Tournament left(Tournament tournament, int rung, Score score) {
        return tournament.due(false) == rung ? tournament.leave(rung, score) : tournament.withdraw(rung, score);
    }

    private static Score score(Tournament tournament, History history, Trial trial, int rung) {
        return Score.of(history, trial.number(), tournament.ladder().budget(rung));
    }

    /** What is to be done with a trial that waits at a rung whose trials have all ended, the oldest bracket first. */
    Optional<Move> decision(History history, boolean mayOpen) {
        for (var tournament : live.values()) {
            int rung = tournament.due(mayOpen);
            if (rung >= 0) {
                return Optional.of(decision(tournament, history, rung));
            }
        }
        return Optional.empty();
    }

    private static Move decision(Tournament tournament, History history, int rung) {
        var paused = tournament.paused().get(rung);
        var finished = tournament.finished().get(rung);
        var worst = finished.worst(paused);
        if (!tournament.isWinner(rung, worst)) {
            return new Move.Judge(
                    worst.trial(),
                    new Verdict.Stop(Wording.score(history, worst) + ", " + place(tournament, rung, worst)));
        }
        var best = finished.best(paused);
        return new Move.Promote(
                best.trial(), tournament.ladder().budget(rung + 1), rung + 1, place(tournament, rung, best));
    }

    private static String place(Tournament tournament, int rung, Score score) {
        return Wording.rank(
                        tournament.finished().get(rung),
                        score,
                        tournament.ladder().budget(rung))
                + (tournament.isWinner(rung, score) ? ": within the best " : ": not within the best ")
                + tournament.places(rung);
    }

    /** A new trial for the oldest bracket that has room. */
    Optional<Move> opening() {
        return live.entrySet().stream()
                .filter(e -> e.getValue().hasRoom())
                .findFirst()
                .map(e -> opening(e.getKey(), e.getValue()));
    }

    static Move opening(int bracket, Tournament tournament) {
        return new Move.Open(
                tournament.ladder().budget(0),
                bracket,
                0,
                "candidate " + (tournament.entered().get(0) + 1) + " of " + tournament.candidates()
                        + (bracket == 0 ? "" : " in bracket " + bracket));
    }

    /** What becomes of a trial that reached its rung. */
    Verdict settle(History history, Trial trial) {
        if (of(trial).isEmpty()) {
            return new Verdict.Pause("at epoch " + trial.budget() + " by a person's wish: its bracket is over");
        }
        var tournament = of(trial).get();
        int rung = tournament.rungOf(trial.number());
        int budget = tournament.ladder().budget(rung);
        var score = score(tournament, history, trial, rung);
        if (trial.budget() < budget) {
            return new Verdict.Stop("its training for epoch " + budget + " ended at epoch " + trial.budget());
        }
        if (rung == tournament.ladder().top()) {
            return new Verdict.Complete(Wording.score(history, score) + " at epoch " + budget + ", the last rung");
        }
        return score.isFinite()
                ? new Verdict.Pause(Wording.score(history, score) + " at epoch " + budget
                        + ": waits until all of its rung have finished")
                : new Verdict.Stop("no finite " + history.metric() + " at epoch " + budget);
    }
}
