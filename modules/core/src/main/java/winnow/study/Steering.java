package winnow.study;

import org.pcollections.HashTreePSet;
import org.pcollections.MapPSet;
import org.pcollections.PVector;
import org.pcollections.TreePMap;
import org.pcollections.TreePVector;
import winnow.search.Request;
import winnow.search.StudyEvent.Requested;

/**
 * What persons asked of a study, as far as it still matters.
 *
 * @param isPaused whether nothing is launched until a person resumes the study; a new session begins unpaused
 * @param isStopped whether a person asked in this session to put the study down
 * @param queue configurations that wait to be tried, first come first
 * @param promotions paused trials that wait for a slot to train on, by number
 * @param pinned trials that no verdict of the scheduler stops and whose checkpoint is kept, with whose wish that is
 * @param heard identifiers of all requests that were granted, so that none is granted twice
 */
public record Steering(
        boolean isPaused,
        boolean isStopped,
        PVector<Requested> queue,
        TreePMap<Integer, Promotion> promotions,
        TreePMap<Integer, String> pinned,
        MapPSet<String> heard) {

    static final Steering NONE =
            new Steering(false, false, TreePVector.empty(), TreePMap.empty(), TreePMap.empty(), HashTreePSet.empty());

    /** A promotion that a person asked for: a paused trial, the budget and rung it is to reach, and whose wish it is. */
    public record Promotion(int trial, int to, int rung, String reason) {}

    Steering opened() {
        return new Steering(false, false, queue, promotions, pinned, heard);
    }

    Steering hear(Requested requested) {
        var request = requested.request();
        boolean paused = request instanceof Request.Pause || (isPaused && !(request instanceof Request.Resume));
        return new Steering(
                paused,
                isStopped || request instanceof Request.Stop,
                request instanceof Request.Enqueue ? queue.plus(requested) : queue,
                promotions,
                pinned(requested),
                heard.plus(requested.id()));
    }

    private TreePMap<Integer, String> pinned(Requested requested) {
        if (requested.request() instanceof Request.Pin pin) {
            return pinned.plus(pin.trial(), "pinned " + requested.words());
        }
        return requested.request() instanceof Request.Unpin unpin ? pinned.minus(unpin.trial()) : pinned;
    }

    Steering promoting(Promotion promotion) {
        return new Steering(isPaused, isStopped, queue, promotions.plus(promotion.trial(), promotion), pinned, heard);
    }

    Steering dequeue() {
        return new Steering(isPaused, isStopped, queue.minus(0), promotions, pinned, heard);
    }

    /** A trial was assigned or judged: what was asked for it is done, or has no object any more. */
    Steering settled(int trial) {
        return promotions.containsKey(trial)
                ? new Steering(isPaused, isStopped, queue, promotions.minus(trial), pinned, heard)
                : this;
    }
}
