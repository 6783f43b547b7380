package winnow.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import winnow.random.RandomStream;
import winnow.study.Entry;
import winnow.study.Journal;
import winnow.study.JournalException;

/** What every {@link Journal} must do. A test of an adapter extends it. */
public abstract class JournalContract {

    /** Opens the one journal of this test; the first time it is new, later it holds what was appended. */
    protected abstract Journal open();

    /** Ends a session as the death of its process would: nothing more is written, the next may open. */
    protected abstract void kill(Journal journal);

    @Test
    void isEmptyAtFirst() {
        try (var journal = open()) {
            assertThat(journal.recovered()).isEmpty();
        }
        try (var journal = open()) {
            assertThat(journal.recovered()).isEmpty();
        }
    }

    @Test
    void recoversWhatWasAppendedInOrder() {
        var entries = entries(1, 300);
        try (var journal = open()) {
            journal.append(entries.subList(0, 1));
            journal.append(entries.subList(1, 100));
            for (var entry : entries.subList(100, 300)) {
                journal.append(List.of(entry));
            }
            assertThat(journal.recovered())
                    .as("entries that were there when it was opened")
                    .isEmpty();
        }
        try (var journal = open()) {
            assertThat(journal.recovered()).isEqualTo(entries);
        }
    }

    @Test
    void goesOnWhereItEnded() {
        var entries = entries(1, 40);
        for (int session = 0; session < 4; session++) {
            try (var journal = open()) {
                assertThat(journal.recovered()).isEqualTo(entries.subList(0, 10 * session));
                journal.append(entries.subList(10 * session, 10 * session + 10));
            }
        }
        try (var journal = open()) {
            assertThat(journal.recovered()).isEqualTo(entries);
        }
    }

    @FaultTest
    void losesNothingThatWasAppendedWhenItsProcessDies() {
        var entries = entries(1, 20);
        for (int session = 0; session < 5; session++) {
            var journal = open();
            assertThat(journal.recovered()).isEqualTo(entries.subList(0, 4 * session));
            journal.append(entries.subList(4 * session, 4 * session + 4));
            kill(journal);
        }
    }

    @Test
    void refusesEntriesOutOfSequence() {
        try (var journal = open()) {
            journal.append(entries(1, 3));
            assertThatThrownBy(() -> journal.append(entries(5, 1))).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> journal.append(entries(3, 1))).isInstanceOf(IllegalArgumentException.class);
            var gap = new ArrayList<>(entries(4, 1));
            gap.addAll(entries(6, 1));
            assertThatThrownBy(() -> journal.append(gap)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> journal.append(List.of())).isInstanceOf(IllegalArgumentException.class);
            journal.append(entries(4, 1));
        }
        try (var journal = open()) {
            assertThat(journal.recovered()).extracting(Entry::sequence).containsExactly(1L, 2L, 3L, 4L);
        }
    }

    @FaultTest
    void letsOneCoordinatorInAtATime() {
        var first = open();
        assertThatThrownBy(this::open).isInstanceOf(JournalException.class);
        first.append(entries(1, 2));
        assertThatThrownBy(this::open).isInstanceOf(JournalException.class);
        first.append(entries(3, 2));
        first.close();
        try (var second = open()) {
            assertThat(second.recovered()).hasSize(4);
        }
    }

    @Test
    void acceptsNothingOnceItIsClosed() {
        var journal = open();
        journal.append(entries(1, 1));
        journal.close();
        journal.close();
        assertThatThrownBy(() -> journal.append(entries(2, 1))).isInstanceOf(JournalException.class);
        try (var again = open()) {
            assertThat(again.recovered()).hasSize(1);
        }
    }

    @Test
    void takesLargeAppends() {
        var entries = entries(1, 3000);
        try (var journal = open()) {
            journal.append(entries);
        }
        try (var journal = open()) {
            assertThat(journal.recovered()).isEqualTo(entries);
        }
    }

    private static List<Entry> entries(long first, int count) {
        return RandomEntries.of(RandomStream.of(first, "journal", count)).entries(first, count);
    }
}
