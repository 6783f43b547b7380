package winnow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FashionMnistTest {
    private static final DataFolders NOWHERE = new DataFolders(Path.of("no-such-cache"), List.of());

    @TempDir
    Path folder;

    @Test
    void theSampleIsBalancedInEveryTen() {
        var sample = FashionMnist.sample();
        assertThat(sample.train().count()).isEqualTo(FashionMnist.SAMPLE_TRAIN);
        assertThat(sample.test().count()).isEqualTo(1_000);
        for (int i = 0; i < sample.train().count(); i++) {
            assertThat(sample.train().label(i)).isEqualTo(i % 10);
        }
        assertThat(sample.classes()).hasSize(10);
    }

    @Test
    void theSampleIsTheOneThatWasPublished() {
        assertThat(FashionMnist.sample().digest())
                .isEqualTo("294e9b65d2b989c30fcb7bcd42a3cb5c629b93b08c0f284db44abddd890b4d3f");
    }

    @Test
    @Tag("slow")
    void theSampleFollowsItsRule() {
        assumeTrue(FashionMnist.isIn(DataFolders.DEBIAN), "needs Debian's package dataset-fashion-mnist");
        var all = FashionMnist.in(DataFolders.DEBIAN);
        var sample = FashionMnist.sample();
        assertSame(all.train(), SampleMaker.chosen(all.train(), SampleMaker.TRAIN_ROUNDS), sample.train());
        assertSame(all.test(), SampleMaker.chosen(all.test(), SampleMaker.TEST_ROUNDS), sample.test());
        assertThat(all.digest()).isEqualTo("ca3ab2a37f845e1b8ae23cab1b51749a3011ba3bf1d9016176d75cbaabac376f");
        for (var part : FashionMnist.PARTS) {
            assertThat(DataFetch.isRight(DataFolders.DEBIAN.resolve(part.packedName()), part))
                    .isTrue();
        }
    }

    private static void assertSame(LabelledImages all, int[] chosen, LabelledImages sample) {
        assertThat(sample.count()).isEqualTo(chosen.length);
        for (int i = 0; i < chosen.length; i++) {
            assertThat(sample.label(i)).isEqualTo(all.label(chosen[i]));
            for (int k = 0; k < Idx.PIXELS; k++) {
                if (sample.pixel(i, k) != all.pixel(chosen[i], k)) {
                    throw new AssertionError("pixel " + k + " of image " + i + " of the sample is another");
                }
            }
        }
    }

    @Test
    void aDataSetIsReadOnce() {
        var sets = new ImageSets();
        var first = sets.load(FashionMnist.SAMPLE, Optional.empty(), NOWHERE);
        assertThat(sets.load(FashionMnist.SAMPLE, Optional.empty(), NOWHERE)).isSameAs(first);
    }

    @Test
    void aFolderIsReadOnceAndAgainWhenItChanges() throws IOException {
        var sets = new ImageSets();
        fill(folder, 3);
        var first = sets.load(FashionMnist.FULL, Optional.of(folder), NOWHERE);
        assertThat(first.train().count()).isEqualTo(3);
        assertThat(sets.load(FashionMnist.FULL, Optional.of(folder), NOWHERE)).isSameAs(first);
        fill(folder, 4);
        assertThat(sets.load(FashionMnist.FULL, Optional.of(folder), NOWHERE)
                        .train()
                        .count())
                .isEqualTo(4);
    }

    @Test
    void dataIsLookedForInTheGivenFolderThenInTheCacheThenInSharedFolders() throws IOException {
        var cache = Files.createDirectory(folder.resolve("cache"));
        var shared = Files.createDirectory(folder.resolve("shared"));
        var given = Files.createDirectory(folder.resolve("given"));
        var folders = new DataFolders(cache, List.of(shared));
        assertThatThrownBy(() -> folders.find(Optional.empty()))
                .isInstanceOf(IdxException.class)
                .hasMessageContaining("Fashion-MNIST is not in " + cache + " or " + shared + ": a folder with")
                .hasMessageContaining("winnow data fetch");
        fill(shared, 1);
        assertThat(folders.find(Optional.empty())).isEqualTo(shared);
        fill(cache, 1);
        assertThat(folders.find(Optional.empty())).isEqualTo(cache);
        assertThatThrownBy(() -> folders.find(Optional.of(given)))
                .hasMessageStartingWith("Fashion-MNIST is not in " + given + ": ");
        fill(given, 1);
        assertThat(folders.find(Optional.of(given))).isEqualTo(given);
    }

    @Test
    void theCacheFolderFollowsTheEnvironment() {
        var home = Path.of("/home/u");
        assertThat(DataFolders.of(Map.of(), home).cache()).isEqualTo(Path.of("/home/u/.cache/winnow/fashion-mnist"));
        assertThat(DataFolders.of(Map.of("XDG_CACHE_HOME", "/x", "WINNOW_DATA", " "), home)
                        .cache())
                .isEqualTo(Path.of("/x/winnow/fashion-mnist"));
        assertThat(DataFolders.of(Map.of("XDG_CACHE_HOME", "/x", "WINNOW_DATA", "/d"), home)
                        .cache())
                .isEqualTo(Path.of("/d/fashion-mnist"));
        assertThat(DataFolders.ofUser().shared()).containsExactly(DataFolders.DEBIAN);
    }

    @Test
    void thereIsNoOtherDataSet() {
        assertThatThrownBy(() -> new ImageSets().load("mnist", Optional.empty(), NOWHERE))
                .hasMessage("there is no data set mnist; there are [fashion-mnist-sample, fashion-mnist]");
    }

    private static void fill(Path target, int count) throws IOException {
        for (var prefix : List.of("train", "t10k")) {
            Files.write(
                    target.resolve(prefix + "-images-idx3-ubyte"),
                    IdxTest.images(count, 28, 28, new byte[count * Idx.PIXELS]));
            Files.write(
                    target.resolve(prefix + "-labels-idx1-ubyte.gz"),
                    IdxTest.packed(IdxTest.labels(count, new byte[count])));
        }
    }
}
