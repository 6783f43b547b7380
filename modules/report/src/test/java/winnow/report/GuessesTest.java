package winnow.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import winnow.search.Expectation;
import winnow.search.StudyEvent;
import winnow.search.StudyEvent.TrialCreated;
import winnow.study.Entry;

/** Whose guesses a report shows. */
class GuessesTest {
    private final ReportInput quickstart = Samples.quickstart();

    /** The same study with a strategy that expected each of the first trials to be 0.1 above its value, at an epoch. */
    private ReportInput expecting(int trials, int epoch) {
        var entries = quickstart.entries().stream()
                .map(entry -> new Entry(
                        entry.sequence(),
                        entry.at(),
                        entry.elapsedMillis(),
                        entry.events().stream()
                                .map(event -> expecting(event, trials, epoch))
                                .toList()))
                .toList();
        return new ReportInput(
                        quickstart.state(),
                        entries,
                        quickstart.provenance(),
                        quickstart.specText(),
                        quickstart.command(),
                        quickstart.goals(),
                        quickstart.importances())
                .with(quickstart.forest(), quickstart.classified());
    }

    private StudyEvent expecting(StudyEvent event, int trials, int epoch) {
        if (event instanceof TrialCreated created && created.trial() < trials) {
            double value = observed(created.trial(), epoch).orElse(0.5);
            return created.expecting(
                    Optional.of(new Expectation(epoch, value + 0.1, value + 0.05 * (created.trial() % 2), value + 1)));
        }
        return event;
    }

    private Optional<Double> observed(int trial, int epoch) {
        var history = quickstart.state().history();
        return quickstart.state().trial(trial).at(epoch).map(observation -> observation
                .metrics()
                .find(history.metric())
                .orElseThrow());
    }

    @Test
    void theStrategysOwnAreShownWhereTheJournalKeepsThem() {
        var guesses = Guesses.of(expecting(27, 1));

        assertThat(guesses.isOwn()).isTrue();
        assertThat(guesses.asked()).isEqualTo(27);
        assertThat(guesses.of()).hasSizeBetween(20, 26).allSatisfy(at -> {
            assertThat(at.epoch()).isEqualTo(1);
            assertThat(at.guess().observed())
                    .isEqualTo(observed(at.guess().trial(), 1).orElseThrow());
            assertThat(at.guess().predicted()).isEqualTo(at.guess().observed() + 0.1);
        });
        long even =
                guesses.of().stream().filter(at -> at.guess().trial() % 2 == 0).count();
        assertThat(guesses.held()).isEqualTo(even);
        assertThat(new Readings(expecting(27, 1)).calibration())
                .contains("the strategy's own model expected", "did not come so far", "the model is surer")
                .doesNotContain("forest");
    }

    @Test
    void whereThereAreFewTheForestIsShownAndNamed() {
        for (var input : new ReportInput[] {quickstart, expecting(5, 1), expecting(27, 1_000)}) {
            var guesses = Guesses.of(input);
            assertThat(guesses.isOwn()).isFalse();
            assertThat(guesses.of()).hasSameSizeAs(input.forest().guesses());
            assertThat(new Readings(input).calibration()).contains("a random forest fitted afterwards");
        }
    }
}
