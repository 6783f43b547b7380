package winnow.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import winnow.search.StudyEvent.StudyStarted;
import winnow.study.Entry;
import winnow.study.StudyState;
import winnow.testkit.SampleCatalogue;

/** A study's folder whose place is a URI. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class HadoopStudyFolderTest {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final String IMPLEMENTATION = "spark.hadoop.fs.memory.impl";

    private final String name = "folder-" + NUMBERS.incrementAndGet();
    private final String place = "memory://" + name + "/studies/x";

    @TempDir
    Path temporary;

    /** As spark-submit passes settings of Hadoop on. */
    @BeforeAll
    static void register() {
        System.setProperty(IMPLEMENTATION, MemoryFileSystem.class.getName());
    }

    @AfterAll
    static void unregister() {
        System.clearProperty(IMPLEMENTATION);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void keepsAStudy(boolean isStore) throws IOException {
        var disk = MemoryFileSystem.Disk.named(name);
        disk.isStore = isStore;
        var spec = SimulatedStudy.spec(6);
        var catalogue = SampleCatalogue.catalogue();
        var folder = StudyFolder.at(place + "/");
        assertThat(folder.isFree()).isTrue();
        folder.create(spec);
        assertThat(folder).hasToString(place);
        assertThat(folder.isFree()).isFalse();
        assertThat(folder.readSpec(catalogue)).isEqualTo(spec);
        assertThatThrownBy(() -> StudyFolder.at(place).create(spec))
                .isInstanceOf(StudyFolderException.class)
                .hasMessageContaining("continue it with 'winnow resume " + place + "'");

        var begun = StudyFolder.at(place).opened();
        var entries = new ArrayList<Entry>(SimulatedStudy.entries(6));
        var first = entries.get(0);
        var events = new ArrayList<>(first.events());
        events.set(0, new StudyStarted(spec.study(), spec.seed(), begun.specDigest()));
        entries.set(0, new Entry(1, first.at(), first.elapsedMillis(), events));
        try (var journal = begun.openJournal()) {
            var tail = StudyFolder.at(place).tail();
            journal.append(entries.subList(0, 9));
            assertThat(tail.next()).isEqualTo(entries.subList(0, 9));
            assertThat(tail.next()).isEmpty();
            journal.append(entries.subList(9, entries.size()));
            assertThat(tail.next()).isEqualTo(entries.subList(9, entries.size()));
            assertThat(StudyFolder.at(place).entries()).isEqualTo(entries);
        }
        StudyState recovered = StudyFolder.at(place).recover(catalogue);
        assertThat(recovered.isFinished()).isTrue();

        var saved = begun.checkpointStore().write(1, 2, 3, out -> out.write(7));
        assertThat(StudyFolder.at(place).checkpointStore().read(saved)).containsExactly(7);
        begun.writeReport("<html>1");
        begun.writeReport("<html>2");
        assertThat(begun.hasReport()).isTrue();
        begun.write("winner/model.zip", new byte[] {1});
        begun.delete("winner/model.zip");
        begun.delete("winner/model.zip");
        assertThat(begun.read("winner/model.zip")).isEmpty();
        assertThat(new String(begun.read("report.html").orElseThrow(), StandardCharsets.UTF_8))
                .isEqualTo("<html>2");
        assertThat(disk.files()).allMatch(file -> file.startsWith("/studies/x/"));
        assertThat(disk.files()).noneMatch(file -> file.contains(".new") || file.contains(".writing"));
    }

    @Test
    void saysThatAPathIsOnALocalDiskOnly() {
        assertThatThrownBy(() -> StudyFolder.at(place).commands())
                .isInstanceOf(StudyFolderException.class)
                .hasMessage(place + " is not on a local disk: this command wants a local folder");
    }

    @Test
    void saysWhatIsNotThere() throws IOException {
        assertThatThrownBy(() -> StudyFolder.at(place).opened()).hasMessage("there is no study's folder " + place);
        StudyFolder.at(place).write("note.txt", new byte[1]);
        assertThatThrownBy(() -> StudyFolder.at(place).opened())
                .hasMessage(place + " is not a study's folder: it has no spec.yaml");
        StudyFolder.at(place).write("spec.yaml", new byte[1]);
        assertThatThrownBy(() -> StudyFolder.at(place).opened()).hasMessageContaining(place + "/journal is missing");
        assertThatThrownBy(() -> StudyFolder.at("nosuch://host/x").opened())
                .isInstanceOf(StudyFolderException.class)
                .hasMessageStartingWith("cannot read the study's folder nosuch://host/x: ")
                .hasMessageContaining("nosuch");
    }

    @Test
    void takesAFileUriForTheLocalDisk() {
        var local = StudyFolder.at(temporary.resolve("x").toUri().toString());
        assertThat(local.isLocal()).isTrue();
        assertThat(local.path()).isEqualTo(temporary.resolve("x"));
        local.create(SimulatedStudy.spec(2));
        assertThat(temporary.resolve("x/journal.jsonl")).exists();
        for (var plain : List.of("studies/x", "/studies/x", "C:/studies", "a b:c", "hdfs")) {
            assertThat(StudyFolder.at(plain).path()).isEqualTo(Path.of(plain));
        }
        assertThatThrownBy(() -> StudyFolder.at("hdfs://a b/c"))
                .isInstanceOf(StudyFolderException.class)
                .hasMessageStartingWith("hdfs://a b/c is no folder: ");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void takesCommands(boolean isStore) throws IOException {
        MemoryFileSystem.Disk.named(name).isStore = isStore;
        var folder = StudyFolder.at(place);
        folder.create(SimulatedStudy.spec(6));
        var box = folder.commandBox();
        var stop = new winnow.search.StudyEvent.Requested("1-a", "ana", "", new winnow.search.Request.Stop());
        box.leave(stop);
        folder.write("commands/odd.json", new byte[] {1});

        var post = box.look();

        assertThat(post.requests()).containsExactly(stop);
        assertThat(post.refused()).hasSize(1);
        var answer = new winnow.study.Effect.Answer("1-a", true, "put down");
        box.answer(answer);
        assertThat(box.answerTo("1-a")).contains(answer);
        assertThat(box.look().requests()).isEmpty();
        assertThat(folder.isRun()).isEmpty();
    }
}
