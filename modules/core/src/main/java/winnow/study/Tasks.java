package winnow.study;

import java.util.Optional;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/**
 * The assignments of a study that are not settled.
 *
 * @param open by assignment number
 * @param ofTrial the unsettled assignment's number of each trial that has one
 * @param waiting numbers of those to be sent out again, lowest first
 * @param launched how many are out
 * @param issued how many assignments there have been
 * @param revealed in lockstep: how many are visible
 */
public record Tasks(
        TreePMap<Integer, Task> open,
        PMap<Integer, Integer> ofTrial,
        TreePSet<Integer> waiting,
        int launched,
        int issued,
        int revealed) {

    static final Tasks NONE = new Tasks(TreePMap.empty(), HashTreePMap.empty(), TreePSet.empty(), 0, 0, 0);

    public Optional<Task> of(int trial) {
        var number = ofTrial.get(trial);
        return number == null ? Optional.empty() : Optional.ofNullable(open.get(number));
    }

    public Optional<Task> number(int assignment) {
        return Optional.ofNullable(open.get(assignment));
    }

    /** Puts a new or changed task in its place. */
    Tasks with(Task task) {
        int number = task.assignment().number();
        var before = open.get(number);
        int out = launched - isOut(before) + isOut(task);
        var toSend = task.stage() == Task.Stage.WAITING ? waiting.plus(number) : waiting.minus(number);
        return new Tasks(
                open.plus(number, task),
                before == null ? ofTrial.plus(task.assignment().trial(), number) : ofTrial,
                toSend,
                out,
                Math.max(issued, number),
                revealed);
    }

    Tasks without(Task task) {
        int number = task.assignment().number();
        return new Tasks(
                open.minus(number),
                ofTrial.minus(task.assignment().trial()),
                waiting.minus(number),
                launched - isOut(open.get(number)),
                issued,
                revealed);
    }

    Tasks reveal(int number) {
        return new Tasks(open, ofTrial, waiting, launched, issued, number);
    }

    private static int isOut(@org.jspecify.annotations.Nullable Task task) {
        return task != null && task.stage() == Task.Stage.LAUNCHED ? 1 : 0;
    }
}
