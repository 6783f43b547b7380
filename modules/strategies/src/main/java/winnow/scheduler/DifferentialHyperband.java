package winnow.scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PSet;
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
import winnow.study.Settings;
import winnow.study.SpecProblem;
import winnow.study.StudySpec;
import winnow.trial.Observation;
import winnow.trial.Trial;

/**
 * The brackets of DEHB: the first is synchronous halving; in the later ones every rung is filled with new trials, which
 * its strategy makes from those of the rung below, and which are trained to the rung's budget from the beginning.
 *
 * <p>Awad, Mallik and Hutter, "DEHB: Evolutionary Hyperband for Scalable, Robust and Efficient Hyperparameter
 * Optimization", IJCAI 2021, with the counts of its authors' program: bracket s has ⌊(s_max + 1) / (s + 1)⌋ η^s trials on
 * its first rung, and a factor fewer on each further one, at least 1. Budgets are Hyperband's: see {@link Brackets}.
 * Departures: a rung is filled when all of the rung below have ended, and a bracket begins when the one before has
 * opened its last trial, so that the counts are the same for any number of slots.
 *
 * @param brackets whose budgets it has
 */
public record DifferentialHyperband(Brackets brackets) implements Scheduler<DifferentialHyperband.Memory> {
    private static final String NAME = "dehb";

    /**
     * What it remembers.
     *
     * @param first the bracket of halving
     * @param bracket the number of the newest bracket
     * @param opened how many trials each of its rungs has had, unless it is the first
     * @param training which of these have not ended
     */
    public record Memory(Tournaments first, int bracket, PVector<Integer> opened, PSet<Integer> training) {
        Memory with(PSet<Integer> stillTraining) {
            return new Memory(first, bracket, opened, stillTraining);
        }
    }

    static Offer<Scheduler<?>> offer() {
        return Offer.<Scheduler<?>>of(
                        NAME,
                        "DEHB: Hyperband's brackets, whose rungs are filled by differential evolution.",
                        LadderSettings.ALL,
                        (settings, spec) -> new DifferentialHyperband(LadderSettings.brackets(settings)))
                .goingWith(NAME)
                .checkedBy(DifferentialHyperband::problems);
    }

    private static List<SpecProblem> problems(StudySpec spec) {
        var problems = new ArrayList<>(Hyperband.problems(spec));
        problems.addAll(Partner.problems(spec, NAME, "hyperband"));
        return problems;
    }

    /** How many trials make up the subpopulation of each budget: as many as a bracket ever has there. */
    public static Map<Integer, Integer> populations(Settings settings) {
        var scheduler = new DifferentialHyperband(LadderSettings.brackets(settings));
        var populations = new TreeMap<Integer, Integer>();
        for (int bracket = 0; bracket < scheduler.brackets.size(); bracket++) {
            var ladder = scheduler.brackets.ladder(bracket);
            for (int rung = 0; rung < ladder.size(); rung++) {
                populations.merge(ladder.budget(rung), scheduler.wanted(bracket, rung), Math::max);
            }
        }
        return populations;
    }

    /** How many trials a rung of a bracket has. */
    int wanted(int bracket, int rung) {
        var ladder = brackets.ladder(bracket);
        int s = ladder.top();
        long wanted = brackets.size() / (s + 1);
        for (int i = rung; i < s; i++) {
            wanted *= ladder.factor();
        }
        return (int) Math.max(1, wanted);
    }

    private Tournament tournament() {
        var ladder = brackets.ladder();
        return Tournament.of(ladder, new Cut.RoundedDown(ladder.factor()), wanted(0, 0));
    }

    @Override
    public Memory initial() {
        return new Memory(Tournaments.NONE.begin(tournament()), 0, TreePVector.empty(), HashTreePSet.empty());
    }

