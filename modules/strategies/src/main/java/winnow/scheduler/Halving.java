package winnow.scheduler;

import java.util.ArrayList;
import java.util.List;
import org.pcollections.PVector;
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
 * Synchronous successive halving: all trials of a rung are trained to its budget, then the best ⌈n/factor⌉ go on and the
 * others are stopped.
 *
 * <p>Jamieson and Talwalkar, "Non-stochastic Best Arm Identification and Hyperparameter Optimization", AISTATS 2016, with
 * the counts and budgets of scikit-learn's {@code HalvingRandomSearchCV} at {@code min_resources="exhaust"}: the first
 * rung is as high as it can be so that the last one uses {@code max_epochs}. Departures: trials go on from their
 * checkpoints instead of training again; a failed trial counts as the worst of its rung and never goes on; equal losses
 * are told apart by trial number.
 *
 * <p>The candidates are as many as {@code limits.trials} when the first session opens. If the limit is raised later, the
 * additional trials hold a tournament of their own.
 *
 * @param minEpochs the least budget of the first rung
 * @param maxEpochs the largest budget
 * @param factor of budgets from rung to rung; one trial in so many goes on
 */
public record Halving(int minEpochs, int maxEpochs, int factor) implements Scheduler<Halving.Memory> {

    /**
     * What it remembers.
     *
     * @param tournaments by bracket
     */
    public record Memory(PVector<Tournament> tournaments) {
        int planned() {
            return tournaments.stream().mapToInt(Tournament::candidates).sum();
        }

        Tournament of(Trial trial) {
            return tournaments.get(trial.bracket());
        }

        Memory with(Trial trial, Tournament tournament) {
            return new Memory(tournaments.with(trial.bracket(), tournament));
        }
    }

    /** @throws IllegalArgumentException if the budgets are not 1 or more and ascending, or the factor is below 2 */
    public Halving {
        Ladder.upTo(minEpochs, maxEpochs, factor);
    }

    static Offer<Scheduler<?>> offer() {
        return Offer.<Scheduler<?>>of(
                        "halving",
                        "Synchronous successive halving: when all trials of a rung have finished, the best go on.",
                        LadderSettings.ALL,
                        (settings, spec) -> new Halving(
                                settings.integer(LadderSettings.MIN_EPOCHS.name()),
                                settings.integer(LadderSettings.MAX_EPOCHS.name()),
                                settings.integer(LadderSettings.FACTOR.name())))
                .checkedBy(Halving::problems);
    }

    private static List<SpecProblem> problems(StudySpec spec) {
        var problems = new ArrayList<>(LadderSettings.problems(spec));
        problems.addAll(LadderSettings.unaffordable(spec, LadderSettings.MIN_EPOCHS));
        if (spec.limits().trials().isEmpty()) {
            problems.add(new SpecProblem(
                    "limits.trials", "scheduler halving needs limits.trials: so many candidates enter the first rung"));
        }
        return problems;
    }

    /** The rungs of a tournament, as {@code BaseSuccessiveHalving._run_search} of scikit-learn 1.5 has them. */
    Ladder ladder(int candidates) {
        int required = 1 + log(candidates);
        long reach = power(required - 1);
        int least = (int) Math.max(minEpochs, maxEpochs / reach);
        int rungs = Math.min(required, 1 + log(maxEpochs / least));
        var budgets = new ArrayList<Integer>();
        for (int rung = 0; rung < rungs; rung++) {
            budgets.add((int) Math.min(least * power(rung), maxEpochs));
        }
        return new Ladder(factor, budgets);
    }

    /** The largest k with {@code factor^k <= number}; exact, where scikit-learn's logarithm may be off by one. */
    private int log(int number) {
        int exponent = 0;
        for (long power = factor; power <= number; power *= factor) {
            exponent++;
        }
        return exponent;
    }

