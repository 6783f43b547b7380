package winnow.lenet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winnow.data.FashionMnist;
import winnow.data.ImageSets;
import winnow.space.Configuration;
import winnow.study.Objective;
import winnow.study.TrialStart;

class TravellingLeNetTest {
    @TempDir
    private Path folder;

    /** The bundled sample as if it were the whole data set in a folder. */
    private LeNetObjective inFolder() throws IOException {
        for (var part : FashionMnist.PARTS) {
            try (var in = FashionMnist.class.getResourceAsStream(FashionMnist.SAMPLE + "/" + part.packedName())) {
                Files.copy(in, folder.resolve(part.packedName()));
            }
        }
        return new LeNetObjective(FashionMnist.FULL, folder.toString(), "", 0.2, new double[0]);
    }

    private static Object sent(Objective objective) throws IOException, ClassNotFoundException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(objective);
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }

    @Test
    void theImagesArriveWithItWhereTheFilesAreNot() throws Exception {
        var here = inFolder();
        var digest = here.images().digest();
        var there = (LeNetObjective) sent(here.travelling());
        for (var part : FashionMnist.PARTS) {
            Files.delete(folder.resolve(part.packedName()));
        }

        assertThat(there.digest()).isEqualTo(digest);
        assertThat(there.images()).isSameAs(ImageSets.shared().kept(digest).orElseThrow());
        assertThat(there.images().train().count()).isEqualTo(FashionMnist.SAMPLE_TRAIN);
        assertThat(there.images().test().label(7))
                .isEqualTo(LeNetTest.images().test().label(7));
        var start = new TrialStart(0, new Configuration(Map.of()), 1, 0, 1, Optional.empty(), List.of());
        try (var training = there.begin(start)) {
            assertThat(training.snapshot()).isNotNull();
        }
    }

    @Test
    void whatComesWithTheProgramDoesNotTravel() throws Exception {
        var sample = LeNetObjective.onSample();
        assertThat(sample.travelling()).isSameAs(sample);
    }
}
