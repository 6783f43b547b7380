package winnow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import winnow.search.History;
import winnow.search.Move;
import winnow.search.Plan;
import winnow.search.Scheduler;
import winnow.search.StudyEvent;
import winnow.search.Verdict;
import winnow.trial.Observation;
import winnow.trial.Trial;
import winnow.trial.TrialStatus;

/**
 * A scheduler whose every answer is checked against the rules of its port: the same arguments give the same answer,
 * only what is legal is answered, and every answer but "train on" has a reason.
 *
 * @param scheduler the one that answers
 */
public record CheckedScheduler<M>(Scheduler<M> scheduler) implements Scheduler<M> {
    /** One event in so many is learnt twice: to compare memories takes time. */
    private static final int SAMPLE = 8;

    @Override
    public M initial() {
        assertThat(scheduler.initial()).isEqualTo(scheduler.initial());
        return scheduler.initial();
    }

    @Override
    public M learn(M memory, History history, StudyEvent event) {
        M learnt = scheduler.learn(memory, history, event);
        if (event.hashCode() % SAMPLE == 0) {
            int before = memory.hashCode();
            M again = scheduler.learn(memory, history, event);
            assertThat(again.equals(learnt) && again.hashCode() == learnt.hashCode())
                    .as("the same event teaches the same: %s", event)
                    .isTrue();
            assertThat(memory.hashCode()).as("a memory never changes").isEqualTo(before);
        }
        return learnt;
    }

    @Override
    public Move next(M memory, History history, boolean mayOpen) {
        var move = scheduler.next(memory, history, mayOpen);
        assertThat(scheduler.next(memory, history, mayOpen)).isEqualTo(move);
        assertThat(move.reason()).isNotBlank();
        if (move instanceof Move.Open open) {
            assertThat(mayOpen).as("a trial may be opened").isTrue();
            assertThat(open.bracket()).isNotNegative();
            assertThat(open.rung()).isNotNegative();
        } else if (move instanceof Move.Promote promote) {
            var trial = history.trial(promote.trial());
            assertThat(trial.status()).as("status of a promoted trial").isEqualTo(TrialStatus.PAUSED);
            assertThat(promote.to()).isGreaterThan(trial.budget());
        } else if (move instanceof Move.Fork fork) {
            assertThat(mayOpen).as("a trial may be opened").isTrue();
            var parent = history.trial(fork.parent());
            assertThat(parent.status()).as("status of a forked trial").isEqualTo(TrialStatus.PAUSED);
            assertThat(fork.to()).isGreaterThan(parent.budget());
            assertThat(history.space().problems(fork.configuration())).isEmpty();
        } else if (move instanceof Move.Judge judge) {
            assertThat(history.trial(judge.trial()).status())
                    .as("status of a trial that is judged between its assignments")
                    .isEqualTo(TrialStatus.PAUSED);
            assertThat(judge.verdict()).isInstanceOf(Verdict.Stop.class);
        }
        return move;
    }

    @Override
    public Verdict judge(M memory, History history, Trial trial, Observation observation) {
        assertThat(trial.last()).contains(observation);
        var verdict = scheduler.judge(memory, history, trial, observation);
        assertThat(scheduler.judge(memory, history, trial, observation)).isEqualTo(verdict);
        assertThat(verdict)
                .isInstanceOfAny(
                        Verdict.Continue.class, Verdict.Pause.class, Verdict.Stop.class, Verdict.Complete.class);
        assertThat(verdict instanceof Verdict.Continue || !verdict.reason().isBlank())
                .as("a verdict has a reason")
                .isTrue();
        return verdict;
    }

    @Override
    public Verdict settle(M memory, History history, Trial trial) {
        var verdict = scheduler.settle(memory, history, trial);
        assertThat(scheduler.settle(memory, history, trial)).isEqualTo(verdict);
        assertThat(verdict).isInstanceOfAny(Verdict.Pause.class, Verdict.Stop.class, Verdict.Complete.class);
        assertThat(verdict.reason()).isNotBlank();
        return verdict;
    }

    @Override
    public Plan plan(int trials) {
        return scheduler.plan(trials);
    }
}