    private long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= factor;
        }
        return power;
    }

    @Override
    public Memory initial() {
        return new Memory(TreePVector.empty());
    }

    @Override
    public Memory learn(Memory memory, History history, StudyEvent event) {
        if (event instanceof StudyEvent.SessionOpened opened) {
            return opened(memory, opened);
        }
        if (event instanceof StudyEvent.Assigned assigned) {
            return assigned(memory, history, history.trial(assigned.assignment().trial()), assigned.rung());
        }
        return event instanceof StudyEvent.Judged judged
                ? judged(memory, history, history.trial(judged.trial()), judged.verdict())
                : memory;
    }

    private Memory opened(Memory memory, StudyEvent.SessionOpened opened) {
        int more = opened.limits().trials().orElse(0) - memory.planned();
        return more <= 0 ? memory : new Memory(memory.tournaments().plus(Tournament.of(ladder(more), more)));
    }

    private static Memory assigned(Memory memory, History history, Trial trial, int rung) {
        var tournament = memory.of(trial);
        int before = tournament.rungOf(trial.number());
        if (before == rung) {
            return memory;
        }
        if (before >= 0) {
            tournament = tournament.leave(before, score(tournament, history, trial, before));
        }
        return memory.with(trial, tournament.enter(rung, trial.number()));
    }

    private static Memory judged(Memory memory, History history, Trial trial, Verdict verdict) {
        var tournament = memory.of(trial);
        int rung = tournament.rungOf(trial.number());
        if (rung < 0) {
            return memory;
        }
        var score = score(tournament, history, trial, rung);
        if (tournament.isWaiting(rung, score)) {
            return memory.with(trial, tournament.leave(rung, score));
        }
        if (verdict instanceof Verdict.Pause) {
            return memory.with(trial, tournament.pause(rung, score));
        }
        boolean isMeasured = verdict instanceof Verdict.Complete;
        return memory.with(trial, tournament.end(rung, isMeasured ? score : Score.worst(trial.number())));
    }

    private static Score score(Tournament tournament, History history, Trial trial, int rung) {
        return Score.of(history, trial.number(), tournament.ladder().budget(rung));
    }

    @Override
    public Move next(Memory memory, History history, boolean mayOpen) {
        for (var tournament : memory.tournaments()) {
            int rung = tournament.due(mayOpen);
            if (rung >= 0) {
                return decision(tournament, history, rung);
            }
        }
        for (int bracket = 0; mayOpen && bracket < memory.tournaments().size(); bracket++) {
            var tournament = memory.tournaments().get(bracket);
            if (tournament.hasRoom()) {
                return new Move.Open(
                        tournament.ladder().budget(0),
                        bracket,
                        0,
                        "candidate " + (tournament.entered().get(0) + 1) + " of " + tournament.candidates());
            }
        }
        return new Move.Wait("every rung waits for its trials, or all are decided");
    }

    private static Move decision(Tournament tournament, History history, int rung) {
        var paused = tournament.paused().get(rung);
        var worst = paused.last();
        if (!tournament.isWinner(rung, worst)) {
            return new Move.Judge(
                    worst.trial(),
                    new Verdict.Stop(Wording.metric(history, worst.loss()) + ", " + place(tournament, rung, worst)));
        }
        var best = paused.first();
        return new Move.Promote(
                best.trial(), tournament.ladder().budget(rung + 1), rung + 1, place(tournament, rung, best));
    }

    private static String place(Tournament tournament, int rung, Score score) {
        return Wording.rank(
                        tournament.finished().get(rung),
                        score,
                        tournament.ladder().budget(rung))
                + (tournament.isWinner(rung, score) ? ": within the best " : ": not within the best ")
                + tournament.places(rung);
    }

    @Override
    public Verdict judge(Memory memory, History history, Trial trial, Observation observation) {
        return Verdict.CONTINUE;
    }

    @Override
    public Verdict settle(Memory memory, History history, Trial trial) {
        var tournament = memory.of(trial);
        int rung = tournament.rungOf(trial.number());
        int budget = tournament.ladder().budget(rung);
        var score = score(tournament, history, trial, rung);
        if (trial.budget() < budget) {
            return new Verdict.Stop("its training for epoch " + budget + " ended at epoch " + trial.budget());
        }
        if (rung == tournament.ladder().top()) {
            return new Verdict.Complete(
                    Wording.metric(history, score.loss()) + " at epoch " + budget + ", the last rung");
        }
        return score.isFinite()
                ? new Verdict.Pause(Wording.metric(history, score.loss()) + " at epoch " + budget
                        + ": waits until all of its rung have finished")
                : new Verdict.Stop("no finite " + history.metric() + " at epoch " + budget);
    }

    /** Exact: what happens if no trial fails and nothing but the trials is limited. */
    @Override
    public Plan plan(int trials) {
        var ladder = ladder(trials);
        var rungs = new ArrayList<Rung>();
        int entering = trials;
        for (int rung = 0; rung < ladder.size(); rung++) {
            rungs.add(new Rung(rung, ladder.budget(rung), entering));
            entering = (entering + factor - 1) / factor;
        }
        return new Plan(List.of(new Bracket(0, rungs)), warnings(ladder, trials));
    }

    private List<String> warnings(Ladder ladder, int trials) {
        var warnings = new ArrayList<String>();
        if (ladder.size() == 1) {
            warnings.add("with " + Wording.count(trials, "trial") + " there is one rung, at epoch " + ladder.most()
                    + ": nothing is halved; it takes at least " + factor + " trials");
        }
        if (ladder.most() < maxEpochs) {
            warnings.add("the last rung is at epoch " + ladder.most() + ", not at max_epochs, " + maxEpochs
                    + ": no power of " + factor + " leads there from the first, at epoch " + ladder.budget(0));
        }
        return warnings;
    }
}
