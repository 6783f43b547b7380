package winnow.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winnow.random.RandomStream;
import winnow.search.Limits;
import winnow.search.Request;
import winnow.search.StudyEvent.Requested;
import winnow.space.Configuration;
import winnow.space.Value;
import winnow.study.Effect;
import winnow.testkit.Tampering;

class FolderCommandsTest {
    private static final Requested KILL = new Requested("1-a", "ana", "too slow", new Request.Kill(3));

    @TempDir
    private Path study;

    private Path commands;
    private FolderCommands box;

    @BeforeEach
    void makeFolder() throws IOException {
        commands = Files.createDirectories(study.resolve("commands"));
        box = new StudyFolder(study).commandBox();
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(commands.resolve(name), content, StandardCharsets.UTF_8);
    }

    @Test
    void everyRequestArrivesAsItWasLeft() throws IOException {
        var point = new Configuration(Map.of("x", Value.of(0.5), "kind", Value.of("sgd")));
        var requests = Stream.of(
                        new Request.Kill(3),
                        new Request.Promote(2, OptionalInt.of(9)),
                        new Request.Pin(3),
                        new Request.Unpin(3),
                        new Request.Enqueue(point),
                        new Request.Extend(Limits.ofTrials(40).withEpochs(9)),
                        new Request.Pause(),
                        new Request.Resume(),
                        new Request.Stop())
                .map(r -> new Requested(
                        "id-" + r.toString().replaceAll("[^A-Za-z]+", "-").replaceAll("(.{1,40}).*", "$1"),
                        "ana",
                        "why",
                        r))
                .toList();
        for (var requested : requests) {
            box.leave(requested);
        }
        assertThat(box.look().requests()).containsExactlyInAnyOrderElementsOf(requests);
        assertThat(box.look().refused()).isEmpty();
    }

    @Test
    void aRequestStaysUntilItIsAnsweredAndTheAnswerIsGivenOnce() throws IOException {
        box.leave(KILL);
        assertThat(box.look().requests()).containsExactly(KILL);
        assertThat(box.look().requests()).containsExactly(KILL);
        assertThat(box.answerTo("1-a")).isEmpty();
        var answer = new Effect.Answer("1-a", true, "trial 3 is stopped");
        box.answer(answer);
        assertThat(box.look().requests()).isEmpty();
        assertThat(box.answerTo("1-a")).contains(answer);
        assertThat(box.answerTo("1-a")).isEmpty();
        assertThat(commands).isEmptyDirectory();
    }

    @Test
    void aRequestCanBeWithdrawn() throws IOException {
        box.leave(KILL);
        box.withdraw("1-a");
        assertThat(box.look().requests()).isEmpty();
    }

    @Test
    void whatIsNoRequestIsPutAsideAndItsSenderIsTold() throws IOException {
        write("a.json", "no json");
        write("b.json", "x".repeat(FolderCommands.LARGEST + 1));
        write(
                "c.json",
                "{\"format\":\"winnow-command\",\"version\":1,\"by\":\"\",\"reason\":\"\","
                        + "\"request\":{\"kind\":\"delete\"}}");
        write("d.json", "{\"format\":\"winnow-command\",\"version\":2}");
        write(
                "e.json",
                "{\"format\":\"winnow-command\",\"version\":1,\"by\":\"\",\"reason\":\"\","
                        + "\"request\":{\"kind\":\"extend\",\"limits\":{\"wall_clock\":\"PT9999999999999H\"}}}");
        write("strange name.txt", "?");
        Files.createDirectory(commands.resolve("f.json"));
        box.leave(KILL);

        var post = box.look();

        assertThat(post.requests()).containsExactly(KILL);
        assertThat(post.refused()).hasSize(7).allMatch(words -> words.contains("is refused and moved to"));
        assertThat(commands.resolve("refused")).isDirectoryContaining("glob:**strange name.txt");
        assertThat(box.answerTo("a").orElseThrow().text()).contains("no JSON");
        assertThat(box.answerTo("b").orElseThrow().text()).contains("more than 65536 bytes");
        assertThat(box.answerTo("c").orElseThrow().text()).contains("delete");
        assertThat(box.answerTo("e").orElseThrow().text()).contains("century");
        assertThat(box.look().refused()).isEmpty();
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        var secret = Files.writeString(study.resolve("secret"), "mine");
        Files.createSymbolicLink(commands.resolve("link.json"), secret);
        assertThat(box.look().refused()).hasSize(1).allMatch(words -> words.contains("no plain file"));
        assertThat(secret).hasContent("mine");
    }

    @Test
    void wordsOfAStrangerCannotDeceiveATerminal() throws IOException {
        box.leave(new Requested("1-b", "ana\u001b[2J\nroot", "x".repeat(2000), new Request.Stop()));
        var arrived = box.look().requests().get(0);
        assertThat(arrived.by()).isEqualTo("ana [2J root");
        assertThat(arrived.reason()).hasSize(500);
    }

    @Test
    void anIdThatLeadsOutOfTheFolderIsRefused() {
        assertThatThrownBy(() -> box.leave(new Requested("../x", "", "", new Request.Stop())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("../x");
    }

    @Test
    void damagedRequestsAreReadOrRefusedAndNothingElse() throws IOException {
        box.leave(KILL);
        var whole = Files.readAllBytes(commands.resolve("1-a.json"));
        var random = RandomStream.of(5, "damage", 0);
        int read = 0;
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            var bytes = Tampering.with(whole, random);
            try {
                assertThat(FolderCommands.read("1-a", bytes).id()).isEqualTo("1-a");
                read++;
            } catch (MalformedEntryException | IllegalArgumentException e) {
                refused++;
            }
        }
        assertThat(read).isPositive();
        assertThat(refused).isGreaterThan(read);
    }

    @Test
    void aFolderInUseIsSeenToBe() {
        var folder = new StudyFolder(study);
        assertThat(folder.isRun()).contains(false);
        try (var held = folder.openJournal()) {
            assertThat(held.recovered()).isEmpty();
            assertThat(folder.isRun()).contains(true);
        }
        assertThat(folder.isRun()).contains(false);
    }
}
