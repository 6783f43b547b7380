package winnow.testkit;

import java.util.List;
import winnow.search.Bracket;
import winnow.search.History;
import winnow.search.Move;
import winnow.search.Plan;
import winnow.search.Rung;
import winnow.search.Scheduler;
import winnow.search.StudyEvent;
import winnow.search.Verdict;
import winnow.trial.Observation;
import winnow.trial.Trial;

/**
 * A scheduler for tests of strategies: trains every trial to the same budget. Its memory counts the reports.
 *
 * @param epochs the budget
 */
public record Straight(int epochs) implements Scheduler<Integer> {

    @Override
    public Integer initial() {
        return 0;
    }

    @Override
    public Integer learn(Integer reports, History history, StudyEvent event) {
        return event instanceof StudyEvent.Reported ? reports + 1 : reports;
    }

    @Override
    public Move next(Integer reports, History history, boolean mayOpen) {
        return mayOpen ? new Move.Open(epochs, 0, 0, "the next") : new Move.Wait("none may be opened");
    }

    @Override
    public Verdict judge(Integer reports, History history, Trial trial, Observation observation) {
        return Verdict.CONTINUE;
    }

    @Override
    public Verdict settle(Integer reports, History history, Trial trial) {
        return new Verdict.Complete("trained to " + epochs + " epochs");
    }

    @Override
    public Plan plan(int trials) {
        return new Plan(List.of(new Bracket(0, List.of(new Rung(0, epochs, trials)))), List.of());
    }
}
