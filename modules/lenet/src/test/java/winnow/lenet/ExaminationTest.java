package winnow.lenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import winnow.data.FashionMnist;
import winnow.space.Value;
import winnow.study.StopSignal;
import winnow.study.TrialStart;
import winnow.trial.Metrics;

@Tag("slow")
class ExaminationTest {
    private static final LeNetObjective OBJECTIVE =
            new LeNetObjective(FashionMnist.SAMPLE, "", "", 4_500, new double[0]);
    private static byte[] model;
    private static Metrics trained;
    private static Examination examination;

    @BeforeAll
    static void train() throws Exception {
        var configuration =
                LeNetHyperparametersTest.configuration("batch_size", Value.of(16), "learning_rate", Value.of(0.02));
        var start = new TrialStart(0, configuration, 1, 0, 3, Optional.empty(), List.of());
        try (var training = OBJECTIVE.begin(start)) {
            trained = training.epoch(1, StopSignal.NEVER);
            model = LeNetTrainingTest.bytes(training);
        }
        examination = Examination.of("the model", model, OBJECTIVE, 12);
    }

    @Test
    void itMeasuresWhatTheTrainingMeasured() {
        assertThat(examination.validation().images()).isEqualTo(4_500);
        assertThat(examination.validation().loss()).isCloseTo(trained.value("validation_loss"), within(1e-3));
        assertThat(examination.validation().accuracy()).isCloseTo(trained.value("validation_accuracy"), within(1e-3));
        assertThat(examination.test().images())
                .isEqualTo(OBJECTIVE.images().test().count());
        assertThat(examination.test().accuracy())
                .isCloseTo(examination.validation().accuracy(), within(0.1));
    }

    @Test
    void theConfusionCountsEachValidationImageOnce() {
        int right = 0;
        int all = 0;
        for (int i = 0; i < 10; i++) {
            right += examination.confusion()[i][i];
            all += Arrays.stream(examination.confusion()[i]).sum();
        }
        assertThat(all).isEqualTo(4_500);
        assertThat((double) right / all).isCloseTo(examination.validation().accuracy(), within(1e-9));
    }

    @Test
    void mistakesAreWrongAnswersTheWorstFirst() {
        assertThat(examination.mistakes()).hasSize(12).allSatisfy(mistake -> {
            assertThat(mistake.named()).isNotEqualTo(mistake.label());
            assertThat(mistake.sure()).isGreaterThan(mistake.left());
            assertThat(mistake.levels()).hasDimensions(28, 28);
            assertThat(Arrays.stream(mistake.levels())
                            .flatMapToInt(Arrays::stream)
                            .max()
                            .orElseThrow())
                    .isBetween(1, 255);
        });
        assertThat(examination.mistakes()).isSortedAccordingTo((a, b) -> Double.compare(a.left(), b.left()));
    }

    @Test
    void filtersAreThoseOfTheFirstConvolution() {
        int channels = (int) LeNetHyperparameters.DEFAULTS.configuration().integer("conv1_channels");
        assertThat(examination.filters()).hasSize(channels).allSatisfy(filter -> assertThat(filter)
                .hasDimensions(5, 5));
        assertThat(examination.filters().stream().flatMap(Arrays::stream).flatMapToDouble(Arrays::stream))
                .anyMatch(weight -> weight > 0.05)
                .anyMatch(weight -> weight < -0.05);
    }

    @Test
    void aModelOfOtherImagesIsRefused() {
        var elsewhere = new LeNetObjective(FashionMnist.SAMPLE, "", "0".repeat(64), 4_500, new double[0]);

        assertThatThrownBy(() -> Examination.of("the model", model, elsewhere, 12))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("they must be the same");
        assertThatThrownBy(() -> Examination.of("the model", new byte[] {1, 2}, OBJECTIVE, 12))
                .isInstanceOf(CheckpointException.class);
    }
}
