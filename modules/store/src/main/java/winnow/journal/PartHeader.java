package winnow.journal;

import java.util.Optional;

/**
 * The first line of a part of a journal.
 *
 * @param part which it is
 * @param before where the entries before its own are; empty if there are none
 */
record PartHeader(Part part, Optional<Before> before) {

    PartHeader {
        if (before.isPresent() && before.get().part().compareTo(part) >= 0) {
            throw new IllegalArgumentException(
                    part.file() + " cannot follow " + before.get().part().file());
        }
    }

    /**
     * The last entry before a part.
     *
     * @param entry its sequence number
     * @param part which holds it
     */
    record Before(long entry, Part part) {
        Before {
            if (entry < 1) {
                throw new IllegalArgumentException("entries count from 1, and this is " + entry);
            }
        }
    }

    /** How many entries are before this part's. */
    long entriesBefore() {
        return before.map(Before::entry).orElse(0L);
    }
}
