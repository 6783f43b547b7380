package winnow.scheduler;

import java.util.Arrays;
import java.util.List;
import winnow.random.RandomStream;
import winnow.search.Limits;
import winnow.search.Scheduler;
import winnow.search.StudyEvent;
import winnow.study.StudyState;
import winnow.testkit.Drawing;
import winnow.testkit.RoughStudy;
import winnow.testkit.SampleSpaces;
import winnow.testkit.SampleStudy;
import winnow.testkit.Weather;
import winnow.trial.Trial;

/** Studies of a scheduler on scripted losses. */
final class Courses {
    private Courses() {}

    /** A study with one slot, so that trials come one after another. */
    static RoughStudy.Result oneByOne(Scheduler<?> scheduler, int trials, Weather weather) {
        return run(scheduler, Limits.ofTrials(trials), weather, 1, RandomStream.of(1, "course", 0));
    }

    static RoughStudy.Result run(
            Scheduler<?> scheduler, Limits limits, Weather weather, int slots, RandomStream random) {
        var spec = SampleStudy.of(SampleSpaces.oneReal()).limits(limits).spec();
        return RoughStudy.run(StudyState.initial(spec, Drawing.ENDLESS, scheduler), limits, weather, slots, random);
    }

    /** Losses that do not change with the epoch, by trial. */
    static Weather constant(double... losses) {
        return (trial, epoch) -> losses[trial];
    }

    /** How many trials observed at least so many epochs. */
    static int reaching(RoughStudy.Result result, int epoch) {
        return (int) result.state().history().trials().stream()
                .filter(t -> t.budget() >= epoch)
                .count();
    }

    static Trial trial(RoughStudy.Result result, int number) {
        return result.state().history().trial(number);
    }

    /** Why each assignment after a trial's first was sent out. */
    static List<String> promotions(RoughStudy.Result result) {
        return result.events().stream()
                .filter(StudyEvent.Assigned.class::isInstance)
                .map(StudyEvent.Assigned.class::cast)
                .filter(a -> a.assignment().attempt() > 1)
                .map(a -> a.assignment().trial() + " to " + a.assignment().to() + ": " + a.reason())
                .toList();
    }

    /** A curve that Java and Python compute alike; the peers' decisions in the test resources were recorded on it. */
    static Weather recorded(int seed) {
        return (trial, epoch) -> {
            int quality = (trial * trial * 37 + trial * 101 + seed * 53) % 499;
            int noise = (trial * trial * 31 + trial * 17 + epoch * epoch * 7 + seed * 101 + trial * epoch * 13) % 997;
            return quality / 499.0 + noise / 1994.0 + 1.0 / epoch;
        };
    }

    /** Whole numbers separated by blanks. */
    static int[] numbers(String text) {
        return Arrays.stream(text.trim().split(" +"))
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
