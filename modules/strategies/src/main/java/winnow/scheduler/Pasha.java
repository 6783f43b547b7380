package winnow.scheduler;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
 * Progressive asynchronous halving: {@link Asha} that promotes up to a cap, at first the second rung, and raises the cap
 * by a rung each time the order of trials at the cap is not the one they had a rung below. Where a few epochs tell the
 * trials apart, the long trainings are saved.
 *
 * <p>Bohdal et al., "PASHA: Efficient HPO and NAS with Progressive Resource Allocation", ICLR 2023, with soft ranking,
 * whose tolerance is measured from the noise of the curves: see {@link SoftRanking}. A trial at the cap is paused, and
 * goes on if the cap is raised. Departure: the order of the best {@value #COMPARED} trials at the cap is compared, not
 * that of all, so that a decision's cost does not grow. With several metrics the best are those of the rung's fronts, and
 * their order is that of the main metric.
 *
 * @param ladder the rungs
 */
public record Pasha(Ladder ladder) implements Scheduler<Pasha.Memory> {
    static final int COMPARED = 30;

    /**
     * What it remembers.
     *
     * @param rungs what asynchronous halving does
     * @param cap the highest rung that is trained to so far
     */
    public record Memory(Asha.Memory rungs, int cap) {}

    static Offer<Scheduler<?>> offer() {
        return Offer.<Scheduler<?>>of(
                        "pasha",
                        "Asynchronous halving whose largest budget grows only while more epochs change the order of"
                                + " the best.",
                        LadderSettings.ALL,
                        (settings, spec) -> new Pasha(LadderSettings.ladder(settings)))
                .checkedBy(Pasha::problems);
    }

    private static List<SpecProblem> problems(StudySpec spec) {
        var problems = new ArrayList<>(LadderSettings.problems(spec));
        problems.addAll(LadderSettings.unaffordable(spec, LadderSettings.MIN_EPOCHS));
        return problems;
    }

    private Asha asha() {
        return new Asha(ladder);
    }

    @Override
    public Memory initial() {
        return new Memory(asha().initial(), Math.min(1, ladder.top()));
    }

    @Override
    public Memory learn(Memory memory, History history, StudyEvent event) {
        var rungs = asha().learn(memory.rungs(), history, event);
        boolean isAtCap = event instanceof StudyEvent.Reported reported
                && reported.observation().epoch() == ladder.budget(memory.cap());
        boolean isRaised = isAtCap && memory.cap() < ladder.top() && !isStable(rungs, history, memory.cap());
        return new Memory(rungs, isRaised ? memory.cap() + 1 : memory.cap());
    }

    private boolean isStable(Asha.Memory rungs, History history, int cap) {
        var trials = new ArrayList<Trial>();
        for (var score : rungs.observed().get(cap)) {
            if (trials.size() == COMPARED || !score.isFinite()) {
                break;
            }
            trials.add(history.trial(score.trial()));
        }
        trials.sort(Comparator.comparing(t -> Score.ofMain(history, t.number(), ladder.budget(cap))));
        return new SoftRanking(history, trials, ladder.budget(cap)).isThatOf(ladder.budget(cap - 1));
    }

    @Override
    public Move next(Memory memory, History history, boolean mayOpen) {
        for (int rung = memory.cap() - 1; rung >= 0; rung--) {
            var promotion = asha().promotion(memory.rungs(), rung);
            if (promotion.isPresent()) {
                return promotion.get();
            }
        }
        var none = "no paused trial below epoch " + ladder.budget(memory.cap()) + " is among the best of its rung";
        return mayOpen
                ? new Move.Open(ladder.budget(0), 0, 0, "a new trial: " + none)
                : new Move.Wait("no trial is left to open, and " + none);
    }

    @Override
    public Verdict judge(Memory memory, History history, Trial trial, Observation observation) {
        return Verdict.CONTINUE;
    }

    @Override
    public Verdict settle(Memory memory, History history, Trial trial) {
        return asha().settle(memory.rungs(), history, trial);
    }

    /** That of {@link Asha}; rungs above the second are reached only if the order of trials changes. */
    @Override
    public Plan plan(int trials) {
        return asha().plan(trials);
    }
}
