package winnow.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static winnow.testkit.Property.forAll;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import winnow.random.RandomStream;
import winnow.search.Limits;
import winnow.search.Request;
import winnow.search.StudyEvent;
import winnow.simulator.Problem;
import winnow.simulator.Simulation;
import winnow.space.Configuration;
import winnow.space.Value;
import winnow.study.Settings;
import winnow.study.StudyState;
import winnow.testkit.Drawing;
import winnow.testkit.RoughStudy;
import winnow.testkit.SampleSpaces;
import winnow.testkit.SampleStudy;
import winnow.testkit.SchedulerContract;
import winnow.testkit.Weather;
import winnow.trial.Ancestor;
import winnow.trial.Metrics;
import winnow.trial.Trial;
import winnow.trial.TrialStatus;

class PopulationTrainingTest extends SchedulerContract {
    private static final Set<String> X = Set.of("x");

    PopulationTrainingTest() {
        super(PopulationOffer.offer());
    }

    private static PopulationTraining of(int size, int interval, int maxEpochs, double quantile) {
        return new PopulationTraining(size, Ladder.each(interval, maxEpochs), quantile, 0.25, X, 7);
    }

    private static PopulationTraining any(RandomStream random) {
        return of(2 + random.nextInt(8), 1 + random.nextInt(3), 4 + random.nextInt(8), random.nextInt(6) * 0.1);
    }

    /** Its own tests below drive hundreds more. */
    @Override
    protected int studies() {
        return 100;
    }

    @Test
    void happensAsPlannedIfNoTrialFails() {
        forAll(150, random -> {
            var scheduler = any(random);
            int trials = 1 + random.nextInt(60);
            var result = Courses.run(
                    scheduler, Limits.ofTrials(trials), Weather.calm(random.nextLong()), 1 + random.nextInt(9), random);
            var plan = scheduler.plan(trials);
            var all = result.state().history().trials();
            assertThat(all).hasSize(trials);
            assertThat(all.stream().filter(t -> t.parent().isPresent()).count()).isEqualTo(plan.forks());
            assertThat((long) result.state().ledger().charged()).isEqualTo(plan.epochs());
            assertThat(all).allMatch(t -> t.status().isOver());
            for (var bracket : plan.brackets()) {
                for (var rung : bracket.rungs()) {
                    assertThat(all.stream()
                                    .filter(t -> t.bracket() == bracket.index()
                                            && t.at(rung.budget()).isPresent())
                                    .count())
                            .isEqualTo(rung.trials());
                }
            }
        });
    }

    /** Each fork: its parent is among the best of its generation by then, and it takes the place of one of the worst. */
    @Test
    void replacesTheWorstByForksOfTheBestInAnyOrderOfEvents() {
        var forks = new AtomicInteger();
        forAll(300, random -> {
            var scheduler = any(random);
            var result = Courses.run(
                    scheduler,
                    Limits.ofTrials(2 + random.nextInt(60)),
                    Weather.rough(random.nextLong()),
                    1 + random.nextInt(9),
                    random);
            var history = result.state().history();
            var generations = new HashMap<List<Integer>, Integer>();
            for (var trial : history.trials()) {
                if (trial.parent().isEmpty()) {
                    continue;
                }
                forks.incrementAndGet();
                var ancestor = trial.parent().orElseThrow();
                int epoch = ancestor.epoch();
                int rung = scheduler.ladder().rungAt(epoch);
                var rivals = history.trials().stream()
                        .filter(t ->
                                t.bracket() == trial.bracket() && t.at(epoch).isPresent())
                        .map(t -> Score.of(history, t.number(), epoch))
                        .sorted()
                        .toList();
                var parent = Score.of(history, ancestor.trial(), epoch);
                assertThat(parent.isFinite()).isTrue();
                assertThat(rivals.indexOf(parent))
                        .isLessThan(Math.max(1, (int) Math.ceil(scheduler.size() * scheduler.quantile())));
                generations.merge(List.of(trial.bracket(), rung), 1, Integer::sum);
            }
            generations.values().forEach(count -> assertThat(count).isLessThan(scheduler.size()));
            checkSchedule(history.trials());
        });
        assertThat(forks.get()).isGreaterThan(1000);
    }

    /** A fork observes nothing before its parent's epoch, and every epoch after it in turn. */
    private static void checkSchedule(List<Trial> trials) {
        for (var trial : trials) {
            int begin = trial.parent().map(Ancestor::epoch).orElse(0);
            for (int i = 0; i < trial.observations().size(); i++) {
                assertThat(trial.observations().get(i).epoch()).isEqualTo(begin + i + 1);
            }
        }
    }

    @Test
    void saysWhoReplacesWhom() {
        var result = Courses.oneByOne(of(4, 2, 4, 0.25), 5, Courses.constant(0.4, 0.1, 0.3, 0.2, 0.05));
        var fork = Courses.trial(result, 4);
        assertThat(fork.parent()).contains(new Ancestor(1, 2));
        assertThat(fork.note()).isEqualTo("from trial 1, loss 0.1 at epoch 2, in place of trial 0, 0.4");
        assertThat(fork.status()).isEqualTo(TrialStatus.COMPLETED);
        assertThat(fork.configuration()).isNotEqualTo(Courses.trial(result, 1).configuration());
        assertThat(Courses.trial(result, 0).status()).isEqualTo(TrialStatus.STOPPED);
        assertThat(Courses.trial(result, 0).reason()).isEqualTo("rank 4 of 4: replaced by a fork of a better one");
        assertThat(Courses.promotions(result)).first().isEqualTo("1 to 4: rank 1 of 4 at epoch 2");
    }

