package winnow.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static winnow.testkit.Property.forAll;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import winnow.search.History;
import winnow.search.Limits;
import winnow.search.StudyEvent;
import winnow.testkit.SchedulerContract;
import winnow.testkit.Weather;

class PashaTest extends SchedulerContract {
    private static final Pasha TO_27 = new Pasha(Ladder.upTo(1, 27, 3));

    PashaTest() {
        super(Pasha.offer());
    }

    @Test
    void doesNotTrainLongWhereTheOrderNeverChanges() {
        var result = Courses.oneByOne(TO_27, 81, (trial, epoch) -> trial + 1.0 / epoch);
        assertThat(Courses.reaching(result, 3)).isEqualTo(27);
        assertThat(Courses.reaching(result, 4)).isZero();
    }

    @Test
    void trainsToTheEndWhereTheOrderAlwaysChanges() {
        var result = Courses.oneByOne(TO_27, 81, (trial, epoch) -> (trial * 37 + epoch * 11 * trial) % 83);
        assertThat(Courses.reaching(result, 27)).isPositive();
    }

    /** Two trials that cross at every epoch are noise: that they change places at the cap tells nothing. */
    @Test
    void takesTrialsThatCrossBackAndForthForEqual() {
        Weather noisy = (trial, epoch) -> 10 * (trial / 3) + (trial % 3) * 0.01 * (epoch % 2 == 0 ? 1 : -1);
        var result = Courses.oneByOne(new Pasha(Ladder.upTo(2, 27, 3)), 27, noisy);
        assertThat(Courses.reaching(result, 6)).isPositive();
        assertThat(Courses.reaching(result, 7)).isZero();
    }

    @Test
    void promotesAndRaisesTheCapAsTheDefinitionSaysInAnyOrderOfEvents() {
        var caps = new int[5];
        forAll(1000, random -> {
            var pasha = new Pasha(Ladder.upTo(1 + random.nextInt(2), 10 + random.nextInt(30), 2 + random.nextInt(3)));
            var weather = random.nextBoolean() ? Weather.calm(random.nextLong()) : Weather.rough(random.nextLong());
            var result = Courses.run(
                    pasha, Limits.ofTrials(1 + random.nextInt(60)), weather, 1 + random.nextInt(16), random);
            var reference = new Reference(pasha.ladder(), result.state().history());
            assertThat(reference.check(result.events())).isPositive();
            assertThat(reference.isDone()).isTrue();
            caps[Math.min(4, reference.cap())]++;
        });
        assertThat(caps[1]).as("studies that never raised the cap").isGreaterThan(10);
        assertThat(caps[2]).as("studies that raised it once").isGreaterThan(10);
        assertThat(caps[3] + caps[4]).as("studies that raised it more often").isGreaterThan(10);
    }

    /** The slow way: all trials at the cap are ranked anew at each report there, group by group. */
    private static final class Reference extends AshaReference {
        private final Ladder ladder;
        private final History losses;
        private final List<Integer> atCap = new ArrayList<>();
        private final List<StudyEvent.Reported> reports = new ArrayList<>();
        private int cap;

        Reference(Ladder ladder, History losses) {
            super(ladder.budgets(), ladder.factor(), losses);
            this.ladder = ladder;
            this.losses = losses;
            this.cap = Math.min(1, ladder.top());
        }

        @Override
        int cap() {
            return cap;
        }

        @Override
        void note(StudyEvent event) {
            super.note(event);
            if (!(event instanceof StudyEvent.Reported reported)) {
                return;
            }
            reports.add(reported);
            if (cap < ladder.top()
                    && reported.observation().epoch() == ladder.budget(cap)
                    && Double.isFinite(loss(reported.trial(), ladder.budget(cap)))) {
                atCap.add(reported.trial());
                if (!isStable()) {
                    cap++;
                    atCap.clear();
                    reports.stream()
                            .filter(r -> r.observation().epoch() == ladder.budget(cap))
                            .forEach(r -> atCap.add(r.trial()));
                }
            }
        }

        private boolean isStable() {
            var now = ranked(ladder.budget(cap));
            var best = now.subList(0, Math.min(Pasha.COMPARED, now.size()));
            var before = ranked(ladder.budget(cap - 1)).stream()
                    .filter(best::contains)
                    .toList();
            double noise = noise(best);
            return IntStream.range(0, best.size()).allMatch(place -> {
                double center = loss(best.get(place), ladder.budget(cap));
                var group = best.stream()
                        .filter(t -> Math.abs(loss(t, ladder.budget(cap)) - center) <= noise)
                        .toList();
                return group.contains(before.get(place));
            });
        }

        private List<Integer> ranked(int budget) {
            return atCap.stream()
                    .sorted(Comparator.comparing((Integer t) -> loss(t, budget)).thenComparing(t -> t))
                    .toList();
        }

        private double noise(List<Integer> trials) {
            int last = ladder.budget(cap);
            var distances = new ArrayList<Double>();
            for (int a : trials) {
                for (int b : trials) {
                    boolean isFlipped = IntStream.rangeClosed(1, last)
                            .filter(first -> loss(a, first) < loss(b, first))
                            .anyMatch(first -> IntStream.range(first, last)
                                    .filter(second -> loss(a, second) > loss(b, second))
                                    .anyMatch(second -> IntStream.rangeClosed(second, last)
                                            .anyMatch(third -> loss(a, third) < loss(b, third))));
                    boolean isOther = IntStream.rangeClosed(1, last)
                            .filter(first -> loss(a, first) > loss(b, first))
                            .anyMatch(first -> IntStream.range(first, last)
                                    .filter(second -> loss(a, second) < loss(b, second))
                                    .anyMatch(second -> IntStream.rangeClosed(second, last)
                                            .anyMatch(third -> loss(a, third) > loss(b, third))));
                    if (a < b && (isFlipped || isOther)) {
                        distances.add(Math.abs(loss(a, last) - loss(b, last)));
                    }
                }
            }
            distances.sort(null);
            if (distances.isEmpty()) {
                return 0;
            }
            double place = 0.9 * (distances.size() - 1);
            int below = (int) Math.floor(place);
            double low = distances.get(below);
            return place == below ? low : low + (place - below) * (distances.get(below + 1) - low);
        }

        private double loss(int trial, int epoch) {
            double loss = losses.loss(losses.trial(trial), epoch).orElse(Double.POSITIVE_INFINITY);
            return Double.isFinite(loss) ? loss : Double.POSITIVE_INFINITY;
        }
    }
}
