package winnow.app.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import winnow.app.exit.ExitCode;
import winnow.app.exit.Refusal;
import winnow.journal.FolderCommands;
import winnow.journal.StudyFolder;
import winnow.search.Request;
import winnow.search.StudyEvent.Requested;
import winnow.study.Effect;

/** A study that another process runs, and that is asked for something through its folder. */
public final class RunningStudy {
    /** How long an answer may take. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration LOOKS = Duration.ofMillis(100);

    private final StudyFolder folder;
    private final FolderCommands box;
    private final Duration patience;

    private RunningStudy(StudyFolder folder, Duration patience) {
        this.folder = folder;
        this.box = folder.commandBox();
        this.patience = patience;
    }

    /**
     * The study of a folder, whether it runs or not.
     *
     * @throws Refusal if it is none
     */
    public static RunningStudy in(StudyFolder folder) {
        return in(folder, PATIENCE);
    }

    static RunningStudy in(StudyFolder folder, Duration patience) {
        StudyRecord.requireStudy(folder);
        return new RunningStudy(folder, patience);
    }

    /**
     * Asks the study's coordinator, and waits for its answer. If nobody runs the study, what can wait is left for the
     * next session.
     *
     * @param reason why, for the journal; may be empty
     * @return what happened, for a person
     * @throws Refusal if it was not done; says why
     */
    public String ask(Request request, String reason) {
        return ask(request, System.getProperty("user.name", ""), reason);
    }

    /**
     * Asks in the name of somebody; see {@link #ask(Request, String)}.
     *
     * @param by who asks, in words, for the journal
     */
    public String ask(Request request, String by, String reason) {
        try {
            var id = InstantSource.system().millis() + "-"
                    + UUID.randomUUID().toString().substring(0, 8);
            var requested = new Requested(id, by, reason, request);
            if (folder.isRun().equals(Optional.of(false))) {
                return left(requested);
            }
            box.leave(requested);
            var answer = answered(id);
            if (!answer.isGranted()) {
                throw Refusal.usage(answer.text());
            }
            return answer.text();
        } catch (IOException failed) {
            throw new UncheckedIOException("the study " + folder + " cannot be asked: " + failed.getMessage(), failed);
        } catch (IllegalArgumentException tooLarge) {
            throw Refusal.usage(String.valueOf(tooLarge.getMessage()));
        }
    }

    private String left(Requested requested) throws IOException {
        var request = requested.request();
        boolean canWait = request instanceof Request.Kill
                || request instanceof Request.Pin
                || request instanceof Request.Unpin
                || request instanceof Request.Enqueue;
        if (canWait) {
            box.leave(requested);
            return "nobody runs the study " + folder + ": this is done when `winnow resume " + folder + "` takes it up";
        }
        throw Refusal.usage("nobody runs the study " + folder + ": `winnow resume " + folder + "` takes it up");
    }

    private Effect.Answer answered(String id) throws IOException {
        try {
            for (var waited = Duration.ZERO; waited.compareTo(patience) < 0; waited = waited.plus(LOOKS)) {
                var answer = box.answerTo(id);
                if (answer.isPresent()) {
                    return answer.get();
                }
                boolean isOpened = new CountDownLatch(1).await(LOOKS.toMillis(), TimeUnit.MILLISECONDS);
                if (isOpened) {
                    throw new IllegalStateException("a latch opened by itself");
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Refusal(ExitCode.INTERRUPTED, "interrupted before the study answered", interrupted);
        }
        box.withdraw(id);
        throw Refusal.usage("the study " + folder + " gave no answer within " + patience.toSeconds()
                + " s, and the request was taken back; `winnow status " + folder + "` says where it stands");
    }
}
