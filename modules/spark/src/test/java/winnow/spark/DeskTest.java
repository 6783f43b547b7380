package winnow.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import winnow.space.Configuration;
import winnow.study.TrialExecutor;
import winnow.trial.Assignment;
import winnow.trial.Checkpoint;
import winnow.trial.Metrics;
import winnow.trial.Observation;
import winnow.trial.Outcome;
import winnow.trial.Report;
import winnow.trial.Signal;

class DeskTest {
    private static final UUID RUN = UUID.randomUUID();
    private static final Patience PATIENCE =
            new Patience(Duration.ofSeconds(30), Duration.ofSeconds(2), Duration.ofSeconds(5));
    private static final List<SparkExecutor> EXECUTORS =
            List.of(new SparkExecutor("a", "host", 50, false), new SparkExecutor("b", "host", 50, false));

    private final Book book = new Book();
    private final FakeJobs jobs = new FakeJobs();
    private final Desk desk =
            new Desk(RUN, jobs, new Desk.Limits(100, Optional.of(Duration.ofMinutes(1)), PATIENCE), book, 0);
    private long nanos;

    private static Assignment assignment(int trial) {
        return new Assignment(
                1, trial, 1, new Configuration(Map.of()), 0, 2, 9, List.of(), OptionalDouble.empty(), "trial " + trial);
    }

    private static Ticket ticket(int trial) {
        return new Ticket(RUN, trial, 1);
    }

    private static Progress progress(int sequence) {
        int epoch = 2 + sequence;
        var checkpoint = new Checkpoint(0, epoch, 1, "digest", 1);
        return new Progress(sequence, new Observation(epoch, Metrics.of("loss", 1), 0), Optional.of(checkpoint));
    }

    private static JobEnd returned(Outcome outcome, Progress... unacknowledged) {
        return new JobEnd.Returned(new TaskResult(outcome, List.of(unacknowledged)));
    }

    private static Outcome reached() {
        return new Outcome.Reached(9, Optional.empty());
    }

    /** Trials 0, 1, ... handed to Spark and begun in executor a. */
    private void begin(int trials) {
        desk.capacity(trials, EXECUTORS);
        for (int trial = 0; trial < trials; trial++) {
            desk.launch(assignment(trial));
            desk.started(ticket(trial), "a");
        }
    }

    private void pass(double seconds) {
        for (long left = Math.round(seconds * 10); left > 0; left--) {
            nanos += Duration.ofMillis(100).toNanos();
            desk.tick(nanos);
        }
    }

    private void beat(int... trials) {
        var pulses = new ArrayList<Message.Pulse>();
        for (int trial : trials) {
            pulses.add(new Message.Pulse(ticket(trial), List.of()));
        }
        desk.heard("a", pulses);
    }

    @Test
    void handsSparkNoMoreThanThereAreSlotsAndTheNextWhenOneEnds() {
        desk.capacity(2, EXECUTORS);
        for (int trial = 0; trial < 4; trial++) {
            desk.launch(assignment(trial));
        }
        assertThat(jobs.submitted).containsExactly(ticket(0), ticket(1));

        desk.ended(ticket(1), returned(reached()));

        assertThat(jobs.submitted).containsExactly(ticket(0), ticket(1), ticket(2));
        assertThat(book.ends).containsOnly(Map.entry(1, reached()));
    }

    @Test
    void takesNoMoreSlotsThanTheStudyAllows() {
        var limited = new Desk(RUN, jobs, new Desk.Limits(1, Optional.empty(), PATIENCE), book, 0);
        limited.capacity(8, EXECUTORS);
        limited.launch(assignment(0));
        limited.launch(assignment(1));
        assertThat(book.slots).containsExactly(1);
        assertThat(jobs.submitted).containsExactly(ticket(0));
    }

    @Test
    void tellsSlotsOnlyWhenTheyChange() {
        desk.capacity(2, EXECUTORS);
        desk.capacity(2, EXECUTORS);
        desk.capacity(3, EXECUTORS);
        desk.capacity(0, List.of());
        assertThat(book.slots).containsExactly(2, 3, 0);
    }

    @Test
    void spreadsAssignmentsEvenlyAndCountsThoseThatSparkPutElsewhere() {
        desk.capacity(8, EXECUTORS);
        for (int trial = 0; trial < 4; trial++) {
            desk.launch(assignment(trial));
        }
        assertThat(jobs.places).containsExactly("a", "b", "a", "b");
        desk.started(ticket(0), "b");
        desk.started(ticket(2), "b");
        desk.launch(assignment(4));
        desk.launch(assignment(5));
        assertThat(jobs.places).containsExactly("a", "b", "a", "b", "a", "a");
    }

