package winnow.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import winnow.random.RandomStream;
import winnow.space.Configuration;
import winnow.space.Value;
import winnow.study.TrialExecutor;
import winnow.study.TrialRunner;
import winnow.testkit.ContractCheckpoints;
import winnow.testkit.ContractObjective;
import winnow.trial.Assignment;
import winnow.trial.Goal;
import winnow.trial.Outcome;
import winnow.trial.Report;
import winnow.trial.Signal;

/** An executor's node and the driver's desk, with a bad line between them and no Spark. */
class LiveChannelTest {
    private static final int EPOCHS = 300;

    private final UUID run = UUID.randomUUID();
    private final Ticket ticket = new Ticket(run, 1, 1);
    private final List<Integer> epochs = new ArrayList<>();
    private final List<Outcome> ends = new ArrayList<>();
    private final Desk desk =
            new Desk(run, new NoJobs(), new Desk.Limits(1, Optional.empty(), Patience.DEFAULT), new Book(), 0);
    private final TrialRunner runner = new TrialRunner(
            new ContractObjective(), ContractCheckpoints.fresh(), "loss", Goal.MINIMIZE, Optional.empty());

    private static Assignment assignment() {
        return new Assignment(
                1,
                1,
                1,
                new Configuration(Map.of(ContractObjective.BEHAVIOUR, Value.of(ContractObjective.LEARN))),
                1,
                0,
                EPOCHS,
                List.of(),
                OptionalDouble.empty(),
                "trial 1");
    }

    private TaskResult train(Line line) {
        Switchboard.connect(run, new FrontDesk(desk, Runnable::run));
        try (var node = new ExecutorNode(line)) {
            line.node = Optional.of(node);
            return node.run(ticket, assignment(), () -> runner, List.of(), () -> line.killed);
        }
    }

    private void launch() {
        desk.capacity(1, List.of(SparkExecutor.unknown("7", false)));
        desk.launch(assignment());
    }

