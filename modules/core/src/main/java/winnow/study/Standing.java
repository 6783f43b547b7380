package winnow.study;

import java.util.Optional;
import winnow.search.Limits;
import winnow.search.StudyEvent.Ending;

/**
 * Where a study as a whole stands.
 *
 * @param phase see {@link Phase}
 * @param ending why it closes or has ended
 * @param reason the same for a person, may be empty
 * @param session number of the current or last session, 0 before the first
 * @param limits in force
 * @param elapsedMillis the study's own clock at its last entry
 * @param sessionBaseMillis the same at the start of the session
 */
public record Standing(
        Phase phase,
        Optional<Ending> ending,
        String reason,
        int session,
        Limits limits,
        long elapsedMillis,
        long sessionBaseMillis) {

    /** The life of a study. */
    public enum Phase {
        NEW,
        OPEN,
        /** nothing new starts; what runs was asked to pause */
        CLOSING,
        /** put down in good order, unfinished */
        CLOSED,
        FINISHED
    }

    Standing at(long millis) {
        return new Standing(phase, ending, reason, session, limits, Math.max(elapsedMillis, millis), sessionBaseMillis);
    }

    Standing opened(int newSession, Limits newLimits) {
        return new Standing(Phase.OPEN, Optional.empty(), "", newSession, newLimits, elapsedMillis, elapsedMillis);
    }

    Standing under(Limits newLimits) {
        return new Standing(phase, ending, reason, session, newLimits, elapsedMillis, sessionBaseMillis);
    }

    Standing in(Phase newPhase, Ending newEnding, String newReason) {
        return new Standing(
                newPhase, Optional.of(newEnding), newReason, session, limits, elapsedMillis, sessionBaseMillis);
    }
}