    @Test
    void anExecutorThatJoinsLateTakesWhatComesNext() {
        desk.capacity(2, List.of(new SparkExecutor("a", "host", 2, false)));
        for (int trial = 0; trial < 4; trial++) {
            desk.launch(assignment(trial));
        }
        assertThat(jobs.places).containsExactly("a", "a");
        desk.capacity(4, List.of(new SparkExecutor("a", "host", 2, false), new SparkExecutor("b", "host", 2, false)));
        assertThat(jobs.places).containsExactly("a", "a", "b", "b");
        assertThat(book.slots).containsExactly(2, 4);
    }

    @Test
    void pausesWhatRunsInAnExecutorThatLeavesAndSendsItNothingMore() {
        begin(2);
        desk.started(ticket(1), "b");
        var leaving = List.of(new SparkExecutor("a", "host", 2, true), new SparkExecutor("b", "host", 2, false));
        desk.capacity(2, leaving);
        assertThat(desk.flights().get(ticket(0)).signal()).isEqualTo(Signal.PAUSE);
        assertThat(desk.flights().get(ticket(1)).signal()).isEqualTo(Signal.CONTINUE);

        var paused = new Outcome.Stopped(Signal.PAUSE, 4, progress(2).checkpoint());
        desk.returned(ticket(0), new TaskResult(paused, List.of()));
        desk.launch(assignment(2));

        assertThat(book.ends).containsOnly(Map.entry(0, paused));
        assertThat(jobs.places).endsWith("b");
    }

    @Test
    void passesReportsOnInOrderOnceAndBeforeTheEnd() {
        begin(1);
        desk.trained(ticket(0), progress(2));
        desk.trained(ticket(0), progress(1));
        desk.trained(ticket(0), progress(1));
        desk.heard("a", List.of(new Message.Pulse(ticket(0), List.of(progress(1), progress(2), progress(3)))));
        desk.trained(ticket(0), progress(5));
        desk.ended(ticket(0), returned(reached(), progress(3), progress(4), progress(5), progress(6)));
        desk.trained(ticket(0), progress(7));

        assertThat(book.log)
                .containsExactly(
                        "epoch 3 of 0",
                        "epoch 4 of 0",
                        "epoch 5 of 0",
                        "epoch 6 of 0",
                        "epoch 7 of 0",
                        "epoch 8 of 0",
                        "end of 0");
    }

    @Test
    void acknowledgesWhatItHasPassedOn() {
        begin(1);
        desk.trained(ticket(0), progress(1));
        desk.trained(ticket(0), progress(3));
        assertThat(desk.flights().get(ticket(0)).acknowledged()).isEqualTo(1);
        desk.trained(ticket(0), progress(2));
        assertThat(desk.flights().get(ticket(0)).acknowledged()).isEqualTo(3);
    }

    @Test
    void ignoresASecondEnd() {
        begin(1);
        desk.ended(ticket(0), returned(reached()));
        desk.ended(ticket(0), returned(new Outcome.Diverged(3, "late")));
        desk.ended(ticket(0), JobEnd.Broken.of(new IllegalStateException("late")));
        assertThat(book.log).containsExactly("end of 0");
    }

    @Test
    void losesAnAssignmentWhoseExecutorIsSilent() {
        begin(2);
        desk.started(ticket(1), "b");
        for (int second = 0; second < 29; second++) {
            pass(1);
            desk.heard("b", List.of());
        }
        assertThat(jobs.cancelled).isEmpty();
        pass(2);
        assertThat(jobs.cancelled).containsExactly(ticket(0));

        desk.ended(ticket(0), JobEnd.Broken.of(new IllegalStateException("Job 7 cancelled")));

        assertThat(book.ends.get(0))
                .isEqualTo(new Outcome.Lost(Outcome.Loss.EXECUTOR_DEAD, "executor a was not heard of for 30 s"));
        assertThat(book.ends).doesNotContainKey(1);
    }

    @Test
    void doesNotTakeItsOwnSleepForTheSilenceOfOthers() {
        begin(1);
        nanos += Duration.ofHours(8).toNanos();
        pass(28);
        assertThat(jobs.cancelled).isEmpty();
    }

    @Test
    void waitsAsLongAsNeedBeForATaskThatHasNotBegun() {
        desk.capacity(1, EXECUTORS);
        desk.launch(assignment(0));
        pass(600);
        assertThat(jobs.cancelled).isEmpty();
        assertThat(book.ends).isEmpty();
    }

    @Test
    void cancelsWhatIgnoresAStop() {
        begin(1);
        desk.trained(ticket(0), progress(1));
        desk.signal(0, 1, Signal.STOP);
        assertThat(desk.flights().get(ticket(0)).signal()).isEqualTo(Signal.STOP);
        pass(1.9);
        assertThat(jobs.cancelled).isEmpty();
        pass(0.2);
        assertThat(jobs.cancelled).containsExactly(ticket(0));
        assertThat(book.ends).isEmpty();

        desk.ended(ticket(0), JobEnd.Broken.of(new IllegalStateException("Job 7 cancelled")));

        assertThat(book.ends.get(0))
                .isEqualTo(new Outcome.Stopped(Signal.STOP, 3, progress(1).checkpoint()));
    }

