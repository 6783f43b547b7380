package winnow.coordinator;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import winnow.study.StudyState;

/** How far a run is, for those who look at it from outside; and how it ends, told when nothing of it is active. */
final class Progress {
    private final CompletableFuture<StudyState> done = new CompletableFuture<>();
    private StudyState state;
    private Optional<String> trouble = Optional.empty();
    private boolean isFinished;
    private @Nullable Throwable failure;

    Progress(StudyState state) {
        this.state = state;
    }

    synchronized void advanced(StudyState durable) {
        state = durable;
    }

    /** What the study waits for, in words; empty: nothing that it should not have to. */
    synchronized void waitsFor(Optional<String> what) {
        trouble = what;
    }

    synchronized Optional<String> trouble() {
        return trouble;
    }

    /** The session is over in good order: nothing can fail any more. */
    synchronized void finished() {
        isFinished = true;
    }

    /** The first failure counts; a later one goes with it. */
    synchronized void failed(Throwable cause) {
        if (failure == null) {
            failure = cause;
        } else if (failure != cause) {
            failure.addSuppressed(cause);
        }
    }

    /** Completes {@link #done}; what is told first stands. */
    void tell() {
        var end = end();
        if (end == null) {
            done.complete(state());
        } else {
            done.completeExceptionally(end);
        }
    }

    private synchronized @Nullable Throwable end() {
        if (isFinished) {
            return null;
        }
        return failure != null ? failure : new IllegalStateException("the actors of the study ended before it did");
    }

    synchronized StudyState state() {
        return state;
    }

    /** The future itself: a stage made from it would wrap the exception. */
    CompletionStage<StudyState> done() {
        return done;
    }
}
