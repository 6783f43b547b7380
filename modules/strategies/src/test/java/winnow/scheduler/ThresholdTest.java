package winnow.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static winnow.testkit.Property.forAll;

import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import winnow.search.Limits;
import winnow.space.Value;
import winnow.study.Choice;
import winnow.testkit.SchedulerContract;
import winnow.testkit.Weather;
import winnow.trial.TrialStatus;

class ThresholdTest extends SchedulerContract {

    ThresholdTest() {
        super(Threshold.offer());
    }

    @Override
    protected Choice usual() {
        var presets = super.usual();
        return new Choice(presets.name(), presets.settings().with("upper", Value.of(1.2)));
    }

    @Test
    void stopsOutsideTheBoundsAndNotOnThem() {
        var scheduler = new Threshold(3, OptionalDouble.of(0.1), OptionalDouble.of(0.9), 0);
        var result = Courses.oneByOne(scheduler, 5, Courses.constant(0.1, 0.9, 0.9001, 0.0999, Double.NaN));
        assertThat(IntStream.range(0, 5).mapToObj(t -> Courses.trial(result, t).status()))
                .containsExactly(
                        TrialStatus.COMPLETED,
                        TrialStatus.COMPLETED,
                        TrialStatus.STOPPED,
                        TrialStatus.STOPPED,
                        TrialStatus.STOPPED);
        assertThat(IntStream.range(2, 5).mapToObj(t -> Courses.trial(result, t).reason()))
                .containsExactly(
                        "loss 0.9001 at epoch 1 is above 0.9",
                        "loss 0.0999 at epoch 1 is below 0.1",
                        "no finite loss at epoch 1");
    }

    @Test
    void stopsWhatTheDefinitionSaysInAnyOrderOfEvents() {
        var stopped = new AtomicInteger();
        forAll(2000, random -> {
            double lower = 0.4 * random.nextDouble();
            double upper = 0.6 + random.nextDouble();
            boolean hasLower = random.nextBoolean();
            int warmUp = random.nextInt(6);
            var threshold = new Threshold(
                    8 + random.nextInt(12),
                    hasLower ? OptionalDouble.of(lower) : OptionalDouble.empty(),
                    OptionalDouble.of(upper),
                    warmUp);
            var result = Courses.run(
                    threshold,
                    Limits.ofTrials(1 + random.nextInt(20)),
                    Weather.rough(random.nextLong()),
                    1 + random.nextInt(8),
                    random);
            var history = result.state().history();
            stopped.addAndGet(Verdicts.check(result.events(), (place, report) -> {
                double loss = history.loss(report.observation()).orElseThrow();
                boolean isInside = Double.isFinite(loss) && loss <= upper && !(hasLower && loss < lower);
                return report.observation().epoch() > warmUp && !isInside;
            }));
        });
        assertThat(stopped.get()).isGreaterThan(1000);
    }

    @Test
    void doesNotJudgeWhileATrialWarmsUp() {
        var result = Courses.oneByOne(
                new Threshold(9, OptionalDouble.empty(), OptionalDouble.of(0.5), 4), 1, (trial, epoch) -> 1.0);
        assertThat(Courses.trial(result, 0).budget()).isEqualTo(5);
    }

    @Test
    void needsABoundAndNoneCrossed() {
        assertThat(Specs.problems(offer()))
                .containsExactly("scheduler: scheduler threshold needs lower, upper or both: a trial whose loss is"
                        + " outside is stopped");
        assertThat(Specs.problems(offer(), "lower", 2.0, "upper", 1.0))
                .containsExactly("scheduler.lower: lower is 2.0: it must be at most upper, 1.0");
        assertThat(Specs.problems(offer(), "upper", 1)).isEmpty();
        assertThatThrownBy(() -> new Threshold(9, OptionalDouble.of(2), OptionalDouble.of(1), 0))
                .hasMessageContaining("lower is 2.0");
    }
}
