package winnow.dashboard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePMap;
import winnow.dashboard.StudyView.Standing;
import winnow.dashboard.TrialView.Best;
import winnow.plots.Decision;
import winnow.plots.SpaceJson;
import winnow.search.Request;
import winnow.search.StudyEvent;
import winnow.search.StudyEvent.Assigned;
import winnow.search.StudyEvent.Closing;
import winnow.search.StudyEvent.Ended;
import winnow.search.StudyEvent.Judged;
import winnow.search.StudyEvent.Reported;
import winnow.search.StudyEvent.Requested;
import winnow.search.StudyEvent.SessionClosed;
import winnow.search.StudyEvent.SessionOpened;
import winnow.search.StudyEvent.StudyFinished;
import winnow.search.StudyEvent.TrialCreated;
import winnow.search.Verdict;
import winnow.study.Entry;
import winnow.study.Standing.Phase;
import winnow.study.StudyEngine;
import winnow.study.StudySpec;
import winnow.trial.Metrics;
import winnow.trial.TrialStatus;

/** Applies the events of one entry to a view; lives no longer than that. */
final class Viewing {
    /** Something is left out for so many at once. */
    private static final int SLACK = 100;

    private final StudySpec spec;
    private Spent spent;
    private Standing standing;
    private List<String> metrics;
    private List<Gain> gains;
    private Optional<Integer> winner;
    private TreePMap<Integer, TrialView> trials;
    private Map<TrialStatus, Integer> forgotten;
    private PMap<Integer, SortedSet<Integer>> budgets;
    private TreePMap<Long, Stay> stays;
    private PMap<Integer, Long> open;
    private TreePMap<Integer, Boolean> free;
    private int used;
    private PMap<Integer, Boolean> pinned;
    private PVector<Long> sessions;
    private PVector<Logged> log;

    Viewing(StudyView view) {
        spec = view.spec();
        spent = view.spent();
        standing = view.standing();
        metrics = view.metrics();
        gains = view.gains();
        winner = view.winner();
        trials = view.trials();
        forgotten = view.forgotten();
        budgets = view.budgets();
        stays = view.stays();
        open = view.open();
        free = view.free();
        used = view.used();
        pinned = view.pinned();
        sessions = view.sessions();
        log = view.log();
    }

    StudyView read(Entry entry) {
        spent = new Spent(spent.epochs(), Math.max(spent.millis(), entry.elapsedMillis()));
        for (var event : entry.events()) {
            read(event);
            Decision.of(event)
                    .ifPresent(decided -> change(decided.trial(), t -> t.told(SpaceJson.text(decided.text()))));
            Logged.of(entry.sequence(), entry.elapsedMillis(), event).ifPresent(line -> log = log.plus(line));
        }
        bound();
        return new StudyView(
                spec,
                entry.sequence(),
                spent,
                standing,
                metrics,
                gains,
                winner,
                trials,
                forgotten,
                budgets,
                stays,
                open,
                free,
                used,
                pinned,
                sessions,
                log);
    }

    private void read(StudyEvent event) {
        if (event instanceof TrialCreated created) {
            create(created);
        } else if (event instanceof Assigned assigned) {
            assign(assigned);
        } else if (event instanceof Reported reported) {
            observe(reported);
        } else if (event instanceof Ended ended) {
            change(ended.trial(), trial -> trial.ended(ended.outcome()));
            leave(ended);
        } else if (event instanceof Judged judged) {
            judge(judged);
        } else if (event instanceof SessionOpened opened) {
            standing = new Standing(Phase.OPEN, "", opened.session(), opened.limits(), false, standing.queued());
            sessions = sessions.plus(spent.millis());
        } else if (event instanceof Closing closing) {
            standing = in(Phase.CLOSING, closing.reason());
        } else if (event instanceof StudyFinished finished) {
            standing = in(Phase.FINISHED, finished.reason());
        } else if (event instanceof SessionClosed closed) {
            standing = in(Phase.CLOSED, closed.reason());
        } else if (event instanceof Requested requested) {
            hear(requested.request());
        }
    }

    private Standing in(Phase phase, String reason) {
        return new Standing(
                phase,
                SpaceJson.text(reason),
                standing.session(),
                standing.limits(),
                standing.isPaused(),
                standing.queued());
    }

    private void hear(Request request) {
        var limits = request instanceof Request.Extend extend ? extend.limits() : standing.limits();
        boolean isPaused =
                request instanceof Request.Pause || (standing.isPaused() && !(request instanceof Request.Resume));
        pin(request);
        int queued = standing.queued() + (request instanceof Request.Enqueue ? 1 : 0);
        standing = new Standing(standing.phase(), standing.reason(), standing.session(), limits, isPaused, queued);
    }

    private void pin(Request request) {
        if (request instanceof Request.Pin pin) {
            pinned = pinned.plus(pin.trial(), true);
        } else if (request instanceof Request.Unpin unpin) {
            pinned = pinned.minus(unpin.trial());
        }
    }

    private void change(int number, UnaryOperator<TrialView> change) {
        trials = trials.plus(number, change.apply(known(number)));
    }

    /** The trial; one that was left out while it was paused comes back empty. */
    private TrialView known(int number) {
        var trial = trials.get(number);
        if (trial != null) {
            return trial;
        }
        var counts = new EnumMap<TrialStatus, Integer>(TrialStatus.class);
        counts.putAll(forgotten);
        counts.computeIfPresent(TrialStatus.PAUSED, (status, count) -> Math.max(0, count - 1));
        forgotten = counts;
        return TrialView.returning(number);
    }

