package winnow.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winnow.random.RandomStream;
import winnow.search.StudyEvent;
import winnow.study.Entry;
import winnow.study.JournalException;
import winnow.testkit.FaultRepetitions;

/** Coordinators that want the same study at the same time, in thousands of orders of their calls. */
@Tag("slow")
class RacingCoordinatorsTest {
    private static final int COMMITS = 6;
    private static final int RACES = 400 * FaultRepetitions.count();

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /**
     * A coordinator that has opened the journal.
     *
     * @param known what it takes for the journal
     */
    private record Session(String who, HadoopJournal journal, List<Entry> known) {
        Session(String who, HadoopJournal journal) {
            this(who, journal, new ArrayList<>(journal.recovered()));
        }
    }

    /** What one race saw; its actors take turns, so it needs no lock. */
    private final class Race {
        private final MemoryFileSystem.Disk disk;
        private final HadoopFolder folder;
        private List<Entry> counted = List.of();
        private final List<Session> alive = new ArrayList<>();
        private int opened;
        private int refused;

        Race(String name, boolean isStore) {
            disk = MemoryFileSystem.Disk.named(name);
            disk.isStore = isStore;
            folder = new HadoopFolder(MemoryFileSystem.on(name), new Path("memory://" + name + "/journal"));
        }

        void run(Interleaving order, int coordinators) {
            try (var before = HadoopJournal.open(folder, new ManualPace())) {
                append(new Session("before", before), 1);
            }
            disk.weather = order;
            for (int i = 0; i < coordinators; i++) {
                var who = "coordinator " + i;
                order.add(threads, actor -> play(actor, who));
            }
            order.run();
            disk.weather = MemoryFileSystem.Weather.FAIR;
        }

        private void play(Interleaving.Actor actor, String who) {
            try {
                var session = new Session(who, HadoopJournal.open(folder, actor));
                opened++;
                if (session.known().size() < counted.size()) {
                    // While it read, somebody newer came and wrote. It does not know yet; its first commit must say so.
                    refused++;
                    assertThatExceptionOfType(JournalException.class).isThrownBy(() -> append(session, 1));
                    return;
                }
                requireCounted(session.known(), who);
                for (int i = 0; i < COMMITS; i++) {
                    append(session, 1 + i % 2);
                }
                alive.add(session);
            } catch (StudyInUseException lost) {
                refused++;
            } catch (JournalException broken) {
                assertThat(broken).hasMessageContaining("Connection reset");
            }
        }

        /** Appends entries of its own after those it knows; from then on all of these count. */
        private void append(Session session, int count) {
            long last = session.known().size();
            var entries = LongStream.rangeClosed(last + 1, last + count)
                    .mapToObj(n -> new Entry(
                            n, Instant.EPOCH, n, List.of(new StudyEvent.SessionClosed(session.who() + " wrote " + n))))
                    .toList();
            session.journal().append(entries);
            session.known().addAll(entries);
            requireCounted(session.known(), session.who());
            counted = List.copyOf(session.known());
        }

        private void requireCounted(List<Entry> known, String who) {
            assertThat(known.size()).as("known by %s", who).isGreaterThanOrEqualTo(counted.size());
            assertThat(known.subList(0, counted.size())).as("known by %s", who).isEqualTo(counted);
        }

        /** Nobody is left but those who think that they have the journal; gives how many may still append. */
        int winners() {
            int winners = 0;
            for (var session : alive) {
                try {
                    append(session, 1);
                    winners++;
                } catch (StudyInUseException lost) {
                    refused++;
                }
            }
            return winners;
        }

        void recoverAll() {
            try (var after = HadoopJournal.open(folder, new ManualPace())) {
                requireCounted(after.recovered(), "the last one");
            }
        }
    }

    private static RandomStream random(long seed, int purpose) {
        return RandomStream.of(seed, "race", purpose);
    }

    @ParameterizedTest
    @Tag("fault")
    @CsvSource({"false", "true"})
    void oneWinsAndNothingThatCountedIsLost(boolean isStore) {
        int takeovers = 0;
        int refusals = 0;
        for (int seed = 0; seed < RACES; seed++) {
            var race = new Race("race-" + isStore + seed, isStore);
            race.run(new Interleaving(random(seed, 1), seed % 3 / 20.0, 0, 0), 2 + seed % 2);
            assertThat(race.winners()).as("seed %s", seed).isEqualTo(1);
            race.recoverAll();
            takeovers += race.opened - 1;
            refusals += race.refused;
        }
        assertThat(takeovers).as("both ways to lose occur").isGreaterThan(60);
        assertThat(refusals).isGreaterThan(60);
    }

    @ParameterizedTest
    @Tag("fault")
    @CsvSource({"false", "true"})
    void nothingThatCountedIsLostWhenCallsFailAndCoordinatorsDie(boolean isStore) {
        int winners = 0;
        for (int seed = 0; seed < RACES; seed++) {
            var race = new Race("storm-" + isStore + seed, isStore);
            race.run(new Interleaving(random(seed, 2), seed % 3 / 20.0, 0.03, 0.02), 3);
            int mayAppend = race.winners();
            assertThat(mayAppend).as("seed %s", seed).isLessThanOrEqualTo(1);
            winners += mayAppend;
            race.recoverAll();
        }
        assertThat(winners).isGreaterThan(60);
    }
}
