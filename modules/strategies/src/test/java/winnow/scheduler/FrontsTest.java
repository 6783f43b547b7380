package winnow.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import winnow.random.RandomStream;
import winnow.search.Dominance;
import winnow.search.Limits;
import winnow.search.Scheduler;
import winnow.search.StudyEvent;
import winnow.search.Verdict;
import winnow.simulator.Simulation;
import winnow.simulator.SyntheticCurves;
import winnow.strategy.RandomSearch;
import winnow.study.Choice;
import winnow.study.Offer;
import winnow.study.StudyState;
import winnow.testkit.Costly;
import winnow.testkit.Property;
import winnow.testkit.SampleSettings;
import winnow.testkit.SampleSpaces;
import winnow.testkit.SampleStudy;
import winnow.trial.Observation;

/** With several metrics, schedulers prune by fronts: checked against the journal, event by event. */
class FrontsTest {
    private static final Set<String> IN_PLACE =
            Set.of("asha-stopping", "median", "percentile", "patience", "threshold", "curve");

    static Stream<Offer<Scheduler<?>>> inPlace() {
        return Schedulers.offers().stream().filter(o -> IN_PLACE.contains(o.name()));
    }

    static Stream<Offer<Scheduler<?>>> promoting() {
        return Schedulers.offers().stream().filter(o -> !IN_PLACE.contains(o.name()));
    }

    @ParameterizedTest
    @MethodSource("inPlace")
    void noTrialIsStoppedInPlaceThatNoneDominates(Offer<Scheduler<?>> offer) {
        var seen = new int[1];
        Property.forAll(30, random -> {
            var replay = new Replay();
            for (var event : events(offer, random)) {
                if (event instanceof StudyEvent.Judged judged && judged.verdict() instanceof Verdict.Stop) {
                    assertThat(replay.isDominated(judged.trial(), judged.epoch()))
                            .as("%s is dominated by another trial at that epoch", judged)
                            .isTrue();
                    seen[0]++;
                }
                replay.see(event);
            }
        });
        assertThat(seen[0]).as("trials stopped").isPositive();
    }

    @ParameterizedTest
    @MethodSource("promoting")
    void noTrialGoesOnWhileOneThatDominatesItWaitsOrIsStopped(Offer<Scheduler<?>> offer) {
        Property.forAll(30, random -> {
            var replay = new Replay();
            for (var event : events(offer, random)) {
                if (event instanceof StudyEvent.Assigned assigned
                        && replay.waiting.contains(assigned.assignment().trial())) {
                    int trial = assigned.assignment().trial();
                    int epoch = replay.epoch(trial);
                    assertThat(Stream.concat(replay.waiting.stream(), replay.stopped.stream())
                                    .filter(other -> replay.epoch(other) == epoch
                                            && replay.bracket(other) == replay.bracket(trial))
                                    .filter(other -> replay.dominates(other, trial, epoch)))
                            .as("trials that wait and dominate the one of %s", assigned)
                            .isEmpty();
                }
                replay.see(event);
            }
        });
    }

    @Test
    void ofEqualFrontsTheBestByTheMainMetricComesFirst() {
        var scores = List.of(score(3, 1, 0), score(1, 4, 1), score(2, 2, 2), score(4, 5, 3), Score.worst(4));
        assertThat(Ranking.of(scores)).extracting(Score::trial).containsExactly(1, 0, 2, 3, 4);
        assertThat(Ranking.of(scores).rank(score(1.5, 3, 9))).isEqualTo(4);
        assertThat(Ranking.of(scores).dominator(score(4, 5, 3)))
                .map(Score::trial)
                .contains(1);
    }

    @Test
    void aScoreThatLacksOneMetricIsTheWorst() {
        assertThat(new Score(1, 7, List.of(Double.NaN))).isEqualTo(Score.worst(7));
    }

    private static Score score(double loss, double other, int trial) {
        return new Score(loss, trial, List.of(other));
    }

    private static List<StudyEvent> events(Offer<Scheduler<?>> offer, RandomStream random) {
        var space = SampleSpaces.mixed();
        var study = SampleStudy.of(space)
                .seed(random.nextLong() >>> 11)
                .strategy(Choice.of(offer.partner().orElse("random")))
                .limits(Limits.ofTrials(12 + random.nextInt(30)));
        var choice = SampleSettings.drawn(offer, one -> study.scheduler(one).spec(Costly.AIMS), random);
        var spec = study.scheduler(choice).spec(Costly.AIMS);
        var start = StudyState.initial(spec, new RandomSearch(), offer.make().apply(choice.settings(), spec));
        var problem = new Costly(new SyntheticCurves(space, study.seed(), 0.05, SampleStudy.METRIC), space);
        return Simulation.of(start, problem, 1 + random.nextInt(8)).run().entries().stream()
                .flatMap(entry -> entry.events().stream())
                .toList();
    }

    /** What was observed so far, and who waits, kept apart from Winnow's own state. */
    private static final class Replay {
        private final Map<Integer, Map<Integer, double[]>> losses = new HashMap<>();
        private final Map<Integer, Integer> brackets = new HashMap<>();
        private final Set<Integer> waiting = new HashSet<>();
        private final Set<Integer> stopped = new HashSet<>();

        void see(StudyEvent event) {
            if (event instanceof StudyEvent.TrialCreated created) {
                brackets.put(created.trial(), created.bracket());
            } else if (event instanceof StudyEvent.Reported reported) {
                losses.computeIfAbsent(reported.trial(), t -> new HashMap<>())
                        .put(reported.observation().epoch(), losses(reported.observation()));
            } else if (event instanceof StudyEvent.Judged judged) {
                if (judged.verdict() instanceof Verdict.Pause) {
                    waiting.add(judged.trial());
                } else if (waiting.remove(judged.trial())) {
                    stopped.add(judged.trial());
                }
            } else if (event instanceof StudyEvent.Assigned assigned) {
                waiting.remove(assigned.assignment().trial());
            }
        }

        private static double[] losses(Observation observation) {
            return new double[] {
                observation.metrics().value(SampleStudy.METRIC),
                observation.metrics().value(Costly.METRIC)
            };
        }

        int epoch(int trial) {
            return losses.get(trial).keySet().stream().mapToInt(e -> e).max().orElseThrow();
        }

        int bracket(int trial) {
            return brackets.get(trial);
        }

        boolean dominates(int one, int other, int epoch) {
            return Dominance.dominates(
                    losses.get(one).get(epoch), losses.get(other).get(epoch));
        }

        boolean isDominated(int trial, int epoch) {
            return losses.entrySet().stream()
                    .filter(e -> e.getKey() != trial && e.getValue().containsKey(epoch))
                    .anyMatch(e -> dominates(e.getKey(), trial, epoch));
        }
    }
}
