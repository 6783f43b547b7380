package winnow.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winnow.search.StudyEvent;
import winnow.spec.InvalidSpecException;
import winnow.study.Catalogue;
import winnow.study.Entry;
import winnow.study.Input;
import winnow.study.JournalException;
import winnow.study.Moment;
import winnow.study.StudyEngine;
import winnow.study.StudyState;
import winnow.testkit.SampleCatalogue;

class StudyFolderTest {
    private static final Catalogue CATALOGUE = SampleCatalogue.catalogue();

    @TempDir
    Path folder;

    private Path path() {
        return folder.resolve("studies/simulated");
    }

    @Test
    void makesTheFolderOfAStudy() {
        var spec = SimulatedStudy.spec(6);
        StudyFolder.create(path(), spec);
        var study = StudyFolder.open(path());
        assertThat(study.readSpec(CATALOGUE)).isEqualTo(spec);
        assertThat(study.specDigest()).matches("[0-9a-f]{64}");
        assertThat(study.spec()).hasFileName("spec.yaml").exists();
        assertThat(study.journal()).hasFileName("journal.jsonl").exists();
        assertThat(study.checkpoints()).hasFileName("checkpoints").isEmptyDirectory();
        assertThat(study.commands()).hasFileName("commands").isEmptyDirectory();
        assertThat(study.report()).hasFileName("report.html").doesNotExist();
        assertThat(study.winner()).hasFileName("winner").doesNotExist();
        assertThat(((DirectoryCheckpoints) study.checkpointStore()).folder())
                .isEqualTo(study.checkpoints().toString());
        try (var journal = study.openJournal()) {
            assertThat(journal.recovered()).isEmpty();
        }
        assertThat(study.recover(CATALOGUE)).isEqualTo(CATALOGUE.begin(spec));
    }

    @Test
    void readsNoMoreOfASpecThanASpecCanHaveAndFollowsNoLink() throws IOException {
        var study = StudyFolder.create(path(), SimulatedStudy.spec(6));
        try (var huge = new RandomAccessFile(study.spec().toFile(), "rw")) {
            huge.setLength(1L << 40);
        }
        assertThatThrownBy(() -> study.readSpec(CATALOGUE))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("the file has more than 4000000 bytes; that is no spec");
        assertThat(study.specText()).hasSize(4_000_001);

        Files.delete(study.spec());
        Files.createSymbolicLink(study.spec(), Path.of("/dev/zero"));
        assertThatThrownBy(() -> study.readSpec(CATALOGUE))
                .isInstanceOf(StudyFolderException.class)
                .hasMessage("cannot read " + study.spec() + ": it is no plain file");
    }

    @Test
    void refusesAFolderThatIsTaken() throws IOException {
        var spec = SimulatedStudy.spec(6);
        StudyFolder.create(path(), spec);
        assertThatThrownBy(() -> StudyFolder.create(path(), spec))
                .isInstanceOf(StudyFolderException.class)
                .hasMessage(path() + " holds a study already: continue it with 'winnow resume " + path()
                        + "', or choose another folder with --out");
        Files.writeString(folder.resolve("note.txt"), "mine");
        assertThatThrownBy(() -> StudyFolder.create(folder, spec))
                .isInstanceOf(StudyFolderException.class)
                .hasMessage(folder + " is not empty and holds no study: choose another folder with --out");
        assertThatThrownBy(() -> StudyFolder.create(folder.resolve("note.txt"), spec))
                .isInstanceOf(StudyFolderException.class)
                .hasMessageStartingWith("cannot make the study's folder " + folder.resolve("note.txt"));
        var empty = Files.createDirectory(folder.resolve("empty"));
        assertThat(StudyFolder.create(empty, spec).readSpec(CATALOGUE)).isEqualTo(spec);
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        assertThatThrownBy(() -> StudyFolder.open(path()))
                .isInstanceOf(StudyFolderException.class)
                .hasMessage("there is no study's folder " + path());
        assertThatThrownBy(() -> StudyFolder.open(folder))
                .isInstanceOf(StudyFolderException.class)
                .hasMessage(folder + " is not a study's folder: it has no spec.yaml");
        var study = StudyFolder.create(path(), SimulatedStudy.spec(6));
        Files.delete(study.journal());
        assertThatThrownBy(() -> StudyFolder.open(path()))
                .isInstanceOf(StudyFolderException.class)
                .hasMessage(
                        study.journal() + " is missing: without its journal a study cannot be taken up; restore it from"
                                + " a backup, or begin a new study");
    }

