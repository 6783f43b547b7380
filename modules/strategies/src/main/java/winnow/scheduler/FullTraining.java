package winnow.scheduler;

import java.util.List;
import winnow.search.Bracket;
import winnow.search.History;
import winnow.search.Move;
import winnow.search.Plan;
import winnow.search.Rung;
import winnow.search.Scheduler;
import winnow.search.StudyEvent;
import winnow.search.Verdict;
import winnow.study.Offer;
import winnow.trial.Observation;
import winnow.trial.Trial;

/**
 * Trains every trial to the same budget, without looking at losses: the baseline that other schedulers are measured
 * against.
 *
 * @param epochs the budget of every trial, at least 1
 */
public record FullTraining(int epochs) implements Scheduler<FullTraining.Nothing> {

    /** The memory of a scheduler that remembers nothing. */
    public enum Nothing {
        NOTHING
    }

    /** @throws IllegalArgumentException if the budget is not positive */
    public FullTraining {
        Ladder.requireRange(1, epochs);
    }

    static Offer<Scheduler<?>> offer() {
        return Offer.<Scheduler<?>>of(
                        "none",
                        "Trains every trial to max_epochs; prunes nothing.",
                        List.of(LadderSettings.MAX_EPOCHS),
                        (settings, spec) -> new FullTraining(settings.integer(LadderSettings.MAX_EPOCHS.name())))
                .goingWith("bayesian")
                .checkedBy(spec -> LadderSettings.unaffordable(spec, LadderSettings.MAX_EPOCHS));
    }

    @Override
    public Nothing initial() {
        return Nothing.NOTHING;
    }

    @Override
    public Nothing learn(Nothing memory, History history, StudyEvent event) {
        return memory;
    }

    @Override
    public Move next(Nothing memory, History history, boolean mayOpen) {
        return mayOpen
                ? new Move.Open(epochs, 0, 0, "the next trial, to " + Wording.count(epochs, "epoch"))
                : new Move.Wait("no trial is left to open");
    }

    @Override
    public Verdict judge(Nothing memory, History history, Trial trial, Observation observation) {
        return Verdict.CONTINUE;
    }

    @Override
    public Verdict settle(Nothing memory, History history, Trial trial) {
        return new Verdict.Complete("trained to " + Wording.count(epochs, "epoch"));
    }

    @Override
    public Plan plan(int trials) {
        return new Plan(List.of(new Bracket(0, List.of(new Rung(0, epochs, trials)))), List.of());
    }
}