    @Override
    public Memory learn(Memory memory, History history, StudyEvent event) {
        if (event instanceof StudyEvent.TrialCreated created && created.bracket() > 0) {
            var opened = created.bracket() > memory.bracket() ? none(created.bracket()) : memory.opened();
            PSet<Integer> training = created.bracket() > memory.bracket() ? HashTreePSet.empty() : memory.training();
            int rung = unfilled(created.bracket(), opened);
            return new Memory(
                    memory.first(),
                    created.bracket(),
                    opened.with(rung, opened.get(rung) + 1),
                    training.plus(created.trial()));
        }
        if (event instanceof StudyEvent.Judged judged && isOfNewest(memory, history, judged.trial())) {
            return memory.with(memory.training().minus(judged.trial()));
        }
        if (event instanceof StudyEvent.Assigned assigned
                && isOfNewest(memory, history, assigned.assignment().trial())) {
            return memory.with(memory.training().plus(assigned.assignment().trial()));
        }
        return new Memory(memory.first().learn(history, event), memory.bracket(), memory.opened(), memory.training());
    }

    private static boolean isOfNewest(Memory memory, History history, int trial) {
        return memory.bracket() > 0 && history.trial(trial).bracket() == memory.bracket();
    }

    private PVector<Integer> none(int bracket) {
        PVector<Integer> none = TreePVector.empty();
        for (int rung = 0; rung < brackets.ladder(bracket).size(); rung++) {
            none = none.plus(0);
        }
        return none;
    }

    /** The lowest rung that has not had all its trials; one above the top if all have. */
    private int unfilled(int bracket, List<Integer> opened) {
        int rung = 0;
        while (rung < opened.size() && opened.get(rung) >= wanted(bracket, rung)) {
            rung++;
        }
        return rung;
    }

    @Override
    public Move next(Memory memory, History history, boolean mayOpen) {
        var decision = memory.first().decision(history, mayOpen);
        if (decision.isPresent()) {
            return decision.get();
        }
        if (!mayOpen) {
            return new Move.Wait("no trial is left to open");
        }
        return memory.first().opening().orElseGet(() -> opening(memory));
    }

    private Move opening(Memory memory) {
        int rung = unfilled(memory.bracket(), memory.opened());
        if (rung == memory.opened().size()) {
            return open(memory.bracket() + 1, 0, 0);
        }
        int before = memory.opened().get(rung);
        return before == 0 && !memory.training().isEmpty()
                ? new Move.Wait("rung " + rung + " of bracket " + memory.bracket() + " waits for "
                        + Wording.count(memory.training().size(), "trial") + " of the rung below")
                : open(memory.bracket(), rung, before);
    }

    private Move open(int bracket, int rung, int before) {
        return new Move.Open(
                brackets.ladder(bracket).budget(rung),
                bracket,
                rung,
                "trial " + (before + 1) + " of " + wanted(bracket, rung) + " on rung " + rung + " of bracket "
                        + bracket);
    }

    @Override
    public Verdict judge(Memory memory, History history, Trial trial, Observation observation) {
        return Verdict.CONTINUE;
    }

    @Override
    public Verdict settle(Memory memory, History history, Trial trial) {
        if (trial.bracket() == 0) {
            return memory.first().settle(history, trial);
        }
        var score = Score.of(history, trial.number(), trial.budget());
        return new Verdict.Complete(
                Wording.metric(history, score.loss()) + " at epoch " + trial.budget() + ", the rung it was made for");
    }

    /** Exact, if no trial fails. Of the later brackets each rung is a ladder of its own, since all its trials are new. */
    @Override
    public Plan plan(int trials) {
        var planned = new ArrayList<Bracket>();
        var first = tournament();
        int candidates = Math.min(trials, first.candidates());
        planned.add(Tournament.of(first.ladder(), first.cut(), candidates).planned(0));
        int left = trials - candidates;
        for (int bracket = 1; left > 0; bracket++) {
            var ladder = brackets.ladder(bracket);
            for (int rung = 0; rung < ladder.size() && left > 0; rung++) {
                int opened = Math.min(left, wanted(bracket, rung));
                planned.add(new Bracket(bracket, List.of(new Rung(rung, ladder.budget(rung), opened))));
                left -= opened;
            }
        }
        int round = wanted(0, 0);
        return new Plan(
                planned,
                trials < round
                        ? List.of("with " + Wording.count(trials, "trial") + " not even the first bracket is whole: it"
                                + " takes " + round)
                        : Warnings.roundedDown(brackets));
    }
}
