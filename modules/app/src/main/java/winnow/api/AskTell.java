package winnow.api;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import winnow.app.session.Build;
import winnow.app.session.Catalogues;
import winnow.app.session.Digest;
import winnow.app.session.EarlierStudies;
import winnow.app.session.FinishNotices;
import winnow.app.session.FolderSession;
import winnow.app.session.NoJournal;
import winnow.journal.StudyFolder;
import winnow.search.Limits;
import winnow.search.StudyEvent.SessionOpened;
import winnow.search.StudyEvent.WarmStarted;
import winnow.search.Verdict;
import winnow.spec.StudySpecWriter;
import winnow.study.Effect;
import winnow.study.Entry;
import winnow.study.Input;
import winnow.study.Journal;
import winnow.study.Moment;
import winnow.study.Standing.Phase;
import winnow.study.Step;
import winnow.study.StudyEngine;
import winnow.study.StudySpec;
import winnow.study.StudyState;
import winnow.study.Task;
import winnow.trial.Metrics;
import winnow.trial.Observation;
import winnow.trial.Outcome;
import winnow.trial.Report;
import winnow.trial.Signal;

/**
 * A study whose trials somebody else trains: a program asks what to train, trains it wherever it likes, and tells what it
 * measured; Winnow decides. Any strategy and any scheduler works so, with as many trials under way as are asked for.
 *
 * <p>What was told is in the journal when a call returns; a study in a folder can be closed at any time, between any two
 * calls, and opened again by another process. Not safe for use by several threads.
 */
public final class AskTell implements AutoCloseable {
    private final Journal journal;
    private final Clock clock;
    private final String specDigest;
    private final Optional<StudyFolder> folder;
    private final List<WarmStarted> earlier;
    private StudyState state;
    private Instant sessionBegan;

    private AskTell(
            StudyState recovered, Journal journal, String specDigest, Optional<StudyFolder> folder, Clock clock) {
        this.folder = folder;
        this.journal = journal;
        this.clock = clock;
        this.specDigest = specDigest;
        this.earlier = EarlierStudies.of(recovered);
        this.state = recovered;
        this.sessionBegan = began(journal.recovered()).orElseGet(clock::instant);
        for (var task : List.copyOf(state.tasks().open().values())) {
            settle(task.assignment().trial());
        }
    }

    /** Begins a study without a folder: it is gone with this process. */
    public static AskTell inMemory(StudySpec spec) {
        return new AskTell(
                Catalogues.outside().begin(requireNoLockstep(spec)),
                new NoJournal(),
                Digest.of(StudySpecWriter.write(spec)),
                Optional.empty(),
                Clock.systemUTC());
    }

    /**
     * Begins a study in a new folder.
     *
     * @throws winnow.app.exit.Refusal if something is there already
     */
    public static AskTell create(Path folder, StudySpec spec) {
        requireNoLockstep(spec);
        FolderSession.requireFree(folder);
        EarlierStudies.required(spec);
        StudyFolder.create(folder, spec);
        return open(folder);
    }

    /**
     * Takes up a study that was begun by {@link #create}.
     *
     * @throws winnow.journal.StudyInUseException if another process has it at the moment
     * @throws winnow.study.JournalException if its journal is damaged
     */
    public static AskTell open(Path folder) {
        var study = StudyFolder.open(folder);
        var journal = study.openJournal();
        try {
            var recovered = study.replay(Catalogues.recorded(), journal.recovered());
            return new AskTell(recovered, journal, study.specDigest(), Optional.of(study), Clock.systemUTC());
        } catch (RuntimeException failed) {
            journal.close();
            throw failed;
        }
    }

    /** Whether a folder holds a study. */
    public static boolean isStudy(Path folder) {
        return Files.exists(new StudyFolder(folder).spec());
    }

    private static StudySpec requireNoLockstep(StudySpec spec) {
        if (spec.lockstep().isPresent()) {
            throw new IllegalArgumentException("lockstep is " + spec.lockstep().getAsInt()
                    + ": who asks decides how many trials run at once, so a study that is asked goes without lockstep");
        }
        return spec;
    }

    /** What to do next. */
    public sealed interface Asked {

