package winnow.journal;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import winnow.random.RandomStream;

/**
 * Lets several actors take turns, one call of the file system at a time, in an order drawn from a seed. Signs of life
 * come or do not come, and calls fail and actors die, as the seed says.
 */
final class Interleaving implements MemoryFileSystem.Weather {
    private static final ThreadLocal<Actor> CURRENT = new ThreadLocal<>();

    private final RandomStream random;
    private final double beats;
    private final double faults;
    private final double deaths;
    private final List<Actor> actors = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final Semaphore turnOver = new Semaphore(0);

    /**
     * An order.
     *
     * @param beats chance, at each turn, that an actor shows a sign of life
     * @param faults chance that a call fails before it is obeyed, and as much that its answer is lost
     * @param deaths chance that an actor dies at a call
     */
    Interleaving(RandomStream random, double beats, double faults, double deaths) {
        this.random = random;
        this.beats = beats;
        this.faults = faults;
        this.deaths = deaths;
    }

    /** The end of an actor in the middle of a call. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1L;

        Death() {
            super("killed by the test", null, false, false);
        }
    }

    interface Script {
        void play(Actor actor);
    }

    /** Somebody who takes turns with others. */
    final class Actor implements Pace {
        private final Semaphore turn = new Semaphore(0);
        private final List<Runnable> beats = new ArrayList<>();
        private boolean isDone;

        @Override
        public void pause(Duration time) {
            pass();
        }

        @Override
        public Beat every(Duration period, Runnable deed) {
            beats.add(deed);
            return () -> beats.remove(deed);
        }

        private void pass() {
            turnOver.release();
            turn.acquireUninterruptibly();
        }

        private void begin(Script script) {
            turn.acquireUninterruptibly();
            CURRENT.set(this);
            // Not all come at once: whoever comes late finds one that is at work.
            for (int turns = random.nextInt(60); turns > 0; turns--) {
                pass();
            }
            try {
                script.play(this);
            } catch (Death died) {
                beats.clear();
            } catch (Throwable thrown) {
                failures.add(thrown);
            } finally {
                CURRENT.remove();
                isDone = true;
                turnOver.release();
            }
        }
    }

    void add(ExecutorService threads, Script script) {
        var actor = new Actor();
        actors.add(actor);
        threads.execute(() -> actor.begin(script));
    }

    /** Gives turns until all are done. */
    void run() {
        while (actors.stream().anyMatch(actor -> !actor.isDone)) {
            var ready = actors.stream().filter(actor -> !actor.isDone).toList();
            ready.get(random.nextInt(ready.size())).turn.release();
            try {
                if (!turnOver.tryAcquire(20, TimeUnit.SECONDS)) {
                    throw new AssertionError("an actor hangs");
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            for (var actor : actors) {
                if (random.nextDouble() < beats) {
                    List.copyOf(actor.beats).forEach(Runnable::run);
                }
            }
        }
        if (!failures.isEmpty()) {
            throw new AssertionError("an actor failed: " + failures.get(0).getMessage(), failures.get(0));
        }
    }

    @Override
    public void before(String call, String path) throws IOException {
        var actor = CURRENT.get();
        if (actor != null) {
            actor.pass();
            if (random.nextDouble() < deaths) {
                throw new Death();
            }
            fail();
        }
    }

    @Override
    public void after(String call, String path) throws IOException {
        if (CURRENT.get() != null) {
            fail();
        }
    }

    private void fail() throws IOException {
        if (random.nextDouble() < faults) {
            throw new IOException("Connection reset");
        }
    }
}
