package winnow.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadingsTest {
    private final ReportInput quickstart = Samples.quickstart();

    @Test
    void anEmptyStudyHasNothingToSee() {
        var readings = new Readings(Samples.empty());

        assertThat(List.of(
                        readings.contour(),
                        readings.rank(),
                        readings.distribution(),
                        readings.interactions(),
                        readings.calibration(),
                        readings.classified(),
                        readings.test()))
                .containsOnly("");
    }

    @Test
    void thePlaneSaysWhetherAModelOrTheTrialsDrewItsGround() {
        assertThat(new Readings(quickstart).contour()).contains("at epoch 1 as the forest behind fANOVA expects it");
        assertThat(new Readings(quickstart.with(Forest.NONE, quickstart.classified())).contour())
                .contains("interpolated from the trials");
    }

    @Test
    void interactionsNameTheStrongestPairAndTheirSum() {
        var pairs = List.of(
                new Forest.Interaction("learning_rate", "optimizer", 0.12),
                new Forest.Interaction("dropout", "optimizer", 0.03));

        assertThat(reading(new Forest(3, 30, pairs, List.of(), List.of())).interactions())
                .contains("15 % in all pairs, most in learning_rate with optimizer (12 %)");
    }

    @Test
    void calibrationSaysInWordsWhetherTheModelCanBeBelieved() {
        assertThat(reading(guessed(18)).calibration())
                .contains("hold 18 of 20 (90 %): its uncertainty can be believed.")
                .contains("The rank correlation of expected and observed is 1.");
        assertThat(reading(guessed(10)).calibration()).contains("the model is surer than it should be.");
        assertThat(reading(guessed(20)).calibration()).contains("the model is less sure than it could be.");
    }

    /** Twenty guesses in the right order, of which the first {@code held} hold. */
    private static Forest guessed(int held) {
        var guesses = IntStream.range(0, 20)
                .mapToObj(i -> new Forest.Guess(i, i, i + 0.1, i < held ? i - 1 : i + 0.05, i + 1))
                .toList();
        return new Forest(3, 20, List.of(), List.of(), guesses);
    }

    private Readings reading(Forest forest) {
        return new Readings(quickstart.with(forest, quickstart.classified()));
    }

    @Test
    void theWinnersCommonestMistakeIsNamed() {
        int[][] confusion = {{8, 2}, {3, 7}};
        var classified = new Classified("", List.of("bag", "coat"), confusion, List.of(), List.of(), Optional.empty());

        assertThat(new Readings(quickstart.with(Forest.NONE, classified)).classified())
                .startsWith("What the winner makes of the 20 validation images: 15 are right, and it most often takes"
                        + " coat for bag (3 times).");
        assertThatThrownBy(() -> new Classified("", List.of("bag"), confusion, List.of(), List.of(), Optional.empty()))
                .hasMessage("2 rows of confusion for 1 classes: a row a class is needed");
    }
}
