package winnow.scheduler;

import java.util.ArrayList;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePSet;
import org.pcollections.TreePVector;
import winnow.search.Bracket;
import winnow.search.Rung;

/**
 * One bracket of synchronous halving as it stands: who entered each rung, who finished it, who waits there. Immutable;
 * a change takes O(log n).
 *
 * @param ladder its rungs
 * @param cut how many trials of each rung go on
 * @param candidates how many trials are to enter the first rung
 * @param entered how many trials entered each rung
 * @param finished scores of those that finished each rung; the worst score for those that failed there
 * @param paused scores of those that finished it and wait there
 * @param contenders the rung that each trial trains for or waits at; trials that are out of it are not among them
 */
public record Tournament(
        Ladder ladder,
        Cut cut,
        int candidates,
        PVector<Integer> entered,
        PVector<Ranking> finished,
        PVector<TreePSet<Score>> paused,
        PMap<Integer, Integer> contenders) {

    static Tournament of(Ladder ladder, Cut cut, int candidates) {
        PVector<Integer> entered = TreePVector.empty();
        PVector<Ranking> finished = TreePVector.empty();
        PVector<TreePSet<Score>> paused = TreePVector.empty();
        for (int rung = 0; rung < ladder.size(); rung++) {
            entered = entered.plus(0);
            finished = finished.plus(Ranking.EMPTY);
            paused = paused.plus(TreePSet.empty());
        }
        return new Tournament(ladder, cut, candidates, entered, finished, paused, HashTreePMap.empty());
    }

    boolean hasRoom() {
        return entered.get(0) < candidates;
    }

    /** Whether nothing is left to train or to decide. */
    boolean isOver() {
        return !hasRoom() && contenders.isEmpty();
    }

    /** The rung that a trial trains for or waits at, or -1. */
    int rungOf(int trial) {
        return contenders.getOrDefault(trial, -1);
    }

    /** Whether a trial with that score waits at a rung. */
    boolean isWaiting(int rung, Score score) {
        return paused.get(rung).contains(score);
    }

    /**
     * The lowest rung that waits for a decision, or -1: all that entered it, and the rungs below it, have finished.
     *
     * @param mayOpen whether more trials may enter the first rung, if it has room
     */
    int due(boolean mayOpen) {
        if (hasRoom() && mayOpen) {
            return -1;
        }
        for (int rung = 0; rung < ladder.size(); rung++) {
            if (unfinished(rung) > 0) {
                return -1;
            }
            if (!paused.get(rung).isEmpty()) {
                return rung;
            }
        }
        return -1;
    }

    /** How many train for a rung. */
    int unfinished(int rung) {
        return entered.get(rung) - finished.get(rung).size();
    }

    /** How many of a rung may go on. */
    int places(int rung) {
        return cut.places(entered.get(0), entered.get(rung), rung);
    }

    boolean isWinner(int rung, Score score) {
        return score.isFinite() && finished.get(rung).rank(score) <= places(rung);
    }

    /** The rungs of a bracket as it goes if every candidate comes and none fails. */
    Bracket planned(int bracket) {
        var rungs = new ArrayList<Rung>();
        int entering = candidates;
        for (int rung = 0; rung < ladder.size(); rung++) {
            rungs.add(new Rung(rung, ladder.budget(rung), entering));
            entering = Math.min(entering, cut.places(candidates, entering, rung));
        }
        return new Bracket(bracket, rungs);
    }

    /** A trial begins to train for a rung it has not entered yet. */
    Tournament enter(int rung, int trial) {
        return new Tournament(
                ladder,
                cut,
                candidates,
                entered.with(rung, entered.get(rung) + 1),
                finished,
                paused,
                contenders.plus(trial, rung));
    }

    /** A trial reached a rung and waits there. */
    Tournament pause(int rung, Score score) {
        return new Tournament(
                ladder,
                cut,
                candidates,
                entered,
                finished.with(rung, finished.get(rung).plus(score)),
                paused.with(rung, paused.get(rung).plus(score)),
                contenders);
    }

    /** A trial's training for a rung ended, and it will not go on. */
    Tournament end(int rung, Score score) {
        return new Tournament(
                ladder,
                cut,
                candidates,
                entered,
                finished.with(rung, finished.get(rung).plus(score)),
                paused,
                contenders.minus(score.trial()));
    }

    /** A trial that waited at a rung waits no more, by a person's wish: the others still wait for those to come. */
    Tournament withdraw(int rung, Score score) {
        return new Tournament(
                ladder,
                cut,
                candidates,
                entered,
                finished,
                paused.with(rung, paused.get(rung).minus(score)),
                contenders.minus(score.trial()));
    }

    /** A trial that waited at a rung waits no more. The places left in the first rung, if any, are given up. */
    Tournament leave(int rung, Score score) {
        return new Tournament(
                ladder,
                cut,
                entered.get(0),
                entered,
                finished,
                paused.with(rung, paused.get(rung).minus(score)),
                contenders.minus(score.trial()));
    }
}
