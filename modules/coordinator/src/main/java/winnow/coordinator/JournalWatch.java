package winnow.coordinator;

import java.time.Duration;
import java.util.Optional;

/** Notices that the journal does not answer, and says so now and then. */
final class JournalWatch {

    /** How long the journal may be silent before that is said, and again. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private Optional<Long> awaited = Optional.empty();
    private Duration since = Duration.ZERO;
    private Duration said = Duration.ZERO;

    /**
     * Looks.
     *
     * @param entry that is awaited, if any is
     * @param now time in the session
     * @return for how long it has been awaited, if that is to be said
     */
    Optional<Duration> look(Optional<Long> entry, Duration now) {
        if (entry.isEmpty() || !entry.equals(awaited)) {
            awaited = entry;
            since = now;
            said = now;
            return Optional.empty();
        }
        if (now.minus(said).compareTo(PATIENCE) < 0) {
            return Optional.empty();
        }
        said = now;
        return Optional.of(now.minus(since));
    }
}
