package winnow.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import winnow.random.RandomStream;
import winnow.space.Configuration;
import winnow.space.Value;
import winnow.trial.Assignment;
import winnow.trial.Checkpoint;
import winnow.trial.Metrics;
import winnow.trial.Observation;
import winnow.trial.Outcome;
import winnow.trial.Signal;

class WireTest {
    private static final Checkpoint SAVED = new Checkpoint(17, 4, 2, "0f".repeat(32), 4_500_000_000L, "a test");
    private static final Ticket TICKET = new Ticket(UUID.randomUUID(), 17, 3);
    private static final Progress EPOCH = new Progress(
            12,
            new Observation(9, Metrics.of("validation_loss", 0.25, "überraschung", -0.0, "nan", Double.NaN), 1.5),
            Optional.of(SAVED));

    private static Assignment assignment(OptionalDouble bar) {
        var values = new LinkedHashMap<String, Value>();
        values.put("rate", Value.of(1e-3));
        values.put("layers", Value.of(3L));
        values.put("a name".repeat(20_000), Value.of("a text, 数 ".repeat(20_000)));
        values.put("nesterov", Value.of(true));
        return new Assignment(
                5,
                17,
                3,
                new Configuration(values),
                Long.MIN_VALUE,
                4,
                12,
                List.of(SAVED),
                bar,
                "trial 17 epochs 5-12");
    }

    @Test
    void anAssignmentArrivesAsItLeft() {
        for (var bar : List.of(OptionalDouble.empty(), OptionalDouble.of(0.3))) {
            var bytes = Wire.bytes(out -> Wire.assignment(out, assignment(bar)));
            var arrived = Wire.read(bytes, Wire::assignment);
            assertThat(arrived).isEqualTo(assignment(bar));
            assertThat(arrived.configuration().values().keySet())
                    .containsExactlyElementsOf(
                            assignment(bar).configuration().values().keySet());
        }
    }

    static Stream<Outcome> outcomes() {
        return Stream.of(
                new Outcome.Reached(9, Optional.of(SAVED)),
                new Outcome.Reached(9, Optional.empty()),
                new Outcome.Stopped(Signal.PAUSE, 3, Optional.of(SAVED)),
                new Outcome.Stopped(Signal.STOP, 0, Optional.empty()),
                new Outcome.Diverged(2, "the loss is NaN"),
                new Outcome.Failed(Outcome.Failure.OUT_OF_MEMORY, ""),
                new Outcome.Failed(Outcome.Failure.TIMEOUT, "late"),
                new Outcome.Lost(Outcome.Loss.DECOMMISSIONED, "gone"));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void anOutcomeArrivesAsItLeft(Outcome outcome) {
        var result = new TaskResult(outcome, List.of(EPOCH));
        assertThat(TaskResult.read(result.bytes())).isEqualTo(result);
    }

    static Stream<Message> messages() {
        return Stream.of(
                new Message.Start(TICKET, "7", "host"),
                new Message.Trained(TICKET, EPOCH),
                new Message.Heartbeat("7", List.of()),
                new Message.Heartbeat(
                        "7",
                        List.of(
                                new Message.Pulse(TICKET, List.of(EPOCH, EPOCH)),
                                new Message.Pulse(TICKET, List.of()))),
                new Message.Ended(TICKET, new TaskResult(new Outcome.Reached(9, Optional.of(SAVED)), List.of(EPOCH))),
                new Message.Fetch(UUID.randomUUID(), 1 << 23));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aMessageArrivesAsItLeft(Message message) {
        assertThat(Message.read(message.bytes())).isEqualTo(message);
    }

    @Test
    void aPartOfACallArrivesAsItLeft() {
        var send = new Message.Send(UUID.randomUUID(), UUID.randomUUID(), 3, 9, new byte[] {1, 2, 3});
        assertThat(Message.read(send.bytes())).usingRecursiveComparison().isEqualTo(send);
    }

    @Test
    void anAnswerArrivesAsItLeft() {
        var answers = new Message.Answers(
                List.of(new Message.Answer(Signal.STOP, Integer.MAX_VALUE), new Message.Answer(Signal.CONTINUE, 0)));
        assertThat(Message.Answers.read(answers.bytes())).isEqualTo(answers);
        var admission = new Message.Admission(true, Signal.PAUSE);
        assertThat(Message.Admission.read(admission.bytes())).isEqualTo(admission);
    }

    @Test
    void anotherVersionIsRefusedWithTheRemedy() {
        var bytes = new Message.Start(TICKET, "7", "host").bytes();
        bytes[0]++;
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Message.read(bytes))
                .withMessageContaining("version 2, not 1: driver and executors must have the same Winnow jar");
    }

    @Test
    void damagedBytesAreRefusedAndNothingElseHappens() {
        var random = RandomStream.of(1, "wire", 0);
        var whole = messages().map(Message::bytes).toList();
        for (int i = 0; i < 10_000; i++) {
            var bytes = whole.get(random.nextInt(whole.size())).clone();
            int cut = 1 + random.nextInt(bytes.length);
            var damaged = Arrays.copyOf(bytes, cut);
            damaged[random.nextInt(cut)] ^= (byte) (1 + random.nextInt(255));
            try {
                Message.read(damaged);
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageContaining("cannot be read");
            }
        }
    }
}