    /** The fork's first assignment starts from the parent's checkpoint, which outlives the parent. */
    @Test
    void aForkStartsFromItsParentsCheckpoint() {
        var result = Courses.oneByOne(of(4, 2, 8, 0.5), 16, (trial, epoch) -> trial % 5);
        var forks = result.events().stream()
                .filter(StudyEvent.Assigned.class::isInstance)
                .map(e -> ((StudyEvent.Assigned) e).assignment())
                .filter(a -> a.attempt() == 1
                        && Courses.trial(result, a.trial()).parent().isPresent())
                .toList();
        assertThat(forks).isNotEmpty();
        for (var assignment : forks) {
            var ancestor = Courses.trial(result, assignment.trial()).parent().orElseThrow();
            assertThat(assignment.from()).isEqualTo(ancestor.epoch());
            assertThat(assignment.starts().get(0).trial()).isEqualTo(ancestor.trial());
            assertThat(assignment.starts().get(0).epoch()).isEqualTo(ancestor.epoch());
        }
    }

    @Test
    void aMemberThatFailedIsReplaced() {
        var weather = new Weather() {
            @Override
            public double loss(int trial, int epoch) {
                return trial == 1 ? Double.NaN : trial;
            }
        };
        var result = Courses.oneByOne(of(3, 2, 4, 0), 4, weather);
        assertThat(Courses.trial(result, 3).parent()).contains(new Ancestor(0, 2));
        assertThat(Courses.trial(result, 3).note()).endsWith("in place of trial 1, which failed");
        assertThat(Courses.reaching(result, 4)).isEqualTo(3);
    }

    @Test
    void aMemberThatAPersonStopsWhileItWaitsIsReplacedAndNobodysParent() {
        var space = SampleSpaces.oneReal();
        var limits = Limits.ofTrials(5);
        var points = Stream.of(0.1, 0.2, 0.3, 0.4)
                .map(x -> new Configuration(Map.of("x", Value.of(x))))
                .toList();
        var spec = SampleStudy.of(space).points(points).limits(limits).spec();
        Problem problem = new Problem() {
            @Override
            public Metrics measure(Configuration configuration, long seed, int epoch) {
                return Metrics.of(SampleStudy.METRIC, configuration.real("x"));
            }

            @Override
            public double seconds(Configuration configuration, int epoch) {
                return 1;
            }
        };
        var start = StudyState.initial(spec, Drawing.ENDLESS, of(4, 2, 4, 0.25));
        var result = Simulation.of(start, problem, 1)
                .asking(entry -> entry.events().stream()
                                .anyMatch(e -> e instanceof StudyEvent.Judged judged && judged.trial() == 2)
                        ? List.of(new StudyEvent.Requested("k-" + entry.sequence(), "ana", "", new Request.Kill(0)))
                        : List.of())
                .run();
        var trials = result.state().history().trials();
        assertThat(trials.get(0).status()).isEqualTo(TrialStatus.STOPPED);
        assertThat(trials.get(4).parent()).contains(new Ancestor(1, 2));
        assertThat(trials.get(4).note())
                .isEqualTo("from trial 1, loss 0.2 at epoch 2, in place of trial 0, which was stopped");
        assertThat(trials.subList(1, 5)).allMatch(t -> t.status() == TrialStatus.COMPLETED);
    }

    @Test
    void withoutTrialsLeftForForksThePopulationTrainsOn() {
        var result = Courses.oneByOne(of(4, 2, 8, 0.25), 4, (trial, epoch) -> trial);
        assertThat(Courses.reaching(result, 8)).isEqualTo(4);
        assertThat(of(4, 2, 8, 0.25).plan(4).warnings())
                .containsExactly("with 4 trials none is left for forks: a population of 4 replaces up to 3");
        assertThat(of(4, 2, 8, 0.25).plan(3).warnings())
                .containsExactly("with 3 trials the population of 4 is not whole");
    }

    @Test
    void additionalTrialsAreForkedLater() {
        var first = Courses.run(
                of(4, 2, 8, 0.25), Limits.ofTrials(4).withEpochs(12), Weather.calm(1), 2, RandomStream.of(1, "x", 0));
        var second = RoughStudy.run(first.state(), Limits.ofTrials(7), Weather.calm(1), 2, RandomStream.of(2, "x", 0));
        assertThat(second.state().history().trials()).hasSizeBetween(6, 7).allMatch(t -> t.status()
                .isOver());
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThat(Specs.problems(offer(), "interval", 9, "max_epochs", 9))
                .containsExactly("scheduler.interval: interval is 9: no trial is ever replaced unless it is below"
                        + " max_epochs, 9");
        assertThatThrownBy(() -> of(1, 1, 4, 0.25)).hasMessageContaining("population is 1");
        assertThatThrownBy(() -> of(4, 1, 4, 0.7)).hasMessageContaining("quantile 0.7");
        var spec = SampleStudy.of(SampleSpaces.oneReal()).scheduler(usual()).spec();
        var settings = new Settings(new HashMap<>(spec.scheduler().settings().values()) {
            private static final long serialVersionUID = 1L;

            {
                put("perturb", List.of(Value.of("y")));
            }
        });
        assertThatThrownBy(() -> offer().make().apply(settings, spec))
                .hasMessageContaining("perturb names y, which is no parameter of the space");
    }
}
