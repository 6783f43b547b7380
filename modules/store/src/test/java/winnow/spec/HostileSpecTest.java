package winnow.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static winnow.spec.Specs.problems;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import winnow.testkit.SampleCatalogue;

@Timeout(10)
class HostileSpecTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "# nothing\n",
                "---\n",
                "...",
                "null",
                "a",
                "[]",
                "{",
                "[",
                "]",
                "}",
                "- a",
                "\"",
                "'",
                "a: b: c",
                "\ta: 1",
                "a:\n\tb: 1",
                "&",
                "*",
                "!",
                "|",
                ">",
                "%",
                "@",
                "`",
                "? a",
                ": a",
                "a: *b",
                "a: &b [*b]",
                "!!map {}",
                "!<tag:x> a: 1",
                "%YAML 1.1\n---\na: 1",
                "%YAML 2.0\n---\na: 1",
                "%YAML 99999999999.9\n---\n",
                "%TAG ! x\n---\na",
                "a: 1\n---\nb: 2",
                "[a]: 1",
                "{a: 1}: 2",
                "? [x]\n: y",
                "a: !!python/object x",
                "<<: {study: x}",
                "~: 1",
                "study: \"\\ud800\"",
                "study: \"\\0\"",
                "study: \"\\x\""
            })
    void everyOddTextHasAPlace(String text) {
        assertThat(problems(text)).isNotEmpty().allMatch(line -> line.matches("x\\.yaml:\\d+:\\d+: .+"));
    }

    @Test
    void namesTheCharacterThatYamlForbids() {
        assertThat(problems("study: a\nseed: \u00001"))
                .containsExactly("x.yaml:2:7: the character U+0000 is not allowed; a spec is a text file in UTF-8");
        assertThat(problems("study: \ud83d\ude00\ud800"))
                .containsExactly("x.yaml:1:9: the character U+D800 is not allowed; a spec is a text file in UTF-8");
    }

    @Test
    void ignoresAByteOrderMarkAtTheStart() {
        assertThat(problems("\uFEFF" + Specs.SHORTEST)).isEmpty();
    }

    @Test
    void pointsAtTabs() {
        assertThat(problems("study: a\n\tseed: 1"))
                .hasSize(1)
                .allMatch(line -> line.startsWith("x.yaml:2:1: not YAML: ") && line.contains("TAB"));
    }

    @Test
    void showsNoControlCharactersOfTheFile() {
        assertThat(problems("\"a\\e[31m\\u202e\": 1"))
                .contains(
                        "x.yaml:1:1: a\\u001b[31m\\u202e: unknown key; known: study, seed, objective, space, points, constraints,"
                                + " strategy, scheduler, limits, resources, trial, lockstep, ...");
    }

    @Test
    void refusesAliasBombs() {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            var alias = "*a" + (i - 1);
            bomb.append(
                    "a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", java.util.Collections.nCopies(10, alias))));
        }
        assertThat(problems(bomb.toString()))
                .hasSize(1)
                .allMatch(line -> line.endsWith("it has more than 200000 values, aliases counted each"));
    }

    @Test
    void refusesAnchorsThatContainThemselves() {
        assertThat(problems("space: &s {x: {choice: *s}}"))
                .contains("x.yaml:1:24: space.x.choice: the alias *s has no finished anchor &s before it");
    }

    @Test
    void refusesDeepNesting() {
        assertThat(problems("[".repeat(900_000))).containsExactly("x.yaml:1:41: nested more than 40 levels deep");
        assertThat(problems("{a: ".repeat(200_000))).hasSize(1).allMatch(line -> line.contains("nested more than 40"));
        assertThat(problems("- ".repeat(400_000))).hasSize(1).allMatch(line -> line.contains("nested more than 40"));
    }

    @Test
    void refusesLargeTexts() {
        assertThat(problems("a".repeat(1_000_001)))
                .containsExactly("x.yaml:1:1: the text has 1000001 characters; a spec has at most 1000000");
    }

    @Test
    void readsLargeButLegalTextsInTime() {
        var many = new StringBuilder("space:\n");
        for (int i = 0; i < 60_000; i++) {
            many.append("  p").append(i).append(": 1\n");
        }
        assertThat(problems(many.toString())).contains("x.yaml:2:3: space: must have at most 1000 entries, not 60000");
        assertThat(problems("x".repeat(999_990) + ": 1")).isNotEmpty();
        assertThat(problems("? " + "[".repeat(30) + "a".repeat(900_000) + "]".repeat(30) + "\n: 1"))
                .isNotEmpty();
        assertThat(problems("study: " + "9".repeat(900_000))).isNotEmpty();
        assertThat(problems("seed: " + "0x" + "f".repeat(390))).isNotEmpty();
        var keys = "\"" + "k".repeat(1000) + "\": {";
        assertThat(problems(keys.repeat(30) + "}".repeat(30))).isNotEmpty();
    }

    @Test
    void showsAHundredProblemsAndCountsTheRest() {
        var text = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            text.append("k").append(i).append(": 1\n");
        }
        assertThat(problems(text.toString())).hasSize(101).last().isEqualTo("x.yaml: and 4904 more problems");
    }

    @Test
    void namesTheByteThatIsNotUtf8() throws IOException {
        var file = Files.write(
                folder.resolve("latin.yaml"), "study: a\nseed: größe".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> StudySpecReader.read(file, SampleCatalogue.catalogue(), List.of()))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage(file + ":2:9: the byte 0xF6 is not UTF-8; save the file as UTF-8");
        var cut = Files.write(folder.resolve("cut.yaml"), new byte[] {'a', (byte) 0xC3});
        assertThatThrownBy(() -> StudySpecReader.read(cut, SampleCatalogue.catalogue(), List.of()))
                .hasMessage(cut + ":1:2: the byte 0xC3 is not UTF-8; save the file as UTF-8");
    }

    @Test
    void namesAFileThatCannotBeRead() {
        var missing = folder.resolve("missing.yaml");
        assertThatThrownBy(() -> StudySpecReader.read(missing, SampleCatalogue.catalogue(), List.of()))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage(missing + ": there is no such file");
        assertThatThrownBy(() -> StudySpecReader.read(folder, SampleCatalogue.catalogue(), List.of()))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageStartingWith(folder + ": cannot be read: ");
    }

    @Test
    void refusesAFileThatIsTooLarge() throws IOException {
        var file = Files.write(folder.resolve("large.yaml"), new byte[4_000_001]);
        assertThatThrownBy(() -> StudySpecReader.read(file, SampleCatalogue.catalogue(), List.of()))
                .hasMessage(file + ":1:1: the file has more than 4000000 bytes; that is no spec");
    }
}
