package winnow.app.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import winnow.api.AskTell;
import winnow.app.exit.Refusal;
import winnow.journal.StudyInUseException;

/** Opens a study that several programs ask and tell, each for a moment at a time. */
final class AskTells {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(10);

    private AskTells() {}

    /**
     * Waits for a while, if another command has the study.
     *
     * @throws StudyInUseException if it still has it then
     */
    static AskTell open(Path folder) {
        if (!AskTell.isStudy(folder)) {
            throw Refusal.usage(
                    Files.exists(folder)
                            ? folder + " is not a study's folder: it has no spec.yaml"
                            : "there is no folder " + folder + "; `winnow ask " + folder
                                    + " --spec SPEC` begins a study");
        }
        long begun = System.nanoTime();
        while (true) {
            try {
                return AskTell.open(folder);
            } catch (StudyInUseException inUse) {
                if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                    throw inUse;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }
}
