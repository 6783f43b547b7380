package winnow.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import winnow.search.StudyEvent;
import winnow.search.StudyEvent.Assigned;
import winnow.search.StudyEvent.Reported;
import winnow.search.StudyEvent.SessionOpened;
import winnow.study.Entry;
import winnow.trial.Goal;

/**
 * What a journal tells beyond the state it leads to: when things happened, and why.
 *
 * @param now what the study had spent at the end of the journal
 * @param gains each time the best observation changed, in order
 * @param bestAt what the study had spent when a trial had its best observation, by trial
 * @param lives what was decided about each trial, in order, by trial
 * @param rungs budgets of all assignments
 * @param sessions in order
 */
record Chronicle(
        Spent now,
        List<Gain> gains,
        Map<Integer, Spent> bestAt,
        Map<Integer, List<Decision>> lives,
        SortedSet<Integer> rungs,
        List<Session> sessions) {

    /**
     * How far a study was.
     *
     * @param epochs observed
     * @param millis of the study's own clock
     */
    record Spent(int epochs, long millis) {}

    /** The best value of the study's metric so far, by this trial. */
    record Gain(Spent at, int trial, double value) {}

    /** Something decided about a trial that had been observed to this epoch. */
    record Decision(int epoch, String text) {}

    /** A coordinator's time with the study. */
    record Session(int number, Instant opened, long fromMillis, long toMillis) {}

    /** Reads a journal from its first entry. */
    static Chronicle of(List<Entry> entries, String metric, Goal goal) {
        var reader = new Reader(metric, goal);
        entries.forEach(reader::read);
        return reader.chronicle();
    }

    private static final class Reader {
        private final String metric;
        private final Goal goal;
        private final List<Gain> gains = new ArrayList<>();
        private final Map<Integer, Spent> bestAt = new HashMap<>();
        private final Map<Integer, Double> bestLoss = new HashMap<>();
        private final Map<Integer, List<Decision>> lives = new HashMap<>();
        private final Map<Integer, Integer> epochOf = new HashMap<>();
        private final SortedSet<Integer> rungs = new TreeSet<>();
        private final List<Session> sessions = new ArrayList<>();
        private Spent now = new Spent(0, 0);
        private double least = Double.POSITIVE_INFINITY;

        Reader(String metric, Goal goal) {
            this.metric = metric;
            this.goal = goal;
        }

        void read(Entry entry) {
            long before = now.millis();
            now = new Spent(now.epochs(), entry.elapsedMillis());
            for (var event : entry.events()) {
                if (event instanceof SessionOpened opened) {
                    sessions.add(new Session(opened.session(), entry.at(), before, before));
                }
                read(event);
            }
            if (!sessions.isEmpty()) {
                int last = sessions.size() - 1;
                var session = sessions.get(last);
                sessions.set(last, new Session(session.number(), session.opened(), session.fromMillis(), now.millis()));
            }
        }

        private void read(StudyEvent event) {
            if (event instanceof Assigned assigned) {
                rungs.add(assigned.assignment().to());
            } else if (event instanceof Reported reported) {
                observe(reported);
            }
            winnow.plots.Decision.of(event).ifPresent(decided -> decide(decided.trial(), decided.text()));
        }

        private void observe(Reported reported) {
            int trial = reported.trial();
            var observation = reported.observation();
            now = new Spent(now.epochs() + 1, now.millis());
            epochOf.put(trial, observation.epoch());
            var value = observation.metrics().find(metric);
            double loss = value.isPresent() ? goal.loss(value.getAsDouble()) : Double.NaN;
            if (loss < bestLoss.getOrDefault(trial, Double.POSITIVE_INFINITY)) {
                bestLoss.put(trial, loss);
                bestAt.put(trial, now);
            }
            if (loss < least) {
                least = loss;
                gains.add(new Gain(now, trial, value.getAsDouble()));
            }
        }

        private void decide(int trial, String text) {
            lives.computeIfAbsent(trial, key -> new ArrayList<>())
                    .add(new Decision(epochOf.getOrDefault(trial, 0), text));
        }

        Chronicle chronicle() {
            return new Chronicle(now, gains, bestAt, lives, rungs, sessions);
        }
    }
}
