package winnow.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportPlaceTest {
    @TempDir
    private Path root;

    private static ExportPlace.Writer text(String text) {
        return path -> Files.writeString(path, text);
    }

    private static ExportPlace.Writer folder(String text) {
        return path -> Files.writeString(path.resolve("x.csv"), text);
    }

    @Test
    void makesFileAndFoldersAboveIt() throws IOException {
        var file = root.resolve("a/b/trials.jsonl");
        new ExportPlace(file, false, false).fill(text("1"));
        assertThat(file).hasContent("1");
        assertThat(file.getParent()).isDirectoryNotContaining(p -> p.toString().endsWith(".new"));
    }

    @Test
    void replacesNothingUnlessItIsWished() {
        var file = root.resolve("trials.jsonl");
        new ExportPlace(file, false, false).fill(text("1"));
        assertThatThrownBy(() -> new ExportPlace(file, false, false).fill(text("2")))
                .isInstanceOf(ExportException.class)
                .hasMessage(file + " is there already: --force replaces it, --out writes elsewhere");
        assertThat(file).hasContent("1");
        new ExportPlace(file, false, true).fill(text("2"));
        assertThat(file).hasContent("2");
    }

    @Test
    void aFailureLeavesWhatWasThere() {
        var file = root.resolve("trials.jsonl");
        new ExportPlace(file, false, false).fill(text("1"));
        assertThatThrownBy(() -> new ExportPlace(file, false, true).fill(path -> {
                    Files.writeString(path, "half");
                    throw new IOException("No space left on device");
                }))
                .hasMessage(file + " cannot be written: No space left on device");
        assertThat(file).hasContent("1");
        assertThat(root).isDirectoryNotContaining(p -> p.toString().endsWith(".new"));
    }

    @Test
    void replacesAFolderOfItsOwnAsAWhole() {
        var folder = root.resolve("csv");
        new ExportPlace(folder, true, false).fill(path -> {
            Files.writeString(path.resolve("old.csv"), "1");
        });
        new ExportPlace(folder, true, true).fill(folder("2"));
        assertThat(folder.resolve("x.csv")).hasContent("2");
        assertThat(folder.resolve("old.csv")).doesNotExist();
        assertThat(root).isDirectoryNotContaining(p -> p.toString().matches(".*\\.(new|old)"));
    }

    /** A person's own folder is never deleted, whatever they say. */
    @Test
    void neverReplacesAFolderOfSomebodyElse() throws IOException {
        var folder = Files.createDirectory(root.resolve("home"));
        Files.writeString(folder.resolve("thesis.tex"), "years");
        assertThatThrownBy(() -> new ExportPlace(folder, true, true).fill(folder("2")))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("is no export of Winnow")
                .hasMessageContaining("not with --force");
        assertThat(folder.resolve("thesis.tex")).hasContent("years");
        assertThatThrownBy(() -> new ExportPlace(folder, false, true).fill(text("2")))
                .hasMessageContaining("is no file: it is not replaced");
    }

    @Test
    void anEmptyFolderIsFree() throws IOException {
        var folder = Files.createDirectory(root.resolve("empty"));
        new ExportPlace(folder, true, false).fill(folder("2"));
        assertThat(folder.resolve("x.csv")).hasContent("2");
    }
}
