package winnow.scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pcollections.PVector;
import org.pcollections.TreePSet;
import org.pcollections.TreePVector;
import winnow.search.Bracket;
import winnow.search.History;
import winnow.search.Move;
import winnow.search.Plan;
import winnow.search.Rung;
import winnow.search.Scheduler;
import winnow.search.StudyEvent;
import winnow.search.Verdict;
import winnow.study.Offer;
import winnow.study.SpecProblem;
import winnow.study.StudySpec;
import winnow.trial.Observation;
import winnow.trial.Trial;

/**
 * Asynchronous successive halving by promotion: every trial pauses at each rung; a free slot promotes the best paused
 * trial within the top ⌊n/factor⌋ of its rung, the highest rung first, and opens a new trial if there is none.
 *
 * <p>Li et al., "A System for Massively Parallel Hyperparameter Tuning", MLSys 2020, algorithm 2. There n is the number
 * of trials observed at the rung's budget at the moment of promotion, those already promoted included. A trial that
 * fails before it reaches a rung is not counted there, as in Syne Tune and Optuna: where many fail, their places would
 * all go to trials of the worse half. One that was observed there stays counted, whatever becomes of it. A paused trial
 * is never stopped, since a later trial may raise ⌊n/factor⌋.
 *
 * @param ladder the rungs
 */
public record Asha(Ladder ladder) implements Scheduler<Asha.Memory> {

    /**
     * What it remembers, a place a rung.
     *
     * @param observed scores at the rung's budget of all trials that reached it
     * @param paused scores of those that wait there, never promoted
     */
    public record Memory(PVector<Ranking> observed, PVector<TreePSet<Score>> paused) {

        Memory observing(int rung, Score score) {
            return new Memory(observed.with(rung, observed.get(rung).plus(score)), paused);
        }

        Memory pausing(int rung, Score score) {
            return new Memory(observed, paused.with(rung, paused.get(rung).plus(score)));
        }

        Memory leaving(int rung, Score score) {
            var rest = paused.get(rung).minus(score);
            return rest.size() == paused.get(rung).size() ? this : new Memory(observed, paused.with(rung, rest));
        }
    }

    static Offer<Scheduler<?>> offer() {
        return Offer.<Scheduler<?>>of(
                        "asha",
                        "Asynchronous successive halving: trials pause at each rung, and the best are promoted as"
                                + " slots become free.",
                        LadderSettings.ALL,
                        (settings, spec) -> new Asha(LadderSettings.ladder(settings)))
                .checkedBy(Asha::problems);
    }

    private static List<SpecProblem> problems(StudySpec spec) {
        var problems = new ArrayList<>(LadderSettings.problems(spec));
        problems.addAll(LadderSettings.unaffordable(spec, LadderSettings.MIN_EPOCHS));
        return problems;
    }

    @Override
    public Memory initial() {
        PVector<Ranking> observed = TreePVector.empty();
        PVector<TreePSet<Score>> paused = TreePVector.empty();
        for (int rung = 0; rung < ladder.size(); rung++) {
            observed = observed.plus(Ranking.EMPTY);
            paused = paused.plus(TreePSet.empty());
        }
        return new Memory(observed, paused);
    }

    @Override
    public Memory learn(Memory memory, History history, StudyEvent event) {
        if (event instanceof StudyEvent.Reported reported) {
            int rung = ladder.rungAt(reported.observation().epoch());
            return rung < 0 ? memory : memory.observing(rung, score(history, reported.trial(), rung));
        }
        if (event instanceof StudyEvent.Judged judged) {
            int rung = ladder.rungAt(judged.epoch());
            if (rung < 0 || rung == ladder.top()) {
                return memory;
            }
            var score = score(history, judged.trial(), rung);
            return judged.verdict() instanceof Verdict.Pause
                    ? memory.pausing(rung, score)
                    : memory.leaving(rung, score);
        }
        if (event instanceof StudyEvent.Assigned assigned) {
            int trial = assigned.assignment().trial();
            int rung = ladder.rungAt(history.trial(trial).budget());
            return rung < 0 ? memory : memory.leaving(rung, score(history, trial, rung));
        }
        return memory;
    }

    private Score score(History history, int trial, int rung) {
        return Score.of(history, trial, ladder.budget(rung));
    }

    @Override
    public Move next(Memory memory, History history, boolean mayOpen) {
        for (int rung = ladder.top() - 1; rung >= 0; rung--) {
            var promotion = promotion(memory, rung);
            if (promotion.isPresent()) {
                return promotion.get();
            }
        }
        return mayOpen
                ? new Move.Open(ladder.budget(0), 0, 0, "a new trial: no paused one is among the best of its rung")
                : new Move.Wait("no trial is left to open, and no paused one is among the best of its rung");
    }

    /** The promotion from a rung that is due, if any. */
    Optional<Move> promotion(Memory memory, int rung) {
        var paused = memory.paused().get(rung);
        if (paused.isEmpty()) {
            return Optional.empty();
        }
        var observed = memory.observed().get(rung);
        var best = observed.best(paused);
        return isPromotable(observed, best) ? Optional.of(promotion(memory, best, rung)) : Optional.empty();
    }

    private boolean isPromotable(Ranking observed, Score score) {
        return score.isFinite() && observed.rank(score) <= places(observed);
    }

    /** How many of a rung may go on: ⌊n/factor⌋. */
    private int places(Ranking observed) {
        return observed.size() / ladder.factor();
    }

    private Move promotion(Memory memory, Score score, int rung) {
        return new Move.Promote(
                score.trial(),
                ladder.budget(rung + 1),
                rung + 1,
                place(memory.observed().get(rung), score, rung));
    }

    private String place(Ranking observed, Score score, int rung) {
        int places = places(observed);
        var rank = Wording.rank(observed, score, ladder.budget(rung));
        if (places == 0) {
            return rank + ": the best is promoted once there are " + ladder.factor();
        }
        return rank + (observed.rank(score) <= places ? ": within the best " : ": not within the best ") + places;
    }

    @Override
    public Verdict judge(Memory memory, History history, Trial trial, Observation observation) {
        return Verdict.CONTINUE;
    }

    @Override
    public Verdict settle(Memory memory, History history, Trial trial) {
        int budget = trial.budget();
        if (budget >= ladder.most()) {
            return new Verdict.Complete(
                    Wording.completed(history, memory.observed().get(ladder.top()), trial));
        }
        int rung = ladder.rungAt(budget);
        if (rung < 0) {
            return new Verdict.Stop("its training ended at epoch " + budget + ", where there is no rung");
        }
        var score = score(history, trial.number(), rung);
        return score.isFinite()
                ? new Verdict.Pause(Wording.score(history, score) + ", "
                        + place(memory.observed().get(rung), score, rung))
                : new Verdict.Stop("no finite " + history.metric() + " at epoch " + budget);
    }

    /**
     * The rungs, each with the trials that reach it at least: ⌊n/factor⌋ of the rung below. Deciding early, it promotes
     * some more, unless the best happen to come first.
     */
    @Override
    public Plan plan(int trials) {
        return new Plan(List.of(new Bracket(0, rungs(trials))), Warnings.of(ladder, trials));
    }

    List<Rung> rungs(int trials) {
        var rungs = new ArrayList<Rung>();
        int reaching = trials;
        for (int rung = 0; rung < ladder.size(); rung++) {
            rungs.add(new Rung(rung, ladder.budget(rung), reaching));
            reaching /= ladder.factor();
        }
        return rungs;
    }
}
