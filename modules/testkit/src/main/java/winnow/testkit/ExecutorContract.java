package winnow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import winnow.random.RandomStream;
import winnow.space.Configuration;
import winnow.space.Value;
import winnow.study.TrialExecutor;
import winnow.study.TrialRunner;
import winnow.trial.Assignment;
import winnow.trial.Goal;
import winnow.trial.Outcome;
import winnow.trial.Signal;

/**
 * What every {@link TrialExecutor} that trains in real time must do; above all, end each assignment exactly once. A test
 * of an executor extends this class and says how to make one.
 *
 * <p>After each test the executor is closed, and every assignment that was launched must have ended once, with its
 * reports before its end, in order and without gaps.
 */
@Timeout(120)
public abstract class ExecutorContract {
    /** Longest time from a signal to the end of an assignment that looks at it each few milliseconds. */
    private static final Duration SIGNAL_LATENCY = Duration.ofSeconds(1);

    private final ContractListener listener = new ContractListener();
    private TrialExecutor executor;
    private int launched;

    /** An executor with 2 slots that runs this runner; not started. */
    protected abstract TrialExecutor executor(TrialRunner runner);

    /** Takes the machine from under a running assignment, which is neither its fault nor the listener's wish. */
    protected abstract void kill(Assignment assignment);

    @BeforeEach
    void start() {
        executor = executor(new TrialRunner(
                new ContractObjective(), ContractCheckpoints.fresh(), "loss", Goal.MINIMIZE, Optional.empty()));
        executor.start(listener);
    }

    @AfterEach
    void closeAndCheck() {
        executor.close();
        listener.checkAllEndedOnce();
    }

    private Assignment launch(String behaviour, int from, int to) {
        var assignment = assignment(behaviour, 1, from, to);
        listener.launching(assignment);
        executor.launch(assignment);
        return assignment;
    }

    private Assignment assignment(String behaviour, int attempt, int from, int to) {
        launched++;
        var configuration = new Configuration(Map.of(ContractObjective.BEHAVIOUR, Value.of(behaviour)));
        String label = "trial " + launched + " epochs " + (from + 1) + "-" + to;
        return new Assignment(
                launched,
                launched,
                attempt,
                configuration,
                7L * launched,
                from,
                to,
                List.of(),
                OptionalDouble.empty(),
                label);
    }

    private List<Assignment> launchInEverySlot(String behaviour) {
        var running = new ArrayList<Assignment>();
        for (int slot = 0; slot < 2; slot++) {
            running.add(launch(behaviour, 0, 1_000_000));
        }
        running.forEach(assignment -> listener.awaitReport(assignment.trial()));
        return running;
    }

    @Test
    void tellsItsSlotsAtTheStart() {
        listener.awaitSlots(2);
    }

