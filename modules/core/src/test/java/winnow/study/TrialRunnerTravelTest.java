package winnow.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import winnow.trial.Checkpoint;
import winnow.trial.Goal;

class TrialRunnerTravelTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "PT30M"})
    void arrivesInAnotherJvmAsItLeft(String timeout) throws Exception {
        var limit = Optional.of(timeout).filter(text -> !text.isEmpty()).map(Duration::parse);
        var runner = new TrialRunner(new Named("cnn"), new Nowhere(), "loss", Goal.MAXIMIZE, limit);
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(runner);
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(runner);
        }
    }

    private record Named(String name) implements Objective {
        @Override
        public Training begin(TrialStart start) {
            throw new UnsupportedOperationException(name);
        }
    }

    private record Nowhere() implements CheckpointStore {
        @Override
        public Checkpoint write(int trial, int epoch, int attempt, Snapshot snapshot) {
            throw new UnsupportedOperationException();
        }

        @Override
        public byte[] read(Checkpoint checkpoint) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void delete(Checkpoint checkpoint) {}

        @Override
        public List<String> names() {
            return List.of();
        }

        @Override
        public void delete(String name) {}
    }
}