    @Test
    void doesNotCancelWhatIsSlowToPause() {
        begin(1);
        desk.signal(0, 1, Signal.PAUSE);
        pass(20);
        assertThat(jobs.cancelled).isEmpty();
    }

    @Test
    void cancelsWhatIsToPauseAndHasNotEvenBegun() {
        desk.capacity(1, EXECUTORS);
        desk.launch(assignment(0));
        desk.signal(0, 1, Signal.PAUSE);
        pass(2.2);
        desk.ended(ticket(0), JobEnd.Broken.of(new IllegalStateException("Job 7 cancelled")));
        assertThat(book.ends.get(0)).isEqualTo(new Outcome.Stopped(Signal.PAUSE, 2, Optional.empty()));
        assertThat(book.slots).containsExactly(1);
    }

    @Test
    void endsByTheTasksOwnNewsAndIgnoresTheJobs() {
        begin(1);
        desk.launch(assignment(1));
        desk.returned(ticket(0), new TaskResult(reached(), List.of(progress(1))));
        assertThat(book.log).containsExactly("epoch 3 of 0", "end of 0");
        assertThat(jobs.submitted).containsExactly(ticket(0), ticket(1));
        desk.ended(ticket(0), returned(reached(), progress(1)));
        assertThat(book.log).hasSize(2);
    }