        /** Train a trial from the epochs it has to a larger budget, and {@link AskTell#tell} each epoch. */
        record Train(winnow.trial.Assignment assignment, int trained) implements Asked {}

        /** Nothing, until one of the trials under way has been told. */
        record Wait(String reason) implements Asked {}

        /** Nothing more: the study is over. */
        record Over(String reason) implements Asked {}
    }

    /** What becomes of a trial after something was told about it. */
    public enum Answer {
        /** train the next epoch */
        CONTINUE,
        /** keep the trial's state: it may be asked for again, with a larger budget */
        PAUSE,
        /** it is pruned; its state is not needed any more */
        STOP,
        /** it has had the largest budget there is */
        DONE,
        /** it is not tried again */
        FAILED
    }

    /** An answer, with the reason for a person; the reason of CONTINUE is empty. */
    public record Told(Answer answer, String reason) {}

    /** What to train next. */
    public Asked ask() {
        return ask(state.sequence() == 0 ? state.spec().limits() : state.limits());
    }

    /**
     * What to train next, under other limits: for a study that is over and shall go on.
     *
     * @param limits in force if a session has to be opened
     */
    public Asked ask(Limits limits) {
        var phase = state.standing().phase();
        if (phase == Phase.FINISHED && limits.equals(state.limits())) {
            return new Asked.Over(state.standing().reason());
        }
        var isUp = phase == Phase.OPEN || phase == Phase.CLOSING;
        int slots = state.tasks().launched() + 1;
        if (!isUp) {
            sessionBegan = clock.instant();
        }
        var step = step(
                isUp
                        ? new Input.Tick()
                        : new Input.Open(specDigest, limits, Map.of("winnow", Build.version()), earlier),
                slots);
        for (var effect : step.effects()) {
            if (effect instanceof Effect.Launch launch) {
                int trial = launch.assignment().trial();
                return new Asked.Train(launch.assignment(), state.trial(trial).budget());
            }
        }
        if (state.isFinished()) {
            return new Asked.Over(state.standing().reason());
        }
        return new Asked.Wait(
                state.standing().phase() == Phase.CLOSING
                        ? state.standing().reason() + "; " + under() + " to be told"
                        : "what comes next depends on " + under());
    }

    private String under() {
        int launched = state.tasks().launched();
        return launched == 1 ? "the trial under way" : launched + " trials under way";
    }

    /**
     * Records an epoch of a trial. An epoch that was told before, because the trial was trained again from an earlier
     * state, is not counted again.
     *
     * @param epoch counts from 1 over the trial's whole life
     * @param seconds that the epoch took, at least 0
     * @throws IllegalArgumentException if the trial is not under way, the epoch is not its next one, or a metric
     *     of the study's is missing; nothing is recorded then
     */
    public Told tell(int trial, int epoch, Metrics metrics, double seconds) {
        var task = underWay(trial);
        int trained = state.trial(trial).budget();
        int to = task.assignment().to();
        if (epoch < 1 || epoch > trained + 1 || epoch > to) {
            throw new IllegalArgumentException("epoch " + epoch + " of trial " + trial + " cannot be told: "
                    + (trained == 0 ? "its first is epoch 1" : "it was told up to epoch " + trained)
                    + ", and its budget is "
                    + to);
        }
        for (var aim : state.spec().objective().aims()) {
            var value = metrics.find(aim.metric());
            if (value.isEmpty() && !aim.isTimed()) {
                throw new IllegalArgumentException("the study's metric " + aim.metric() + " is missing; told were "
                        + metrics.values().keySet());
            }
            if (value.isPresent() && !Double.isFinite(value.getAsDouble())) {
                return end(trial, new Outcome.Diverged(epoch, aim.metric() + " is " + value.getAsDouble()));
            }
        }
        if (epoch <= trained) {
            return new Told(Answer.CONTINUE, "");
        }
        var observation = new Observation(epoch, metrics, seconds);
        step(new Input.Epoch(new Report(trial, task.assignment().attempt(), observation, Optional.empty())), 0);
        return settle(trial);
    }

    /** Records that a trial's loss became NaN or exploded in its next epoch; strategies learn that. */
    public Told diverged(int trial, String message) {
        underWay(trial);
        return end(trial, new Outcome.Diverged(state.trial(trial).budget() + 1, message));
    }

