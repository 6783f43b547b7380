package winnow.coordinator;

import java.time.Clock;
import java.util.function.LongSupplier;
import winnow.study.CheckpointStore;
import winnow.study.CommandBox;
import winnow.study.Input;
import winnow.study.Journal;
import winnow.study.StudyState;
import winnow.study.TrialExecutor;

/**
 * What a session of a study begins with.
 *
 * @param recovered the state that the journal's entries gave; the initial state for a new study
 * @param open the first input: limits and provenance of the session
 * @param journal open for writing; whoever opened it closes it when the run is done
 * @param executor not started yet; the run starts it and closes it
 * @param checkpoints where checkpoints that nobody needs are deleted
 * @param commands where persons leave what they ask
 * @param wallClock for the times that people read
 * @param nanoTime a clock that never jumps, in nanoseconds, for all durations
 * @param watcher told of every entry
 */
public record Opening(
        StudyState recovered,
        Input.Open open,
        Journal journal,
        TrialExecutor executor,
        CheckpointStore checkpoints,
        CommandBox commands,
        Clock wallClock,
        LongSupplier nanoTime,
        StudyWatcher watcher) {

    /** @throws IllegalArgumentException if the state is not the one that the journal gives */
    public Opening {
        var entries = journal.recovered();
        long last = entries.isEmpty() ? 0 : entries.get(entries.size() - 1).sequence();
        if (last != recovered.sequence()) {
            throw new IllegalArgumentException("the recovered state stands at entry " + recovered.sequence()
                    + ", but the journal ends with entry " + last + ": a study goes on where its journal ends");
        }
    }
}
