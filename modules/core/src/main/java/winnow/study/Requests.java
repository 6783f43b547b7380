package winnow.study;

import java.util.Optional;
import java.util.OptionalInt;
import winnow.search.Request;
import winnow.search.Rung;
import winnow.search.StudyEvent.Ending;
import winnow.search.StudyEvent.Judged;
import winnow.search.StudyEvent.Requested;
import winnow.search.Verdict;
import winnow.study.Standing.Phase;
import winnow.trial.Signal;
import winnow.trial.Trial;
import winnow.trial.TrialStatus;

/**
 * Grants or refuses what a person asks of a running study. A request that was granted is not granted again: it may come
 * twice, since its sender learns of its end only after it is in the journal.
 */
final class Requests {
    /** Configurations that may wait at a time. */
    private static final int LONGEST_QUEUE = 10_000;

    private final StudyEngine.Run run;

    Requests(StudyEngine.Run run) {
        this.run = run;
    }

    void hear(Requested requested) {
        if (state().steering().heard().contains(requested.id())) {
            answer(requested, true, "done already");
        } else if (state().standing().phase() != Phase.OPEN) {
            answer(
                    requested,
                    false,
                    "the study is closing: " + state().standing().reason());
        } else {
            var request = requested.request();
            if (request instanceof Request.Kill kill) {
                kill(requested, kill.trial());
            } else if (request instanceof Request.Promote promote) {
                promote(requested, promote);
            } else if (request instanceof Request.Pin pin) {
                pin(requested, pin.trial());
            } else if (request instanceof Request.Unpin unpin) {
                unpin(requested, unpin.trial());
            } else if (request instanceof Request.Enqueue enqueue) {
                enqueue(requested, enqueue);
            } else if (request instanceof Request.Extend) {
                extend(requested);
            } else if (request instanceof Request.Pause) {
                pause(requested);
            } else if (request instanceof Request.Resume) {
                resume(requested);
            } else {
                grant(requested, "the study is put down: what runs is saved, then its session closes");
                run.close(Ending.INTERRUPTED, "stopped " + requested.words());
            }
        }
    }

    private void kill(Requested requested, int number) {
        var unfit = unknown(number).or(() -> lockstep());
        if (unfit.isPresent()) {
            answer(requested, false, unfit.get());
            return;
        }
        var trial = state().trial(number);
        var task = state().tasks().of(number);
        if (isOver(trial)) {
            answer(requested, false, "trial " + number + " is over already: " + why(trial));
            return;
        }
        boolean isOut = task.filter(t -> t.stage() == Task.Stage.LAUNCHED).isPresent();
        grant(
                requested,
                "trial " + number + (isOut ? " was told to stop" : " is stopped") + ", after " + trial.budget()
                        + " epochs");
        run.emit(new Judged(number, trial.budget(), new Verdict.Stop("killed " + requested.words())));
        if (isOut) {
            run.effect(new Effect.Send(number, task.orElseThrow().assignment().attempt(), Signal.STOP));
        }
    }

    /** Whether a trial is over, or was told to stop. */
    private boolean isOver(Trial trial) {
        return trial.status().isOver()
                || state().tasks()
                        .of(trial.number())
                        .flatMap(Task::verdict)
                        .filter(v -> !(v instanceof Verdict.Pause))
                        .isPresent();
    }

    private void pin(Requested requested, int number) {
        var unfit = unknown(number).or(() -> lockstep()).or(() -> unpinnable(state().trial(number)));
        if (unfit.isPresent()) {
            answer(requested, false, unfit.get());
        } else {
            grant(requested, "trial " + number + " is pinned: " + pinned(state().trial(number)));
        }
    }

    private String pinned(Trial trial) {
        if (isOver(trial)) {
            return "it is over, and its checkpoint is kept";
        }
        return "its scheduler cannot stop it, and its checkpoint is kept"
                + (state().shelf().dropped().contains(trial.number()) ? "; it has none now, for want of room" : "");
    }

    private Optional<String> unpinnable(Trial trial) {
        var pin = state().steering().pinned().get(trial.number());
        if (pin != null) {
            return Optional.of("trial " + trial.number() + " is pinned already, " + pin);
        }
        return isOver(trial) && trial.checkpoints().isEmpty()
                ? Optional.of("trial " + trial.number() + " is over already: " + why(trial)
                        + "; no checkpoint of it is left to keep")
                : Optional.empty();
    }

    private void unpin(Requested requested, int number) {
        boolean isPinned = state().steering().pinned().containsKey(number);
        var unfit = unknown(number)
                .or(() -> lockstep())
                .or(() -> isPinned ? Optional.empty() : Optional.of("trial " + number + " is not pinned"));
        if (unfit.isPresent()) {
            answer(requested, false, unfit.get());
        } else {
            grant(requested, "trial " + number + " is pinned no more: its scheduler decides about it again");
        }
    }

    private static String why(Trial trial) {
        return trial.status().name().toLowerCase(java.util.Locale.ROOT)
                + (trial.reason().isEmpty() ? "" : ", " + trial.reason());
    }