    @Test
    void recoversTheStateOfEveryMoment() {
        var spec = SimulatedStudy.spec(8);
        var study = StudyFolder.create(path(), spec);
        var entries = begun(study, SimulatedStudy.entries(8));
        var live = CATALOGUE.begin(spec);
        try (var journal = study.openJournal()) {
            for (var entry : entries) {
                journal.append(List.of(entry));
                live = live.apply(entry);
                assertThat(study.recover(CATALOGUE).decidesLike(live)).isTrue();
            }
        }
        assertThat(study.recover(CATALOGUE).isFinished()).isTrue();
        assertThat(study.recover(CATALOGUE).history().trials()).hasSize(8);
    }

    @Test
    void decidesAfterwardsAsTheUninterruptedStudyDid() {
        var spec = SimulatedStudy.spec(8);
        var study = StudyFolder.create(path(), spec);
        var entries = begun(study, SimulatedStudy.entries(8));
        StudyState live = CATALOGUE.begin(spec);
        for (int i = 0; i + 1 < entries.size(); i++) {
            live = live.apply(entries.get(i));
            try (var journal = study.openJournal()) {
                journal.append(entries.subList(i, i + 1));
            }
            var moment = new Moment(Instant.EPOCH, Duration.ZERO, 2);
            var open = new Input.Open(study.specDigest(), spec.limits(), Map.of());
            var expected = StudyEngine.step(live, open, moment);
            var resumed = StudyEngine.step(study.recover(CATALOGUE), open, moment);
            assertThat(resumed.entry()).isEqualTo(expected.entry());
            assertThat(resumed.effects()).isEqualTo(expected.effects());
        }
    }

    @Test
    void refusesASpecThatWasChanged() throws IOException {
        var study = StudyFolder.create(path(), SimulatedStudy.spec(8));
        try (var journal = study.openJournal()) {
            journal.append(begun(study, SimulatedStudy.entries(8)));
        }
        var spec = Files.readString(study.spec());
        Files.writeString(study.spec(), spec.replace("seed: 3", "seed: 4"));
        assertThatThrownBy(() -> study.recover(CATALOGUE))
                .isInstanceOf(JournalException.class)
                .hasMessage(study.spec() + " is not what the study was begun with: put the original back; limits and"
                        + " resources of a study are changed by 'winnow resume " + path()
                        + " --set limits.trials=...'");
        Files.writeString(study.spec(), spec.replace("seed: 3", "sed: 3"));
        assertThatThrownBy(() -> study.readSpec(CATALOGUE))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("spec.yaml:2:1: sed: unknown key; did you mean 'seed'?");
    }

    @Test
    void refusesEntriesThatCannotFollow() {
        var study = StudyFolder.create(path(), SimulatedStudy.spec(8));
        var entries = begun(study, SimulatedStudy.entries(8));
        var unknown = List.<StudyEvent>of(new StudyEvent.Revealed(99));
        var strange = new Entry(2, Instant.EPOCH, 0, unknown);
        try (var journal = study.openJournal()) {
            journal.append(entries.subList(0, 1));
            journal.append(List.of(strange));
        }
        assertThatThrownBy(() -> study.recover(CATALOGUE))
                .isInstanceOf(JournalException.class)
                .hasMessageStartingWith("entry 2 of " + study.journal() + " cannot follow the entries before it: ");
    }

    /** The entries as if the study had been begun from this folder. */
    private static List<Entry> begun(StudyFolder study, List<Entry> entries) {
        var all = new ArrayList<>(entries);
        var first = all.get(0);
        var events = new ArrayList<>(first.events());
        var started = (StudyEvent.StudyStarted) events.get(0);
        events.set(0, new StudyEvent.StudyStarted(started.study(), started.seed(), study.specDigest()));
        all.set(0, new Entry(first.sequence(), first.at(), first.elapsedMillis(), events));
        return all;
    }
}