    @Test
    void cancelsWhatIgnoresItsTimeout() {
        begin(1);
        for (int second = 0; second < 61; second++) {
            pass(1);
            beat(0);
        }
        assertThat(jobs.cancelled).isEmpty();
        pass(2);
        assertThat(jobs.cancelled).containsExactly(ticket(0));

        desk.ended(ticket(0), JobEnd.Broken.of(new IllegalStateException("Job 7 cancelled")));

        assertThat(book.ends.get(0)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.kind())
                .isEqualTo(Outcome.Failure.TIMEOUT));
    }

    @Test
    void prefersAResultThatArrivesAfterTheCancellation() {
        begin(1);
        desk.signal(0, 1, Signal.STOP);
        pass(2.2);
        desk.ended(ticket(0), returned(reached()));
        assertThat(book.ends).containsOnly(Map.entry(0, reached()));
    }

    @Test
    void givesUpACancelledJobWhoseEndIsNotToldAndIgnoresItsLateResult() {
        begin(1);
        desk.signal(0, 1, Signal.STOP);
        pass(2.2);
        assertThat(book.ends).isEmpty();
        pass(5.2);
        assertThat(book.ends.get(0)).isInstanceOf(Outcome.Stopped.class);
        desk.ended(ticket(0), returned(reached()));
        assertThat(book.log).containsExactly("end of 0");
    }

    @Test
    void keepsTheSlotOfACancelledTaskUntilItsThreadHasLeft() {
        begin(2);
        desk.signal(0, 1, Signal.STOP);
        pass(2.2);
        desk.ended(ticket(0), JobEnd.Broken.of(new IllegalStateException("Job 7 cancelled")));
        desk.launch(assignment(2));
        assertThat(book.slots).containsExactly(2, 1);
        assertThat(jobs.submitted).doesNotContain(ticket(2));

        beat(0, 1);
        assertThat(jobs.submitted).doesNotContain(ticket(2));
        beat(1);

        assertThat(jobs.submitted).contains(ticket(2));
        assertThat(book.slots).containsExactly(2, 1, 2);
    }

    @Test
    void freesTheSlotOfACancelledTaskWhenItsExecutorIsGone() {
        begin(2);
        desk.signal(0, 1, Signal.STOP);
        pass(2.2);
        desk.ended(ticket(0), JobEnd.Broken.of(new IllegalStateException("Job 7 cancelled")));
        desk.capacity(2, List.of(EXECUTORS.get(1)));
        assertThat(book.slots).containsExactly(2, 1, 2);
    }

    @Test
    void losesWhatDiesWithItsExecutor() {
        begin(2);
        desk.ended(
                ticket(0),
                JobEnd.Broken.of(new SparkException("Job aborted due to stage failure: ... ExecutorLostFailure"
                        + " (executor a exited caused by one of the running tasks) Reason: exit 137\nDriver"
                        + " stacktrace:")));
        assertThat(book.ends.get(0))
                .isEqualTo(new Outcome.Lost(
                        Outcome.Loss.EXECUTOR_DEAD,
                        "Job aborted due to stage failure: ... ExecutorLostFailure (executor a exited caused by one of"
                                + " the running tasks) Reason: exit 137"));
        assertThat(book.slots).containsExactly(2);
    }

    @Test
    void waitsASecondWithWhatAnEndingExecutorRefused() {
        desk.capacity(1, EXECUTORS);
        desk.launch(assignment(0));
        desk.launch(assignment(1));
        desk.ended(
                ticket(0),
                JobEnd.Broken.of(new SparkException("Job aborted: java.util.concurrent.RejectedExecutionException: Task"
                        + " org.apache.spark.executor.Executor$TaskRunner@16d2b9e8 rejected")));

        pass(0.9);
        assertThat(book.ends).isEmpty();
        assertThat(jobs.submitted).containsExactly(ticket(0));

        pass(0.3);
        assertThat(book.ends.get(0)).isInstanceOfSatisfying(Outcome.Lost.class, lost -> assertThat(lost.kind())
                .isEqualTo(Outcome.Loss.DECOMMISSIONED));
        assertThat(jobs.submitted).containsExactly(ticket(0), ticket(1));
    }

    @Test
    void sendsAgainForFreeWhatSomebodyCancelled() {
        begin(1);
        desk.ended(ticket(0), JobEnd.Broken.of(new IllegalStateException("Job 3 cancelled because of a person")));
        assertThat(book.ends.get(0)).isInstanceOfSatisfying(Outcome.Lost.class, lost -> assertThat(lost.kind())
                .isEqualTo(Outcome.Loss.DECOMMISSIONED));
    }

    @Test
    void failsWhatCannotRunForLackOfAClass() {
        begin(1);
        desk.ended(ticket(0), JobEnd.Broken.of(new SparkException("java.lang.ClassNotFoundException: my.Net")));
        assertThat(book.ends.get(0)).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void endsWhatSparkDoesNotTake() {
        jobs.refusing = true;
        desk.capacity(1, EXECUTORS);
        desk.launch(assignment(0));
        assertThat(book.ends.get(0)).isInstanceOf(Outcome.Lost.class);
    }

    @Test
    void losesEverythingWhenSparkStops() {
        begin(1);
        desk.launch(assignment(1));
        jobs.stopped = true;
        pass(0.1);
        desk.launch(assignment(2));
        assertThat(book.ends.keySet()).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(book.ends.values()).allSatisfy(outcome -> assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Lost.class, lost -> assertThat(lost.kind()).isEqualTo(Outcome.Loss.DRIVER_RESTART)));
        assertThat(book.slots).containsExactly(1, 0);
    }

    @Test
    void isCalmAfterItsCloseOnlyWhenTheLastTaskHasLeft() {
        begin(2);
        desk.close("closed");
        assertThat(book.ends).hasSize(2);
        assertThat(desk.calm()).isNotDone();
        desk.ended(ticket(0), returned(reached()));
        desk.cancelRest();
        assertThat(jobs.cancelled).containsExactly(ticket(1));
        desk.ended(ticket(1), JobEnd.Broken.of(new IllegalStateException("Job 7 cancelled")));
        assertThat(desk.calm()).isDone();
        assertThat(book.log).containsExactly("end of 0", "end of 1");
    }

    @Test
    void goesOnAfterAMistakeOfItsListener() {
        book.failing = true;
        begin(1);
        desk.ended(ticket(0), returned(reached(), progress(1)));
        assertThat(book.ends).containsOnlyKeys(0);
    }

    /** Jobs that do nothing. */
    private static final class FakeJobs implements Desk.Jobs {
        private final List<Ticket> submitted = new ArrayList<>();
        private final List<Ticket> cancelled = new ArrayList<>();
        private final List<String> places = new ArrayList<>();
        private boolean stopped;
        private boolean refusing;

        @Override
        public void submit(Ticket ticket, Assignment assignment, Optional<SparkExecutor> where) throws SparkException {
            if (refusing) {
                throw new SparkException("no");
            }
            submitted.add(ticket);
            where.ifPresent(executor -> places.add(executor.id()));
        }

        @Override
        public void cancel(Ticket ticket, String reason) {
            cancelled.add(ticket);
        }

        @Override
        public boolean isStopped() {
            return stopped;
        }
    }

    /** Writes everything down. */
    private static final class Book implements TrialExecutor.Listener {
        private final List<String> log = new ArrayList<>();
        private final Map<Integer, Outcome> ends = new LinkedHashMap<>();
        private final List<Integer> slots = new ArrayList<>();
        private boolean failing;

        @Override
        public void reported(Report report) {
            log.add("epoch " + report.observation().epoch() + " of " + report.trial());
            if (failing) {
                throw new IllegalStateException("a mistake, made on purpose by a test");
            }
        }

        @Override
        public void ended(int trial, int attempt, Outcome outcome) {
            log.add("end of " + trial);
            ends.put(trial, outcome);
        }

        @Override
        public void slots(int count) {
            slots.add(count);
        }
    }
}
