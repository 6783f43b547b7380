package winnow.study;

import java.util.Optional;
import java.util.OptionalDouble;
import winnow.random.RandomStream;
import winnow.search.Ask;
import winnow.search.Move;
import winnow.search.Request;
import winnow.search.StudyEvent.Assigned;
import winnow.search.StudyEvent.Ending;
import winnow.search.StudyEvent.Judged;
import winnow.search.StudyEvent.Revealed;
import winnow.search.StudyEvent.StrategyExhausted;
import winnow.search.StudyEvent.StudyFinished;
import winnow.search.StudyEvent.TrialCreated;
import winnow.search.Suggestion;
import winnow.space.Configuration;
import winnow.trial.Ancestor;
import winnow.trial.Assignment;
import winnow.trial.Trial;
import winnow.trial.TrialStatus;

/**
 * Gives free slots something to do: first what must be sent out again, then what a person
 * promoted, then what the scheduler wants. Finishes the study
 * when nothing runs and nothing more can start.
 */
final class Dispatch {

    /** How many verdicts on paused trials a scheduler may give in a row: more means that it never ends. */
    private static final int VERDICTS = 1_000_000;

    private final StudyEngine.Run run;
    private final int slots;

    Dispatch(StudyEngine.Run run, int slots) {
        this.run = run;
        this.slots = slots;
    }

    void fillSlots() {
        while (hasFreeSlot() && !state().tasks().waiting().isEmpty()) {
            resend(state().tasks().waiting().first());
        }
        for (var promotion : state().steering().promotions().values()) {
            var trial = state().history().trial(promotion.trial());
            if (hasFreeSlot()
                    && unaffordable(promotion.to() - trial.budget(), "").isEmpty()) {
                send(trial, promotion.to(), promotion.rung(), promotion.reason());
            }
        }
        for (int verdicts = 0; mayDecide(); verdicts++) {
            if (verdicts > VERDICTS) {
                throw new IllegalStateException("the scheduler gave " + VERDICTS + " verdicts in a row and no move");
            }
            var blocked = decide();
            if (blocked.isPresent() && !revealNext()) {
                finishIfIdle(blocked.get());
                return;
            }
        }
    }

    /** What stands in the way of a decision. */
    private record Blocked(Ending ending, String reason) {}

    private boolean hasFreeSlot() {
        return state().tasks().launched() < slots || (state().isLockstep() && slots > 0);
    }

    private boolean mayDecide() {
        if (!state().isLockstep()) {
            return hasFreeSlot();
        }
        int ahead = state().spec().lockstep().getAsInt();
        while (state().tasks().issued() - state().tasks().revealed() >= ahead) {
            if (!revealNext()) {
                return false;
            }
        }
        return slots > 0 && state().target().isEmpty() && !isFailuresLimitMet();
    }

    private boolean isFailuresLimitMet() {
        return StudyEngine.Run.isReached(
                state().limits().failures(), state().ledger().failed());
    }

    /** In lockstep: shows everybody the oldest assignment they have not seen, if it has ended. */
    private boolean revealNext() {
        if (!state().isLockstep()) {
            return false;
        }
        var next = state().tasks().number(state().tasks().revealed() + 1);
        if (next.isEmpty() || next.get().stage() != Task.Stage.ENDED) {
            return false;
        }
        int number = next.get().assignment().number();
        run.emit(new Revealed(number));
        state().tasks().number(number).ifPresent(run::settle);
        return true;
    }

    private Optional<Blocked> decide() {
        var limits = state().limits();
        int opened = state().history().trials().size();
        boolean trialsLeft = !StudyEngine.Run.isReached(limits.trials(), opened);
        boolean mayOpen = trialsLeft
                && (!state().exhausted()
                        || opened < state().spec().points().size()
                        || !state().steering().queue().isEmpty());
        var move = state().scheduler().next(state().history(), mayOpen);
        if (move instanceof Move.Judge judge) {
            return judge(judge);
        }
        if (move instanceof Move.Open open) {
            return mayOpen ? open(open) : refuse("opened a trial when none may be opened");
        }
        if (move instanceof Move.Promote promote) {
            return promote(promote);
        }
        if (move instanceof Move.Fork fork) {
            return mayOpen ? fork(fork) : refuse("forked a trial when none may be opened");
        }
        return Optional.of(
                trialsLeft
                        ? new Blocked(
                                Ending.EXHAUSTED,
                                state().exhaustion().map(why -> why + "; ").orElse("") + move.reason())
                        : new Blocked(Ending.TRIALS, "all " + opened + " trials were opened; " + move.reason()));
    }

    private Optional<Blocked> judge(Move.Judge judge) {
        var trial = state().history().trial(judge.trial());
        if (trial.status() != TrialStatus.PAUSED) {
            return refuse("judged trial " + trial.number() + ", which is " + trial.status() + ", not paused");
        }
        run.emit(new Judged(trial.number(), trial.budget(), run.spared(trial.number(), judge.verdict())));
        return Optional.empty();
    }

    private Optional<Blocked> open(Move.Open open) {
        var unaffordable = unaffordable(open.to(), "a new trial");
        if (unaffordable.isPresent()) {
            return unaffordable;
        }
        int number = state().history().trials().size();
        var created = configure(number, open);
        if (created.isPresent()) {
            run.emit(created.get());
            send(state().history().trial(number), open.to(), open.rung(), open.reason());
        }
        return Optional.empty();
    }

