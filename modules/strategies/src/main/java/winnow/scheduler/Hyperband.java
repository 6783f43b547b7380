package winnow.scheduler;

import java.util.ArrayList;
import java.util.List;
import winnow.search.Bracket;
import winnow.search.History;
import winnow.search.Move;
import winnow.search.Plan;
import winnow.search.Scheduler;
import winnow.search.StudyEvent;
import winnow.search.Verdict;
import winnow.study.Offer;
import winnow.study.SpecProblem;
import winnow.study.StudySpec;
import winnow.trial.Observation;
import winnow.trial.Trial;

/**
 * Synchronous Hyperband: brackets of successive halving that begin at higher and higher budgets, one after another, in
 * rounds until a limit ends the study.
 *
 * <p>Li et al., JMLR 18, 2018; see {@link Brackets} for the counts. As in HpBandSter, a slot that a bracket has no work
 * for begins the next bracket. Departures from the paper: trials go on from their checkpoints instead of training
 * again; a failed trial counts as the worst of its rung; a bracket that the limit on trials cuts short brings its best
 * trial to the last rung all the same.
 *
 * @param brackets their budgets and counts
 */
public record Hyperband(Brackets brackets) implements Scheduler<Tournaments> {
    private static final String BOHB = "bohb";

    static Offer<Scheduler<?>> offer() {
        return Offer.<Scheduler<?>>of(
                        "hyperband",
                        "Hyperband: brackets of synchronous halving, from many trials trained briefly to few trained long.",
                        LadderSettings.ALL,
                        (settings, spec) -> new Hyperband(LadderSettings.brackets(settings)))
                .checkedBy(Hyperband::problems);
    }

    /** Hyperband with BOHB's model: see {@code winnow.strategy.Bohb}. */
    static Offer<Scheduler<?>> bohbOffer() {
        return Offer.<Scheduler<?>>of(
                        BOHB,
                        "BOHB: hyperband, with configurations proposed by densities of good and bad trials.",
                        LadderSettings.ALL,
                        (settings, spec) -> new Hyperband(LadderSettings.brackets(settings)))
                .goingWith(BOHB)
                .checkedBy(spec -> {
                    var problems = new ArrayList<>(problems(spec));
                    problems.addAll(Partner.problems(spec, BOHB, "hyperband"));
                    return problems;
                });
    }

    static List<SpecProblem> problems(StudySpec spec) {
        var problems = new ArrayList<>(LadderSettings.problems(spec));
        problems.addAll(LadderSettings.unaffordable(spec, LadderSettings.MIN_EPOCHS));
        return problems;
    }

    private Tournament tournament(int bracket) {
        var ladder = brackets.ladder(bracket);
        return Tournament.of(ladder, new Cut.RoundedDown(ladder.factor()), brackets.trials(bracket));
    }

    @Override
    public Tournaments initial() {
        return Tournaments.NONE;
    }

    @Override
    public Tournaments learn(Tournaments memory, History history, StudyEvent event) {
        boolean isFirst = event instanceof StudyEvent.Assigned assigned
                && history.trial(assigned.assignment().trial()).bracket() == memory.begun();
        return (isFirst ? memory.begin(tournament(memory.begun())) : memory).learn(history, event);
    }

    @Override
    public Move next(Tournaments memory, History history, boolean mayOpen) {
        var decision = memory.decision(history, mayOpen);
        if (decision.isPresent()) {
            return decision.get();
        }
        return mayOpen
                ? memory.opening().orElseGet(() -> Tournaments.opening(memory.begun(), tournament(memory.begun())))
                : new Move.Wait("no trial is left to open, and every rung waits for its trials, or all are decided");
    }

    @Override
    public Verdict judge(Tournaments memory, History history, Trial trial, Observation observation) {
        return Verdict.CONTINUE;
    }

    @Override
    public Verdict settle(Tournaments memory, History history, Trial trial) {
        return memory.settle(history, trial);
    }

    /** Exact: what happens if no trial fails and nothing but the trials is limited. */
    @Override
    public Plan plan(int trials) {
        var planned = new ArrayList<Bracket>();
        int left = trials;
        for (int bracket = 0; left > 0; bracket++) {
            var whole = tournament(bracket);
            int candidates = Math.min(left, whole.candidates());
            planned.add(Tournament.of(whole.ladder(), whole.cut(), candidates).planned(bracket));
            left -= candidates;
        }
        return new Plan(planned, Warnings.of(brackets, trials));
    }
}
