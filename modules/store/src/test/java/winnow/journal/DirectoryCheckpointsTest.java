package winnow.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winnow.study.CheckpointStore;
import winnow.testkit.CheckpointStoreContract;
import winnow.trial.Checkpoint;

class DirectoryCheckpointsTest extends CheckpointStoreContract {

    @TempDir
    Path folder;

    @Override
    protected CheckpointStore store() {
        return checkpoints();
    }

    private DirectoryCheckpoints checkpoints() {
        return DirectoryCheckpoints.in(folder.resolve("made/when/needed"));
    }

    private Path file(Checkpoint checkpoint) {
        return folder.resolve("made/when/needed").resolve(checkpoint.name() + ".checkpoint");
    }

    @Override
    protected void damage(Checkpoint checkpoint, byte[] content) throws IOException {
        Files.write(file(checkpoint), content);
    }

    @Test
    void deletesWhatDeadWritersLeft() throws IOException {
        assertThat(checkpoints().deleteUnfinished()).isZero();
        var whole = checkpoints().write(1, 1, 1, out -> out.write(1));
        var left = file(whole).resolveSibling("trial-2-epoch-1-attempt-1.0.writing");
        Files.write(left, new byte[10]);
        assertThat(checkpoints().names()).containsExactly(whole.name());
        var second = checkpoints().write(2, 1, 1, out -> out.write(2));
        assertThat(checkpoints().read(second)).containsExactly(2);
        assertThat(checkpoints().deleteUnfinished()).isEqualTo(1);
        assertThat(left).doesNotExist();
        assertThat(checkpoints().names()).containsExactlyInAnyOrder(whole.name(), second.name());
    }

    @Test
    void passesOverFilesThatAreNoCheckpoints() throws IOException {
        var whole = checkpoints().write(1, 1, 1, out -> out.write(1));
        Files.write(file(whole).resolveSibling("notes.txt"), new byte[1]);
        Files.write(file(whole).resolveSibling("best.checkpoint"), new byte[1]);
        assertThat(checkpoints().names()).containsExactly(whole.name());
    }

    @Test
    void saysWhereItCannotWrite() throws IOException {
        var file = Files.write(folder.resolve("file"), new byte[1]);
        assertThatThrownBy(() -> DirectoryCheckpoints.in(file).write(1, 1, 1, out -> out.write(1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
    }
}
