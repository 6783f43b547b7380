package winnow.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import winnow.search.Limits;
import winnow.search.Request;
import winnow.search.StudyEvent.Requested;
import winnow.study.CommandBox;
import winnow.study.Effect;
import winnow.study.Standing.Phase;
import winnow.trial.Signal;
import winnow.trial.TrialStatus;

/** Commands from outside reach the study, and their senders get answers, once both are in the journal. */
class CommandsTest {
    private final HandExecutor executor = new HandExecutor(2);
    private final Box box = new Box();
    private final Rig rig = new Rig(Doubles.straight(Limits.ofTrials(5), 3), executor);

    /** A box in memory. */
    private static final class Box implements CommandBox {
        private final List<Requested> waiting = new ArrayList<>();
        private final BlockingQueue<Effect.Answer> answers = new LinkedBlockingQueue<>();
        private int failures;

        synchronized void put(String id, Request request) {
            waiting.add(new Requested(id, "ana", "", request));
        }

        synchronized void fail(int times) {
            failures = times;
        }

        @Override
        public synchronized Post look() throws IOException {
            if (failures > 0) {
                failures--;
                throw new IOException("the disk is away");
            }
            return new Post(waiting, List.of());
        }

        @Override
        public synchronized void answer(Effect.Answer answer) {
            waiting.removeIf(r -> r.id().equals(answer.request()));
            answers.add(answer);
        }
    }

    private Effect.Answer answer() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            rig.pass(CommandsActor.PERIOD);
            var answer = box.answers.poll(100, TimeUnit.MILLISECONDS);
            if (answer != null) {
                return answer;
            }
        }
        throw new AssertionError("no answer");
    }

    private void start() {
        rig.commands = box;
        rig.start();
    }

    @Test
    void aKilledTrialGetsTheSignal() throws InterruptedException {
        try (rig) {
            start();
            var first = executor.next();
            box.put("a", new Request.Kill(first.trial()));
            assertThat(answer()).isEqualTo(new Effect.Answer("a", true, "trial 0 was told to stop, after 0 epochs"));
            assertThat(executor.nextSignal().signal()).isEqualTo(Signal.STOP);
            executor.end(first, new winnow.trial.Outcome.Stopped(Signal.STOP, 0, java.util.Optional.empty()));
            executor.next();
            executor.next();
            assertThat(rig.putDown().trial(0).status()).isEqualTo(TrialStatus.STOPPED);
            assertThat(rig.events()).hasAtLeastOneElementOfType(Requested.class);
        }
    }

    @Test
    void aRefusalIsAnsweredAndNotJournalled() throws InterruptedException {
        try (rig) {
            start();
            executor.next();
            box.put("a", new Request.Kill(77));
            var answer = answer();
            assertThat(answer.isGranted()).isFalse();
            assertThat(answer.text()).contains("there is no trial 77");
            rig.putDown();
            assertThat(rig.events()).noneMatch(Requested.class::isInstance);
        }
    }

    @Test
    void aBoxThatFailsForAWhileIsReadLater() throws InterruptedException {
        box.fail(3);
        try (rig) {
            start();
            executor.next();
            box.put("a", new Request.Pause());
            assertThat(answer().isGranted()).isTrue();
            assertThat(rig.putDown().steering().heard()).containsExactly("a");
        }
    }

    @Test
    void aStoppedStudyCloses() throws InterruptedException {
        var simulated = Rig.simulated(Doubles.straight(Limits.ofTrials(1000), 50), 2);
        simulated.commands = box;
        box.put("a", new Request.Stop());
        try (simulated) {
            simulated.inRealTime().start();
            var end = simulated.end();
            assertThat(end.isFinished() || end.standing().phase() == Phase.CLOSED)
                    .isTrue();
            assertThat(simulated.replayed()).isEqualTo(end);
        }
    }
}
