package winnow.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static winnow.testkit.Property.forAll;

import java.util.HashSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import winnow.search.Limits;
import winnow.search.StudyEvent;
import winnow.search.Verdict;
import winnow.testkit.SchedulerContract;
import winnow.testkit.Weather;
import winnow.trial.TrialStatus;

class CurveStoppingTest extends SchedulerContract {

    CurveStoppingTest() {
        super(CurveStopping.offer());
    }

    /** Each judgement of a running trial is a fit, and is checked twice. */
    @Override
    protected int studies() {
        return 60;
    }

    @Test
    void stopsWhatTheDefinitionSaysInAnyOrderOfEvents() {
        var stopped = new AtomicInteger();
        forAll(100, random -> {
            var scheduler = new CurveStopping(8 + random.nextInt(12), 0.3 * random.nextDouble(), 2 + random.nextInt(4));
            var result = Courses.run(
                    scheduler,
                    Limits.ofTrials(10 + random.nextInt(20)),
                    Weather.rough(random.nextLong()),
                    1 + random.nextInt(8),
                    random);
            var history = result.state().history();
            var events = result.events();
            stopped.addAndGet(Verdicts.check(events, (place, report) -> {
                var completed = new HashSet<Integer>();
                for (var event : events.subList(0, place)) {
                    if (event instanceof StudyEvent.Judged j && j.verdict() instanceof Verdict.Complete) {
                        completed.add(j.trial());
                    }
                }
                double bar = completed.stream()
                        .mapToDouble(t -> history.loss(history.trial(t), scheduler.maxEpochs())
                                .orElseThrow())
                        .filter(Double::isFinite)
                        .min()
                        .orElse(Double.POSITIVE_INFINITY);
                int epoch = report.observation().epoch();
                double[] losses = IntStream.rangeClosed(1, epoch)
                        .mapToDouble(e ->
                                history.loss(history.trial(report.trial()), e).orElseThrow())
                        .toArray();
                return epoch > scheduler.warmUp()
                        && IntStream.range(0, epoch).allMatch(i -> Double.isFinite(losses[i]))
                        && losses[epoch - 1] > bar
                        && Extrapolation.of(losses, scheduler.maxEpochs()).below(bar) < scheduler.probability();
            }));
        });
        assertThat(stopped.get()).isGreaterThan(100);
    }

    @Test
    void saysWhatItExpectsAndLetsACrossingCurveGoOn() {
        double[][] curves = {{1, 0.05, 1}, {1, 0.4, 1}, {1.2, 0, 0.85}};
        Weather weather = (trial, epoch) -> curves[trial][0] * Math.pow(epoch, -curves[trial][2]) + curves[trial][1];
        var result = Courses.oneByOne(new CurveStopping(30, 0.05, 4), 3, weather);
        assertThat(Courses.trial(result, 0).status()).isEqualTo(TrialStatus.COMPLETED);
        assertThat(Courses.trial(result, 1).status()).isEqualTo(TrialStatus.STOPPED);
        assertThat(Courses.trial(result, 1).budget()).isBetween(5, 8);
        assertThat(Courses.trial(result, 1).reason())
                .matches("expected to reach loss 0\\.4.* at epoch 30; the chance to better 0\\.08333, of trial 0, is"
                        + " 0\\.0.*");
        assertThat(Courses.trial(result, 2).budget())
                .as("it is above the bar until the end, but falls")
                .isGreaterThan(15);
    }

    @Test
    void refusesNumbersOutOfRange() {
        assertThatThrownBy(() -> new CurveStopping(9, 1.5, 4)).hasMessageContaining("probability 1.5");
        assertThat(Specs.problems(offer(), "warm_up", 26, "max_epochs", 27))
                .singleElement()
                .asString()
                .startsWith("scheduler.warm_up: no trial would ever be judged");
    }
}
