package winnow.study;

import winnow.search.History;
import winnow.search.Move;
import winnow.search.Plan;
import winnow.search.Scheduler;
import winnow.search.StudyEvent;
import winnow.search.Verdict;
import winnow.trial.Observation;
import winnow.trial.Trial;

/** A scheduler together with what it remembers. */
record SchedulerMind<M>(Scheduler<M> scheduler, M memory) {

    static <M> SchedulerMind<M> of(Scheduler<M> scheduler) {
        return new SchedulerMind<>(scheduler, scheduler.initial());
    }

    SchedulerMind<M> learn(History history, StudyEvent event) {
        M learnt = scheduler.learn(memory, history, event);
        return learnt == memory ? this : new SchedulerMind<>(scheduler, learnt);
    }

    Move next(History history, boolean mayOpen) {
        return scheduler.next(memory, history, mayOpen);
    }

    Verdict judge(History history, Trial trial, Observation observation) {
        return scheduler.judge(memory, history, trial, observation);
    }

    Verdict settle(History history, Trial trial) {
        return scheduler.settle(memory, history, trial);
    }

    Plan plan(int trials) {
        return scheduler.plan(trials);
    }
}
