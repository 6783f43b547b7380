package winnow.scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * A population in one of its generations: who trains for a rung, how those who reached it scored, and who of them has
 * been moved on. Immutable.
 *
 * @param size how many trials it is to have
 * @param rung that its members train for or wait at
 * @param members the trials of this generation
 * @param ended scores, at the rung, of members that reached it or failed on the way
 * @param successors trials of the next generation so far
 * @param ahead scores of successors that have ended the next rung already
 * @param replaced how many of the worst have been replaced by a fork of a better one
 * @param released replaced members on whom a verdict was given since
 * @param gone members that were moved on, replaced or given up
 */
public record Population(
        int size,
        int rung,
        PVector<Integer> members,
        PMap<Integer, Score> ended,
        PVector<Integer> successors,
        PMap<Integer, Score> ahead,
        int replaced,
        PSet<Integer> released,
        PSet<Integer> gone) {

    /** One without members. */
    static Population of(int size) {
        return at(size, 0, TreePVector.empty(), HashTreePMap.empty());
    }

    private static Population at(int size, int rung, PVector<Integer> members, PMap<Integer, Score> ended) {
        return new Population(
                size,
                rung,
                members,
                ended,
                TreePVector.empty(),
                HashTreePMap.empty(),
                0,
                HashTreePSet.empty(),
                HashTreePSet.empty());
    }

    boolean hasRoom() {
        return rung == 0 && members.size() < size && gone.isEmpty() && successors.isEmpty();
    }

    /** Whether all members have reached the rung or failed. */
    boolean isComplete() {
        return ended.size() == members.size();
    }

    /** Whether a trial has yet to reach the rung, or waits there to be moved on. */
    boolean isMember(int trial) {
        return members.contains(trial) && !gone.contains(trial);
    }

    /** Whether a trial was a member and gave its place to a fork. */
    boolean isReplaced(int trial) {
        return gone.contains(trial) && !successors.contains(trial);
    }

    /** Whether a trial gave its place to a fork, and no verdict was given on it since. */
    boolean isUnjudged(int trial) {
        return isReplaced(trial) && !released.contains(trial);
    }

    /** A verdict was given on a replaced member. */
    Population release(int trial) {
        return new Population(size, rung, members, ended, successors, ahead, replaced, released.plus(trial), gone);
    }

    /** The members from best to worst; complete generations only. */
    List<Score> ranked() {
        return List.copyOf(Ranking.of(ended.values()));
    }

    /**
     * How many of the best and of the worst take part in replacing: as in Ray, ⌈n quantile⌉, but at most half.
     *
     * @param quantile 0 to 1/2
     */
    static int exchanged(int members, double quantile) {
        return Math.min((int) Math.ceil(members * quantile), members / 2);
    }

    /** Those who are to be replaced, the worst first: the worst quantile, and whoever failed. */
    List<Score> losers(double quantile) {
        var ranked = ranked();
        int exchanged = exchanged(ranked.size(), quantile);
        var losers = new ArrayList<Score>();
        for (int place = ranked.size() - 1; place >= 0; place--) {
            if (place >= ranked.size() - exchanged || !ranked.get(place).isFinite()) {
                losers.add(ranked.get(place));
            }
        }
        return losers;
    }

    /** The one whose place is the next to be given to a fork. */
    Optional<Score> nextLoser(double quantile) {
        return losers(quantile).stream()
                .filter(score -> !gone.contains(score.trial()))
                .findFirst();
    }

    /** Those whom the losers may be replaced by, the best first. */
    List<Score> winners(double quantile) {
        return ranked().stream()
                .limit(Math.max(1, exchanged(ended.size(), quantile)))
                .filter(Score::isFinite)
                .toList();
    }

    Population join(int trial) {
        return new Population(size, rung, members.plus(trial), ended, successors, ahead, replaced, released, gone);
    }

    Population end(Score score) {
        return new Population(
                size, rung, members, ended.plus(score.trial(), score), successors, ahead, replaced, released, gone);
    }

    /** A successor has ended the next rung. */
    Population endAhead(Score score) {
        return new Population(
                size, rung, members, ended, successors, ahead.plus(score.trial(), score), replaced, released, gone);
    }

    /** A fork takes the place of the next loser. */
    Population replace(int loser, int fork) {
        return new Population(
                size, rung, members, ended, successors.plus(fork), ahead, replaced + 1, released, gone.plus(loser));
    }

    /** A member goes on to the next rung. Those who failed and were not replaced by now are given up. */
    Population promote(int trial) {
        var given = ended.values().stream()
                .filter(score -> !score.isFinite())
                .map(Score::trial)
                .toList();
        return new Population(
                size,
                rung,
                members,
                ended,
                successors.plus(trial),
                ahead,
                replaced,
                released,
                gone.plus(trial).plusAll(given));
    }

    /** The next generation, if all of this one are gone; otherwise itself. */
    Population advanced() {
        return isComplete() && !members.isEmpty() && gone.size() == members.size() && !successors.isEmpty()
                ? at(size, rung + 1, successors, ahead)
                : this;
    }
}
