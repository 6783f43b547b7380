package winnow.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static winnow.testkit.Property.forAll;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import winnow.search.History;
import winnow.search.Limits;
import winnow.search.StudyEvent;
import winnow.search.Verdict;
import winnow.testkit.SchedulerContract;
import winnow.testkit.Weather;
import winnow.trial.TrialStatus;

class PercentileStoppingTest extends SchedulerContract {

    PercentileStoppingTest() {
        super(PercentileStopping.percentileOffer());
    }

    @Test
    void trainsEachTrialAsFarAsOptunasPercentilePrunerDoes() throws IOException {
        PeerDecisions.check("median", s -> new PercentileStopping(s[0], s[1], s[2], s[3], s[4]));
    }

    @Test
    void stopsWhatTheDefinitionSaysInAnyOrderOfEvents() {
        var stopped = new AtomicInteger();
        forAll(2000, random -> {
            var median = new PercentileStopping(
                    4 + random.nextInt(12),
                    random.nextInt(6),
                    random.nextInt(3),
                    1 + random.nextInt(3),
                    random.nextInt(101));
            var limits = Limits.ofTrials(10 + random.nextInt(30));
            var weather = Weather.rough(random.nextLong());
            var result = Courses.run(median, limits, weather, 1 + random.nextInt(8), random);
            var events = result.events();
            var history = result.state().history();
            stopped.addAndGet(Verdicts.check(
                    events, (place, report) -> mustStop(median, history, events.subList(0, place + 1), report)));
        });
        assertThat(stopped.get()).isGreaterThan(1000);
    }

    private static boolean mustStop(
            PercentileStopping median, History history, List<StudyEvent> past, StudyEvent.Reported report) {
        int epoch = report.observation().epoch();
        var completed = new HashSet<Integer>();
        double best = Double.POSITIVE_INFINITY;
        for (var event : past) {
            if (event instanceof StudyEvent.Judged judged && judged.verdict() instanceof Verdict.Complete) {
                completed.add(judged.trial());
            } else if (event instanceof StudyEvent.Reported own && own.trial() == report.trial()) {
                double loss = history.loss(own.observation()).orElseThrow();
                best = loss < best ? loss : best;
            }
        }
        List<Double> losses = new ArrayList<>();
        for (int trial : completed) {
            double loss = history.loss(history.trial(trial), epoch).orElseThrow();
            if (Double.isFinite(loss)) {
                losses.add(loss);
            }
        }
        losses.sort(null);
        return completed.size() >= median.startupTrials()
                && epoch > median.warmUp()
                && losses.size() >= median.minTrials()
                && best > percentile(losses, median.percentile());
    }

    private static double percentile(List<Double> sorted, double percentile) {
        double place = (sorted.size() - 1) * percentile / 100;
        double below = sorted.get((int) Math.floor(place));
        double above = sorted.get((int) Math.ceil(place));
        return below + (above - below) * (place - Math.floor(place));
    }

    @Test
    void saysWhyInWordsAndNumbers() {
        var median = new PercentileStopping(9, 3, 2, 1, 50);
        var result = Courses.oneByOne(median, 5, Courses.constant(0.5, 0.604, 0.7, 0.812, 0.604));
        assertThat(Courses.trial(result, 3).status()).isEqualTo(TrialStatus.STOPPED);
        assertThat(Courses.trial(result, 3).reason())
                .isEqualTo("best loss 0.812 up to epoch 3 is worse than the median 0.604, of 3 completed trials at that"
                        + " epoch");
        assertThat(Courses.trial(result, 4).status()).isEqualTo(TrialStatus.COMPLETED);
    }

    @Test
    void warnsWhereNoTrialCanBeStopped() {
        assertThat(new PercentileStopping(9, 5, 0, 1, 50).plan(5).warnings())
                .containsExactly("with 5 trials none can be stopped: the first 5 to complete are not judged"
                        + " (startup_trials)");
        assertThat(new PercentileStopping(9, 5, 0, 1, 50).plan(6).warnings()).isEmpty();
    }

    @Test
    void refusesSettingsUnderWhichNoTrialIsJudged() {
        assertThat(Specs.problems(offer(), "warm_up", 8, "max_epochs", 9))
                .containsExactly("scheduler.warm_up: no trial would ever be judged: only epochs after warm_up, 8, and"
                        + " before max_epochs, 9, are");
        assertThat(Specs.problems(offer(), "max_epochs", 1))
                .singleElement()
                .asString()
                .startsWith("scheduler.max_epochs: no trial would ever be judged");
        assertThat(Specs.problems(offer(), "warm_up", 7, "max_epochs", 9)).isEmpty();
    }

    @Test
    void refusesNumbersOutOfRange() {
        assertThatThrownBy(() -> new PercentileStopping(9, 5, 0, 0, 50)).hasMessageContaining("min_trials 0");
        assertThatThrownBy(() -> new PercentileStopping(9, 5, 0, 1, Double.NaN))
                .hasMessageContaining("percentile is NaN");
    }
}
