package winnow.scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pcollections.PVector;
import org.pcollections.TreePVector;
import winnow.search.Bracket;
import winnow.search.History;
import winnow.search.Move;
import winnow.search.Plan;
import winnow.search.Scheduler;
import winnow.search.StudyEvent;
import winnow.search.Verdict;
import winnow.study.Offer;
import winnow.trial.Observation;
import winnow.trial.Trial;

/**
 * Asynchronous Hyperband: brackets of {@link Asha}, promotion, side by side; each new trial goes to the bracket that is
 * furthest behind its share of the trials, which is Hyperband's.
 *
 * <p>Li et al., "A System for Massively Parallel Hyperparameter Tuning", MLSys 2020, section 3.2, proposes to loop
 * through the brackets of asynchronous halving as Hyperband does. Ray, Syne Tune and Optuna draw a trial's bracket at
 * random instead; going by shares gives the same proportions without the luck, and the same brackets whatever the
 * seed. Each bracket ranks its own trials, as in Ray and Optuna: where trials that began at a rung competed there with
 * those promoted to it, the former would seldom go on, and the hedge against slow learners would be lost. The highest
 * budget is looked at first.
 *
 * @param brackets their budgets and shares
 */
public record AsyncHyperband(Brackets brackets) implements Scheduler<AsyncHyperband.Memory> {

    /**
     * What it remembers, a place a bracket.
     *
     * @param ladders what each bracket remembers
     * @param opened how many trials each has had
     */
    public record Memory(PVector<Asha.Memory> ladders, PVector<Integer> opened) {}

    static Offer<Scheduler<?>> offer() {
        return Offer.<Scheduler<?>>of(
                        "async-hyperband",
                        "Asynchronous Hyperband: brackets of asha side by side, with the shares that Hyperband gives"
                                + " them.",
                        LadderSettings.ALL,
                        (settings, spec) -> new AsyncHyperband(LadderSettings.brackets(settings)))
                .checkedBy(Hyperband::problems);
    }

    private Asha asha(int bracket) {
        return new Asha(brackets.ladder(bracket));
    }

    @Override
    public Memory initial() {
        PVector<Asha.Memory> ladders = TreePVector.empty();
        PVector<Integer> opened = TreePVector.empty();
        for (int bracket = 0; bracket < brackets.size(); bracket++) {
            ladders = ladders.plus(asha(bracket).initial());
            opened = opened.plus(0);
        }
        return new Memory(ladders, opened);
    }

    @Override
    public Memory learn(Memory memory, History history, StudyEvent event) {
        if (event instanceof StudyEvent.TrialCreated created) {
            int bracket = created.bracket();
            return new Memory(
                    memory.ladders(),
                    memory.opened().with(bracket, memory.opened().get(bracket) + 1));
        }
        return trialOf(event)
                .map(number -> learn(memory, history, history.trial(number).bracket(), event))
                .orElse(memory);
    }

    private static Optional<Integer> trialOf(StudyEvent event) {
        if (event instanceof StudyEvent.Reported reported) {
            return Optional.of(reported.trial());
        }
        if (event instanceof StudyEvent.Judged judged) {
            return Optional.of(judged.trial());
        }
        return event instanceof StudyEvent.Assigned assigned
                ? Optional.of(assigned.assignment().trial())
                : Optional.empty();
    }

    private Memory learn(Memory memory, History history, int bracket, StudyEvent event) {
        var before = memory.ladders().get(bracket);
        var after = asha(bracket).learn(before, history, event);
        return new Memory(memory.ladders().with(bracket, after), memory.opened());
    }

    @Override
    public Move next(Memory memory, History history, boolean mayOpen) {
        for (int below = 1; below < brackets.size(); below++) {
            for (int bracket = 0; bracket < brackets.size() - below; bracket++) {
                var asha = asha(bracket);
                var promotion = asha.promotion(
                        memory.ladders().get(bracket), asha.ladder().top() - below);
                if (promotion.isPresent()) {
                    return promotion.get();
                }
            }
        }
        return mayOpen
                ? opening(memory)
                : new Move.Wait("no trial is left to open, and no paused one is among the best of its rung");
    }

    private Move opening(Memory memory) {
        int bracket = furthestBehind(memory.opened());
        return new Move.Open(
                brackets.ladder(bracket).budget(0),
                bracket,
                0,
                "a new trial in bracket " + bracket + ", which has "
                        + memory.opened().get(bracket) + ": no paused one is among the best of its rung");
    }

    /** The bracket whose number of trials is the most below its share of the trials with one more; the first of equals. */
    private int furthestBehind(List<Integer> opened) {
        long all = opened.stream().mapToLong(Integer::longValue).sum() + 1;
        int chosen = 0;
        long most = Long.MIN_VALUE;
        for (int bracket = 0; bracket < brackets.size(); bracket++) {
            long behind = all * brackets.trials(bracket) - (long) opened.get(bracket) * brackets.trials();
            chosen = behind > most ? bracket : chosen;
            most = Math.max(most, behind);
        }
        return chosen;
    }

    @Override
    public Verdict judge(Memory memory, History history, Trial trial, Observation observation) {
        return Verdict.CONTINUE;
    }

    @Override
    public Verdict settle(Memory memory, History history, Trial trial) {
        return asha(trial.bracket()).settle(memory.ladders().get(trial.bracket()), history, trial);
    }

    /** The brackets, each with its trials, exactly, and on each rung as many as reach it at least: see {@link Asha}. */
    @Override
    public Plan plan(int trials) {
        var planned = new ArrayList<Bracket>();
        var shares = shares(trials);
        for (int bracket = 0; bracket < brackets.size(); bracket++) {
            if (shares.get(bracket) > 0) {
                planned.add(new Bracket(bracket, asha(bracket).rungs(shares.get(bracket))));
            }
        }
        return new Plan(planned, Warnings.of(brackets, trials));
    }

    /** How many trials each bracket gets. A round's worth of trials is shared out exactly, so that rounds repeat. */
    List<Integer> shares(int trials) {
        var shares = new ArrayList<Integer>();
        for (int bracket = 0; bracket < brackets.size(); bracket++) {
            shares.add(0);
        }
        for (int trial = 0; trial < trials % brackets.trials(); trial++) {
            int bracket = furthestBehind(shares);
            shares.set(bracket, shares.get(bracket) + 1);
        }
        for (int bracket = 0; bracket < brackets.size(); bracket++) {
            shares.set(bracket, shares.get(bracket) + trials / brackets.trials() * brackets.trials(bracket));
        }
        return shares;
    }
}