    private Optional<TrialCreated> configure(int number, Move.Open open) {
        var spec = state().spec();
        if (number < spec.points().size()) {
            return Optional.of(created(
                    number, spec.points().get(number), StudyEngine.POINT, "", Optional.empty(), open.bracket()));
        }
        var queue = state().steering().queue();
        if (!queue.isEmpty()) {
            var first = queue.get(0);
            var wanted = ((Request.Enqueue) first.request()).configuration();
            return Optional.of(
                    created(number, wanted, StudyEngine.ENQUEUED, first.words(), Optional.empty(), open.bracket()));
        }
        var ask = new Ask(number, state().proposals(), open.to(), open.bracket());
        var suggestion =
                state().strategy().suggest(state().history(), ask, RandomStream.of(spec.seed(), "suggest", number));
        if (suggestion instanceof Suggestion.Propose propose) {
            var problems = spec.space().problems(propose.configuration());
            if (!problems.isEmpty()) {
                throw new IllegalStateException("strategy " + spec.strategy().name() + " proposed "
                        + propose.configuration() + ", which is outside the space: " + problems);
            }
            return Optional.of(created(
                            number,
                            propose.configuration(),
                            spec.strategy().name(),
                            propose.note(),
                            Optional.empty(),
                            open.bracket())
                    .expecting(propose.expected()));
        }
        run.emit(new StrategyExhausted(((Suggestion.Exhausted) suggestion).reason()));
        return Optional.empty();
    }

    private TrialCreated created(
            int number,
            Configuration configuration,
            String origin,
            String note,
            Optional<Ancestor> parent,
            int bracket) {
        long seed = RandomStream.of(state().spec().seed(), "trial", number).nextLong() >>> 11;
        return new TrialCreated(number, configuration, origin, note, parent, bracket, seed);
    }

    private Optional<Blocked> fork(Move.Fork fork) {
        var parent = state().history().trial(fork.parent());
        if (parent.status() != TrialStatus.PAUSED || fork.to() <= parent.budget()) {
            return refuse("forked trial " + parent.number() + ", which is " + parent.status() + " at " + parent.budget()
                    + " epochs, to " + fork.to() + " epochs");
        }
        var problems = state().spec().space().problems(fork.configuration());
        if (!problems.isEmpty()) {
            return refuse("forked trial " + parent.number() + " with " + fork.configuration()
                    + ", which is outside the space: " + problems);
        }
        var unaffordable = unaffordable(fork.to() - parent.budget(), "forking trial " + parent.number());
        if (unaffordable.isEmpty()) {
            int number = state().history().trials().size();
            run.emit(created(
                    number,
                    fork.configuration(),
                    state().spec().scheduler().name(),
                    fork.reason(),
                    Optional.of(new Ancestor(parent.number(), parent.budget())),
                    fork.bracket()));
            send(state().history().trial(number), fork.to(), fork.rung(), fork.reason());
        }
        return unaffordable;
    }

    private Optional<Blocked> promote(Move.Promote promote) {
        var trial = state().history().trial(promote.trial());
        if (trial.status() != TrialStatus.PAUSED || promote.to() <= trial.budget()) {
            return refuse("promoted trial " + trial.number() + ", which is " + trial.status() + " at " + trial.budget()
                    + " epochs, to " + promote.to() + " epochs");
        }
        var unaffordable = unaffordable(promote.to() - trial.budget(), "promoting trial " + trial.number());
        if (unaffordable.isEmpty()) {
            send(trial, promote.to(), promote.rung(), promote.reason());
        }
        return unaffordable;
    }

    private Optional<Blocked> unaffordable(int epochs, String what) {
        var limit = state().limits().epochs();
        if (limit.isEmpty() || state().ledger().committed() + epochs <= limit.getAsInt()) {
            return Optional.empty();
        }
        int left = limit.getAsInt() - state().ledger().committed();
        return Optional.of(new Blocked(
                Ending.EPOCHS,
                what + " needs " + epochs + " epochs, and " + left + " of " + limit.getAsInt() + " are left"));
    }

    private void send(Trial trial, int to, int rung, String reason) {
        int number = state().tasks().issued() + 1;
        boolean isBare = state().shelf().dropped().contains(trial.number());
        launch(
                assignment(number, trial, to, rung),
                rung,
                isBare ? reason + "; from the beginning, since its checkpoint was dropped" : reason);
    }

    private void resend(int number) {
        var task = state().tasks().number(number).orElseThrow();
        var trial = state().trial(task.assignment().trial());
        var again = assignment(number, trial, task.assignment().to(), task.rung());
        launch(again, task.rung(), trial.reason().isEmpty() ? "sent out again" : "again: " + trial.reason());
    }

    private void launch(Assignment assignment, int rung, String reason) {
        run.emit(new Assigned(assignment, rung, reason));
        run.effect(new Effect.Launch(assignment));
    }

    private Assignment assignment(int number, Trial trial, int to, int rung) {
        var starts = trial.starts();
        int from = starts.isEmpty() ? 0 : starts.get(0).epoch();
        var bar = state().history()
                .incumbent()
                .map(i -> OptionalDouble.of(i.loss()))
                .orElse(OptionalDouble.empty());
        var label = "trial " + trial.number() + " epochs " + (from + 1) + "-" + to + " rung " + rung;
        return new Assignment(
                number,
                trial.number(),
                trial.attempts() + 1,
                trial.configuration(),
                trial.seed(),
                from,
                to,
                starts,
                bar,
                label);
    }

    private void finishIfIdle(Blocked blocked) {
        if (state().tasks().open().isEmpty()) {
            run.emit(new StudyFinished(blocked.ending(), blocked.reason()));
        }
    }

    private static Optional<Blocked> refuse(String what) {
        throw new IllegalStateException("the scheduler " + what);
    }

    private StudyState state() {
        return run.state();
    }
}