    private void promote(Requested requested, Request.Promote promote) {
        var unfit = unknown(promote.trial()).or(() -> lockstep()).or(() -> unready(promote.trial()));
        if (unfit.isPresent()) {
            answer(requested, false, unfit.get());
            return;
        }
        var trial = state().trial(promote.trial());
        var rungs = Rungs.above(state(), trial);
        var rung = rungs.stream()
                .filter(r ->
                        promote.to().isEmpty() || r.budget() == promote.to().getAsInt())
                .findFirst();
        if (rung.isEmpty()) {
            answer(
                    requested,
                    false,
                    noRung(trial, promote.to(), rungs.stream().map(Rung::budget).toList()));
            return;
        }
        int to = rung.get().budget();
        var unaffordable = unaffordable(to - trial.budget());
        if (unaffordable.isPresent()) {
            answer(requested, false, unaffordable.get());
            return;
        }
        grant(
                new Requested(
                        requested.id(),
                        requested.by(),
                        requested.reason(),
                        new Request.Promote(trial.number(), OptionalInt.of(to))),
                "trial " + trial.number() + " trains on from epoch " + trial.budget() + " to " + to
                        + " as soon as a slot is free");
    }

    private Optional<String> unready(int number) {
        var trial = state().trial(number);
        boolean isPaused = trial.status() == TrialStatus.PAUSED
                && state().tasks().of(number).isEmpty();
        if (!isPaused) {
            return Optional.of("trial " + number + " is " + why(trial) + ": only a paused trial can be promoted");
        }
        return state().steering().promotions().containsKey(number)
                ? Optional.of("trial " + number + " waits for a slot to be promoted already")
                : Optional.empty();
    }

    private static String noRung(Trial trial, OptionalInt to, java.util.List<Integer> budgets) {
        var what = "trial " + trial.number() + " has had " + trial.budget() + " epochs, and ";
        if (budgets.isEmpty()) {
            return what + "the scheduler has no rung above";
        }
        return what + "no rung above is at epoch " + to.orElse(0) + ": the rungs are at " + budgets;
    }

    private Optional<String> unaffordable(int epochs) {
        var limit = state().limits().epochs();
        int waiting = state().steering().promotions().values().stream()
                .mapToInt(p -> p.to() - state().trial(p.trial()).budget())
                .sum();
        int left = limit.orElse(Integer.MAX_VALUE) - state().ledger().committed() - waiting;
        return left >= epochs
                ? Optional.empty()
                : Optional.of("this needs " + epochs + " epochs, and " + Math.max(0, left) + " of limits.epochs, "
                        + limit.orElse(0) + ", are left");
    }

    private void enqueue(Requested requested, Request.Enqueue enqueue) {
        var problems = state().spec().space().problems(enqueue.configuration());
        var unfit = lockstep()
                .or(() -> problems.isEmpty()
                        ? Optional.empty()
                        : Optional.of("the configuration is outside the space: " + problems));
        if (unfit.isPresent()) {
            answer(requested, false, unfit.get());
        } else if (state().steering().queue().size() >= LONGEST_QUEUE) {
            answer(requested, false, LONGEST_QUEUE + " configurations wait already");
        } else {
            int before = state().steering().queue().size();
            boolean isFull = StudyEngine.Run.isReached(
                    state().limits().trials(), state().history().trials().size());
            grant(
                    requested,
                    "the configuration is tried "
                            + (before == 0 ? "next" : "after " + before + " others that wait")
                            + (isFull
                                    ? "; but all trials of limits.trials were opened: it waits until the limit is raised"
                                    : ""));
        }
    }

    private void extend(Requested requested) {
        var unfit = lockstep();
        if (unfit.isPresent()) {
            answer(requested, false, unfit.get());
        } else {
            grant(requested, "the limits are changed");
        }
    }

    private void pause(Requested requested) {
        if (state().steering().isPaused()) {
            answer(requested, false, "the study is paused already");
            return;
        }
        int running = state().tasks().launched();
        grant(requested, "the study is paused: nothing new starts, and " + running + " running trials are saved");
        for (var task : state().tasks().open().values()) {
            if (task.stage() == Task.Stage.LAUNCHED && task.verdict().isEmpty()) {
                run.effect(new Effect.Send(
                        task.assignment().trial(), task.assignment().attempt(), Signal.PAUSE));
            }
        }
    }

    private void resume(Requested requested) {
        if (state().steering().isPaused()) {
            grant(requested, "the study goes on");
        } else {
            answer(requested, false, "the study is not paused");
        }
    }

    private Optional<String> unknown(int trial) {
        int opened = state().history().trials().size();
        return trial >= 0 && trial < opened
                ? Optional.empty()
                : Optional.of("there is no trial " + trial + ": " + opened + " were opened, numbered from 0");
    }

    /** In lockstep the same study must come out of any number of slots; a person would ask at some moment of one run. */
    private Optional<String> lockstep() {
        return state().isLockstep()
                ? Optional.of("the study runs in lockstep, where nothing may depend on the moment; stop it instead,"
                        + " and resume it with other limits")
                : Optional.empty();
    }

    private void grant(Requested requested, String text) {
        run.emit(requested);
        answer(requested, true, text);
    }

    private void answer(Requested requested, boolean isGranted, String text) {
        run.effect(new Effect.Answer(requested.id(), isGranted, text));
    }

    private StudyState state() {
        return run.state();
    }
}