    private void create(TrialCreated created) {
        trials = trials.plus(created.trial(), TrialView.created(created));
        if (trials.size() > StudyView.MOST_TRIALS && created.trial() % SLACK == 0) {
            forget();
        }
        if (created.origin().equals(StudyEngine.ENQUEUED)) {
            standing = new Standing(
                    standing.phase(),
                    standing.reason(),
                    standing.session(),
                    standing.limits(),
                    standing.isPaused(),
                    Math.max(0, standing.queued() - 1));
        }
    }

    private void assign(Assigned assigned) {
        var assignment = assigned.assignment();
        change(assignment.trial(), trial -> trial.assigned(assignment.from()));
        rung(assignment.trial(), assignment.to());
        if (free.isEmpty()) {
            free = free.plus(used++, true);
        }
        int slot = free.firstKey();
        free = free.minusFirstEntry();
        long number = stays.isEmpty() ? 0 : stays.lastKey() + 1;
        stays = stays.plus(
                number,
                new Stay(
                        number,
                        assignment.trial(),
                        slot,
                        spent.millis(),
                        Stay.RUNNING,
                        assigned.rung(),
                        assignment.to(),
                        "running"));
        open = open.plus(assignment.trial(), number);
    }

    private void rung(int number, int budget) {
        var trial = known(number);
        var known = budgets.getOrDefault(trial.bracket(), new TreeSet<>());
        if (!known.contains(budget)) {
            var more = new TreeSet<>(known);
            more.add(budget);
            budgets = budgets.plus(trial.bracket(), more);
        }
    }

    private void leave(Ended ended) {
        var number = open.get(ended.trial());
        if (number == null) {
            return;
        }
        open = open.minus(ended.trial());
        var stay = stays.get(number);
        if (stay != null) {
            stays = stays.plus(number, stay.ended(spent.millis(), Decision.ending(ended.outcome())));
            free = free.plus(stay.slot(), true);
        }
    }

    private void judge(Judged judged) {
        change(judged.trial(), trial -> trial.judged(judged.epoch(), judged.verdict()));
        boolean isPruning = judged.verdict() instanceof Verdict.Pause || judged.verdict() instanceof Verdict.Stop;
        if (isPruning && judged.epoch() > 0) {
            rung(judged.trial(), judged.epoch());
        }
    }

    private void observe(Reported reported) {
        spent = new Spent(spent.epochs() + 1, spent.millis());
        var trial = known(reported.trial());
        var observation = reported.observation();
        double[] row = row(observation.metrics());
        double loss = spec.objective().goal().loss(row[0]);
        boolean isBest = loss < trial.best().map(Best::loss).orElse(Double.POSITIVE_INFINITY);
        var best = isBest
                ? Optional.of(new Best(
                        observation.epoch(),
                        loss,
                        spent,
                        java.util.Arrays.stream(row).boxed().toList()))
                : trial.best();
        boolean isGain = isBest && loss < least();
        trials = trials.plus(trial.number(), trial.observed(observation.epoch(), observation.seconds(), row, best));
        if (isGain) {
            winner = Optional.of(trial.number());
            gain(new Gain(spent, row[0]));
        }
    }

    private double least() {
        return winner.map(trials::get).flatMap(TrialView::best).map(Best::loss).orElse(Double.POSITIVE_INFINITY);
    }

    private double[] row(Metrics measured) {
        for (var name : measured.values().keySet()) {
            if (metrics.size() < StudyView.MOST_METRICS && !metrics.contains(name)) {
                var more = new ArrayList<>(metrics);
                more.add(name);
                metrics = List.copyOf(more);
            }
        }
        return metrics.stream()
                .mapToDouble(name -> measured.find(name).orElse(Double.NaN))
                .toArray();
    }

    private void gain(Gain gain) {
        var more = new ArrayList<>(gains);
        more.add(gain);
        if (more.size() > StudyView.MOST_GAINS) {
            var half = new ArrayList<Gain>();
            for (int i = more.size() % 2 == 0 ? 1 : 0; i < more.size(); i += 2) {
                half.add(more.get(i));
            }
            more = half;
        }
        gains = more;
    }

    private void bound() {
        while (log.size() > StudyView.MOST_LOGGED) {
            log = log.minus(0);
        }
        while (sessions.size() > StudyView.MOST_SESSIONS) {
            sessions = sessions.minus(1);
        }
        if (stays.size() > StudyView.MOST_STAYS + SLACK) {
            for (var stay : List.copyOf(stays.values())) {
                if (stays.size() > StudyView.MOST_STAYS && stay.toMillis() != Stay.RUNNING) {
                    stays = stays.minus(stay.number());
                }
            }
        }
    }

    /** Leaves out the worst of the trials that wait for nothing. A paused one may come back, without its past. */
    private void forget() {
        int tooMany = trials.size() - StudyView.MOST_TRIALS;
        var counts = new EnumMap<TrialStatus, Integer>(TrialStatus.class);
        counts.putAll(forgotten);
        var hopeless = trials.values().stream()
                .filter(trial -> !trial.isOut() && trial.status() != TrialStatus.WAITING)
                .filter(trial -> !winner.equals(Optional.of(trial.number())))
                .sorted(Comparator.comparing(
                                (TrialView trial) -> !trial.status().isOver())
                        .thenComparing(Comparator.comparingDouble(Viewing::loss).reversed()))
                .limit(tooMany)
                .toList();
        for (var trial : hopeless) {
            trials = trials.minus(trial.number());
            counts.merge(trial.status(), 1, Integer::sum);
        }
        forgotten = counts;
    }

    private static double loss(TrialView trial) {
        return trial.best().map(Best::loss).orElse(Double.POSITIVE_INFINITY);
    }
}