    @AfterEach
    void disconnect() {
        Switchboard.disconnect(run);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void reportsArriveOnceAndInOrderOverALineThatLosesDoublesAndDelays(int seed) {
        launch();
        var result = train(new Line(RandomStream.of(seed, "line", 0), true));
        desk.ended(ticket, new JobEnd.Returned(result));

        assertThat(epochs)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, EPOCHS).boxed().toList());
        assertThat(ends).hasSize(1).allSatisfy(end -> assertThat(end).isInstanceOf(Outcome.Reached.class));
    }

    @Test
    void aHeartbeatBringsWhatWasLostAndTakesBackItsReceipt() {
        launch();
        var line = new Line(RandomStream.of(1, "line", 0), true);
        line.deaf = true;
        var result = train(line);
        assertThat(epochs).hasSizeGreaterThan(EPOCHS / 2);
        assertThat(result.unacknowledged()).hasSizeLessThan(100);
    }

    @Test
    void aHeartbeatBringsASignal() {
        launch();
        var line = new Line(RandomStream.of(1, "line", 0), false);
        line.signalAt = 50;
        train(line);
        assertThat(ends).singleElement().isInstanceOfSatisfying(Outcome.Stopped.class, stopped -> assertThat(
                        stopped.epoch())
                .isBetween(50, 70));
    }

    @Test
    void anAttemptThatNobodyWaitsForDoesNotTrain() {
        var result = train(new Line(RandomStream.of(1, "line", 0), false));
        assertThat(result.outcome()).isInstanceOfSatisfying(Outcome.Lost.class, lost -> assertThat(lost.kind())
                .isEqualTo(Outcome.Loss.DECOMMISSIONED));
        assertThat(epochs).isEmpty();
    }

    @Test
    void anAttemptThatIsGivenUpWhileItTrainsIsStopped() {
        launch();
        var line = new Line(RandomStream.of(1, "line", 0), false);
        line.closeAt = 55;
        var result = train(line);
        assertThat(result.outcome()).isInstanceOf(Outcome.Stopped.class);
        assertThat(ends).singleElement().isInstanceOf(Outcome.Lost.class);
        assertThat(epochs).hasSize(54);
    }

    @Test
    void whatAKilledTaskDoesIsNoOutcome() {
        launch();
        var line = new Line(RandomStream.of(1, "line", 0), false);
        line.killAt = 50;
        var result = train(line);
        assertThat(result.outcome()).isInstanceOf(Outcome.Stopped.class);
        assertThat(ends).isEmpty();
        desk.ended(ticket, JobEnd.Broken.of(new IllegalStateException("Job 7 cancelled by a person")));
        assertThat(ends).singleElement().isInstanceOf(Outcome.Lost.class);
    }

    @Test
    void anExecutorThatLeavesPausesItsTrials() {
        launch();
        var line = new Line(RandomStream.of(1, "line", 0), false);
        line.leaveAt = 50;
        train(line);
        assertThat(ends).singleElement().isInstanceOfSatisfying(Outcome.Stopped.class, stopped -> {
            assertThat(stopped.signal()).isEqualTo(Signal.PAUSE);
            assertThat(stopped.epoch()).isEqualTo(50);
            assertThat(stopped.checkpoint()).isPresent();
        });
    }

    @Test
    void anUnreachableDriverLosesTheAssignment() {
        launch();
        var line = new Line(RandomStream.of(1, "line", 0), false);
        line.broken = true;
        assertThat(train(line).outcome()).isInstanceOfSatisfying(Outcome.Lost.class, lost -> assertThat(lost.message())
                .contains("executor 7 on host cannot reach the driver"));
    }

    /** A way from a node to the switchboard; beats the node's heart at every tenth message. */
    private final class Line implements ExecutorNode.Channel {
        private final RandomStream random;
        private final boolean bad;
        private final Deque<byte[]> delayed = new ArrayDeque<>();
        private Optional<ExecutorNode> node = Optional.empty();
        private int sent;
        private int signalAt = -1;
        private int closeAt = -1;
        private int killAt = -1;
        private int leaveAt = -1;
        private boolean killed;
        private boolean deaf;
        private boolean broken;

        Line(RandomStream random, boolean bad) {
            this.random = random;
            this.bad = bad;
        }

        @Override
        public String executor() {
            return "7";
        }

        @Override
        public String host() {
            return "host";
        }

        @Override
        public void send(byte[] message) throws IOException {
            sent++;
            if (sent % 10 == 0) {
                node.orElseThrow().beat();
            }
            if (sent == signalAt) {
                desk.signal(1, 1, Signal.STOP);
            }
            if (sent == closeAt) {
                desk.close("closed by a test");
            }
            killed |= sent == killAt;
            if (sent == leaveAt) {
                node.orElseThrow().close();
            }
            int fate = bad ? random.nextInt(4) : 3;
            if (deaf) {
                throw new IOException("nothing gets through");
            } else if (fate == 1) {
                delayed.add(message);
            } else if (fate >= 2) {
                Switchboard.receive(message);
                if (bad && random.nextInt(3) == 0) {
                    Switchboard.receive(message);
                }
            }
            if (!delayed.isEmpty() && random.nextInt(3) == 0) {
                Switchboard.receive(delayed.pollLast());
            }
        }

        @Override
        public byte[] ask(byte[] message) throws IOException {
            if (broken) {
                throw new IOException("no route");
            }
            return Switchboard.receive(message).orElseThrow();
        }
    }

    private static final class NoJobs implements Desk.Jobs {
        @Override
        public void submit(Ticket ticket, Assignment assignment, Optional<SparkExecutor> where) {}

        @Override
        public void cancel(Ticket ticket, String reason) {}

        @Override
        public boolean isStopped() {
            return false;
        }
    }

    private final class Book implements TrialExecutor.Listener {
        @Override
        public void reported(Report report) {
            epochs.add(report.observation().epoch());
            assertThat(ends).isEmpty();
        }

        @Override
        public void ended(int trial, int attempt, Outcome outcome) {
            ends.add(outcome);
        }

        @Override
        public void slots(int count) {}
    }
}