    @Test
    void trainsToTheBudgetReportingEachEpochBeforeTheEnd() {
        var assignment = launch(ContractObjective.LEARN, 0, 5);

        var outcome = listener.awaitEnd(assignment.trial());

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Reached.class, reached -> {
            assertThat(reached.epoch()).isEqualTo(5);
            assertThat(reached.checkpoint()).isPresent();
        });
        assertThat(listener.reports(assignment.trial()))
                .extracting(report -> report.observation().epoch())
                .containsExactly(1, 2, 3, 4, 5);
        assertThat(listener.reports(assignment.trial()))
                .extracting(report -> report.observation().metrics().value("loss"))
                .containsExactly(1.0, 1.0 / 2, 1.0 / 3, 1.0 / 4, 1.0 / 5);
    }

    @Test
    void continuesFromTheCheckpointOfAnEarlierAssignment() {
        var first = launch(ContractObjective.LEARN, 0, 2);
        var reached = (Outcome.Reached) listener.awaitEnd(first.trial());
        launched++;
        var second = new Assignment(
                launched,
                first.trial() + 1000,
                2,
                first.configuration(),
                first.seed(),
                2,
                4,
                List.of(reached.checkpoint().orElseThrow()),
                OptionalDouble.of(0),
                "trial 1000 epochs 3-4");

        listener.launching(second);
        executor.launch(second);

        assertThat(listener.awaitEnd(second.trial())).isInstanceOf(Outcome.Reached.class);
        assertThat(listener.reports(second.trial()))
                .extracting(report -> report.observation().epoch())
                .containsExactly(3, 4);
    }

    @Test
    void returnsAnExceptionAsAValue() {
        var assignment = launch(ContractObjective.THROW, 0, 5);

        assertThat(listener.awaitEnd(assignment.trial()))
                .isEqualTo(new Outcome.Failed(
                        Outcome.Failure.USER_ERROR, "UnsupportedOperationException: thrown in epoch 3"));
        assertThat(listener.reports(assignment.trial())).hasSize(2);
    }

    @Test
    void returnsAnErrorAsAValue() {
        var assignment = launch(ContractObjective.THROW_ERROR, 0, 5);

        assertThat(listener.awaitEnd(assignment.trial()))
                .isEqualTo(new Outcome.Failed(Outcome.Failure.USER_ERROR, "AssertionError: thrown in epoch 3"));
    }

    @Test
    void tellsADivergenceWithItsEpoch() {
        var assignment = launch(ContractObjective.DIVERGE, 0, 5);

        assertThat(listener.awaitEnd(assignment.trial()))
                .isInstanceOfSatisfying(Outcome.Diverged.class, diverged -> assertThat(diverged.epoch())
                        .isEqualTo(3));
    }

    @Test
    void obeysAStopWithinASecond() {
        assertThat(signalled(Signal.STOP))
                .isInstanceOfSatisfying(Outcome.Stopped.class, stopped -> assertThat(stopped.signal())
                        .isEqualTo(Signal.STOP));
    }

    @Test
    void obeysAPauseWithinASecondAndKeepsACheckpoint() {
        assertThat(signalled(Signal.PAUSE)).isInstanceOfSatisfying(Outcome.Stopped.class, stopped -> {
            assertThat(stopped.signal()).isEqualTo(Signal.PAUSE);
            assertThat(stopped.checkpoint()).isPresent();
            assertThat(stopped.checkpoint().orElseThrow().epoch()).isEqualTo(stopped.epoch());
        });
    }

    private Outcome signalled(Signal signal) {
        var assignment = launch(ContractObjective.LEARN_SLOWLY, 0, 1_000_000);
        listener.awaitReport(assignment.trial());
        long asked = System.nanoTime();
        executor.signal(assignment.trial(), assignment.attempt(), signal);
        var outcome = listener.awaitEnd(assignment.trial());
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(SIGNAL_LATENCY);
        return outcome;
    }

    @Test
    void letsTheStrongestOfSeveralSignalsWin() {
        var assignment = launch(ContractObjective.LEARN_SLOWLY, 0, 1_000_000);
        listener.awaitReport(assignment.trial());

        executor.signal(assignment.trial(), assignment.attempt(), Signal.STOP);
        executor.signal(assignment.trial(), assignment.attempt(), Signal.PAUSE);
        executor.signal(assignment.trial(), assignment.attempt(), Signal.CONTINUE);

        assertThat(listener.awaitEnd(assignment.trial()))
                .isInstanceOfSatisfying(Outcome.Stopped.class, stopped -> assertThat(stopped.signal())
                        .isEqualTo(Signal.STOP));
    }

    @Test
    void ignoresASignalToAnotherAttempt() {
        var assignment = launch(ContractObjective.LEARN_SLOWLY, 0, 40);

        executor.signal(assignment.trial(), assignment.attempt() + 1, Signal.STOP);
        executor.signal(assignment.trial() + 1, assignment.attempt(), Signal.STOP);

        assertThat(listener.awaitEnd(assignment.trial())).isInstanceOf(Outcome.Reached.class);
    }

    @Test
    void runsAsManyAtOnceAsThereAreSlotsAndTheOthersInOrder() {
        var running = launchInEverySlot(ContractObjective.LEARN_SLOWLY);
        var third = launch(ContractObjective.LEARN_SLOWLY, 0, 1_000_000);
        var fourth = launch(ContractObjective.LEARN_SLOWLY, 0, 1_000_000);

        listener.awaitReports(running.get(0).trial(), 10);
        assertThat(listener.reports(third.trial())).isEmpty();
        executor.signal(running.get(0).trial(), 1, Signal.STOP);
        listener.awaitReports(third.trial(), 10);

        assertThat(listener.reports(fourth.trial())).isEmpty();
        assertThat(listener.outcomes(running.get(1).trial())).isEmpty();
    }

    @Test
    void endsAWaitingAssignmentThatIsSignalled() {
        launchInEverySlot(ContractObjective.LEARN_SLOWLY);
        var waiting = launch(ContractObjective.LEARN, 3, 5);

        executor.signal(waiting.trial(), waiting.attempt(), Signal.STOP);

        assertThat(listener.awaitEnd(waiting.trial())).isEqualTo(new Outcome.Stopped(Signal.STOP, 3, Optional.empty()));
        assertThat(listener.reports(waiting.trial())).isEmpty();
    }

    @Test
    void losesWhatRunsAndWhatWaitsWhenItIsClosed() {
        var all = new ArrayList<>(launchInEverySlot(ContractObjective.LEARN_SLOWLY));
        all.add(launch(ContractObjective.LEARN, 0, 3));
        all.add(launch(ContractObjective.LEARN, 0, 3));

        executor.close();
        executor.close();
        all.add(launch(ContractObjective.LEARN, 0, 3));

        assertThat(all)
                .extracting((Function<Assignment, Object>) assignment -> listener.outcome(assignment.trial()))
                .allSatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(Outcome.Lost.class, lost -> assertThat(lost.kind())
                                .isEqualTo(Outcome.Loss.DRIVER_RESTART)));
    }

    @Test
    void losesWhatIsKilledAndGoesOnWithTheOthers() {
        var running = launchInEverySlot(ContractObjective.LEARN_SLOWLY);
        var waiting = launch(ContractObjective.LEARN, 0, 3);

        kill(running.get(0));

        assertThat(listener.awaitEnd(running.get(0).trial())).isInstanceOf(Outcome.Lost.class);
        assertThat(listener.awaitEnd(waiting.trial())).isInstanceOf(Outcome.Reached.class);
        assertThat(listener.outcomes(running.get(1).trial())).isEmpty();
    }

    @Test
    void endsTwoHundredShortAssignmentsOnceEach() {
        var all = new ArrayList<Assignment>();
        for (int i = 0; i < 200; i++) {
            all.add(launch(ContractObjective.LEARN, 0, 1));
        }

        assertThat(all).allSatisfy(assignment -> assertThat(listener.awaitEnd(assignment.trial()))
                .isInstanceOf(Outcome.Reached.class));
        assertThat(all).allSatisfy(assignment -> assertThat(listener.reports(assignment.trial()))
                .hasSize(1));
    }

    @Test
    void endsEachOnceWhateverHappensWhen() {
        var random = RandomStream.of(20_261_122, "executor contract", 0);
        var behaviours = ContractObjective.BEHAVIOURS;
        var signals = Signal.values();
        for (int i = 0; i < 60; i++) {
            var assignment = launch(behaviours.get(random.nextInt(behaviours.size())), 0, 1 + random.nextInt(30));
            int signalled = 1 + random.nextInt(assignment.trial());
            executor.signal(signalled, assignment.attempt(), signals[random.nextInt(signals.length)]);
            if (random.nextInt(4) == 0) {
                listener.awaitEnd(1 + random.nextInt(Math.max(1, i - 8)));
            }
        }
    }
}
