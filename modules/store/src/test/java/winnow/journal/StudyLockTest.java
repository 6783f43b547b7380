package winnow.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winnow.study.JournalException;

class StudyLockTest {

    @TempDir
    Path folder;

    /** Holds a lock until its standard input ends. */
    public static final class Holder {
        public static void main(String[] arguments) throws IOException {
            try (var lock = StudyLock.take(Path.of(arguments[0]))) {
                System.out.println("held " + (lock != null));
                System.in.readAllBytes();
            }
        }
    }

    @Test
    void keepsASecondOneOfTheSameProcessOut() throws IOException {
        var file = folder.resolve("journal.lock");
        try (var lock = StudyLock.take(file)) {
            assertThat(lock).isNotNull();
            assertInUse(file, "by this very process");
            var link = Files.createSymbolicLink(folder.resolve("link"), folder);
            assertInUse(link.resolve("journal.lock"), "by this very process");
        }
        StudyLock.take(file).close();
    }

    @Test
    @Tag("slow")
    void keepsOtherProcessesOutUntilItDies() throws Exception {
        var file = folder.resolve("journal.lock");
        var holder = hold(file);
        try {
            assertThat(holder.inputReader().readLine()).isEqualTo("held true");
            assertInUse(file, "by process " + holder.pid());
            assertInUse(file, "by process " + holder.pid());
            holder.destroyForcibly();
            assertThat(holder.waitFor(10, TimeUnit.SECONDS)).isTrue();
            try (var lock = StudyLock.take(file)) {
                assertThat(lock).isNotNull();
                // Attempts within this process must not cost it the lock that others respect.
                assertInUse(file, "by this very process");
                var refused = hold(file);
                assertThat(refused.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(refused.exitValue()).isNotZero();
                assertThat(refused.errorReader().lines())
                        .anyMatch(line -> line.contains(
                                "in use by process " + ProcessHandle.current().pid()));
            }
        } finally {
            holder.destroyForcibly();
        }
    }

    private static Process hold(Path file) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(List.of(
                        java,
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        file.toString()))
                .start();
    }

    @Test
    void saysWhatIsInTheWay() {
        assertThatThrownBy(() -> StudyLock.take(folder.resolve("missing/journal.lock")))
                .isInstanceOf(JournalException.class)
                .hasMessageStartingWith("cannot lock " + folder.resolve("missing/journal.lock"));
    }

    private void assertInUse(Path file, String by) {
        assertThatThrownBy(() -> StudyLock.take(file))
                .isInstanceOf(StudyInUseException.class)
                .hasMessage("the study in " + file.getParent() + " is in use " + by
                        + "; wait until it ends, or interrupt it");
    }
}