    /** Records that a trial cannot be trained; strategies learn that. It is asked for again as the spec's retries say. */
    public Told failed(int trial, String message) {
        underWay(trial);
        return end(trial, new Outcome.Failed(Outcome.Failure.USER_ERROR, message));
    }

    /** Records that whoever trained a trial is gone, through no fault of the trial's: it will be asked for again. */
    public Told lost(int trial, String message) {
        underWay(trial);
        return end(trial, new Outcome.Lost(Outcome.Loss.DECOMMISSIONED, message));
    }

    private Task underWay(int trial) {
        if (trial < 0 || trial >= state.history().trials().size()) {
            throw new IllegalArgumentException("there is no trial " + trial + "; the study has opened "
                    + state.history().trials().size());
        }
        return state.tasks()
                .of(trial)
                .filter(task -> task.stage() == Task.Stage.LAUNCHED)
                .orElseThrow(() -> new IllegalArgumentException("trial " + trial + " is not under way: it is "
                        + state.trial(trial).status().name().toLowerCase(java.util.Locale.ROOT) + " after "
                        + state.trial(trial).budget() + " epochs"));
    }

    /** Ends the assignment of a trial that has reached its budget, or of which the study wants no more for now. */
    private Told settle(int trial) {
        var found = state.tasks().of(trial).filter(task -> task.stage() == Task.Stage.LAUNCHED);
        if (found.isEmpty()) {
            return answer(trial);
        }
        var task = found.get();
        int epoch = state.trial(trial).budget();
        if (epoch >= task.assignment().to()) {
            return end(trial, new Outcome.Reached(epoch, Optional.empty()));
        }
        if (task.verdict().isPresent()) {
            var signal = task.verdict().get() instanceof Verdict.Pause ? Signal.PAUSE : Signal.STOP;
            return end(trial, new Outcome.Stopped(signal, epoch, Optional.empty()));
        }
        if (state.standing().phase() == Phase.CLOSING && epoch > 0) {
            return end(trial, new Outcome.Stopped(Signal.PAUSE, epoch, Optional.empty()));
        }
        return new Told(Answer.CONTINUE, "");
    }

    private Told end(int trial, Outcome outcome) {
        int attempt = underWay(trial).assignment().attempt();
        step(new Input.End(trial, attempt, outcome), 0);
        return answer(trial);
    }

    private Told answer(int trial) {
        var now = state.trial(trial);
        var closing = state.standing().ending().isPresent() ? state.standing().reason() : "";
        var reason = now.reason().isEmpty() ? closing : now.reason();
        return switch (now.status()) {
            case STOPPED -> new Told(Answer.STOP, reason);
            case COMPLETED -> new Told(Answer.DONE, reason);
            case FAILED -> new Told(Answer.FAILED, reason);
            default -> new Told(Answer.PAUSE, reason);
        };
    }

    private Step step(Input input, int slots) {
        var now = clock.instant();
        var session = Duration.between(sessionBegan, now);
        var step =
                StudyEngine.step(state, input, new Moment(now, session.isNegative() ? Duration.ZERO : session, slots));
        step.entry().ifPresent(entry -> journal.append(List.of(entry)));
        boolean wasFinished = state.isFinished();
        state = step.state();
        if (state.isFinished() && !wasFinished) {
            tellFinished();
        }
        return step;
    }

    /** Tells those whom the spec's {@code on_finish} names; whatever comes of it is in the study's folder. */
    private void tellFinished() {
        var notices = FinishNotices.ofProcess();
        folder.ifPresentOrElse(study -> notices.send(study, state, Optional.empty()), () -> notices.send(state));
    }

    private static Optional<Instant> began(List<Entry> entries) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i).events().stream().anyMatch(SessionOpened.class::isInstance)) {
                return Optional.of(entries.get(i).at());
            }
        }
        return Optional.empty();
    }

    /** The study as far as it is in the journal. */
    public StudyState state() {
        return state;
    }

    /** Lets go of the study; trials under way stay so. */
    @Override
    public void close() {
        journal.close();
    }
}
