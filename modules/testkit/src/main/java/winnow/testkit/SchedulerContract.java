package winnow.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static winnow.testkit.Property.forAll;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import winnow.random.RandomStream;
import winnow.search.Limits;
import winnow.search.Scheduler;
import winnow.search.StudyEvent;
import winnow.search.StudyEvent.Ending;
import winnow.study.Choice;
import winnow.study.Offer;
import winnow.study.StudyState;
import winnow.trial.Goal;
import winnow.trial.TrialStatus;

/**
 * What every scheduler must hold, on thousands of random studies. A test of one joins by extending this and handing its
 * offer to the constructor.
 */
public abstract class SchedulerContract {
    private final Offer<Scheduler<?>> offer;

    protected SchedulerContract(Offer<Scheduler<?>> offer) {
        this.offer = offer;
    }

    /** What is tested. */
    public final Offer<Scheduler<?>> offer() {
        return offer;
    }

    /** The settings of a usual study: the presets, and what has none. */
    protected Choice usual() {
        return SampleSettings.presets(offer);
    }

    private Choice partner() {
        return Choice.of(offer.partner().orElse("random"));
    }

    /** How many random studies the longest test drives. */
    protected int studies() {
        return 400;
    }

    @Test
    final void isOfferedWithASummaryAndPresetsThatWork() {
        OfferRules.check(offer);
        var spec = SampleStudy.of(SampleSpaces.mixed())
                .limits(Limits.ofTrials(27))
                .strategy(partner())
                .scheduler(usual())
                .spec();
        assertThat(offer.check().apply(spec)).isEmpty();
        assertThat(offer.make().apply(spec.scheduler().settings(), spec)).isNotNull();
    }

    @Test
    final void objectsInsteadOfThrowingWhateverElseIsWrong() {
        var bare = SampleStudy.of(SampleSpaces.mixed());
        for (var settings : OfferRules.doubtful(offer)) {
            var spec = bare.scheduler(new Choice(offer.name(), settings)).spec();
            assertThat(offer.check().apply(spec)).doesNotContainNull();
        }
    }

    @Test
    final void decidesLawfullyInRoughStudies() {
        forAll(studies(), random -> {
            var study = study(random);
            var weather = random.nextInt(4) == 0 ? Weather.calm(study.seed()) : Weather.rough(study.seed());
            int slots = 1 + random.nextInt(16);
            var result = RoughStudy.run(begin(study, random), study.limits(), weather, slots, random);
            checkEnd(result, study.limits());
            checkEvents(result);
            Arrivals.check(result);
            checkReplay(result, random);
            var more = extended(study.limits(), random);
            var continued = RoughStudy.run(result.state(), more, weather, slots, random);
            checkEnd(continued, more);
            checkReplay(continued, random);
        });
    }

    @Test
    final void survivesWhatPersonsAskFor() {
        forAll(Math.min(studies(), 300), random -> {
            var study = study(random);
            int slots = 1 + random.nextInt(8);
            var weather = Weather.rough(study.seed());
            var result = RoughStudy.steered(begin(study, random), study.limits(), weather, slots, random);
            checkEnd(result, study.limits());
            Arrivals.check(result);
            checkReplay(result, random);
        });
    }

    private SampleStudy study(RandomStream random) {
        var limits = Limits.ofTrials(1 + random.nextInt(40));
        limits = random.nextInt(3) == 0 ? limits.withEpochs(30 + random.nextInt(100)) : limits;
        limits = random.nextInt(8) == 0 ? limits.withFailures(1 + random.nextInt(4)) : limits;
        var study = SampleStudy.of(SampleSpaces.mixed())
                .seed(random.nextLong() >>> 11)
                .goal(random.nextBoolean() ? Goal.MINIMIZE : Goal.MAXIMIZE)
                .strategy(partner())
                .limits(limits)
                .retries(random.nextInt(2));
        study = random.nextInt(4) == 0 ? study.lockstep(1 + random.nextInt(8)) : study;
        var drawn = withDrawnSettings(study, random);
        var bounded = drawn.keep(1 + random.nextInt(6));
        boolean isBounded =
                random.nextInt(3) == 0 && offer.check().apply(bounded.spec()).isEmpty();
        return isBounded ? bounded : drawn;
    }

    private SampleStudy withDrawnSettings(SampleStudy study, RandomStream random) {
        return study.scheduler(
                SampleSettings.drawn(offer, choice -> study.scheduler(choice).spec(), random));
    }

    private static Limits extended(Limits limits, RandomStream random) {
        var more = Limits.ofTrials(limits.trials().orElseThrow() + random.nextInt(10));
        var epochs = limits.epochs();
        return epochs.isPresent() ? more.withEpochs(epochs.getAsInt() + random.nextInt(40)) : more;
    }

    private StudyState begin(SampleStudy study, RandomStream random) {
        var strategy = random.nextInt(5) == 0 ? new Drawing(random.nextInt(30)) : Drawing.ENDLESS;
        return StudyState.initial(study.spec(), strategy, new CheckedScheduler<>(scheduler(study)));
    }

    private Scheduler<?> scheduler(SampleStudy study) {
        return offer.make().apply(study.scheduler().settings(), study.spec());
    }

    private static void checkEnd(RoughStudy.Result result, Limits limits) {
        var state = result.state();
        var trials = state.history().trials();
        assertThat(trials.size()).isLessThanOrEqualTo(limits.trials().orElseThrow());
        assertThat(state.ledger().charged())
                .isLessThanOrEqualTo(limits.epochs().orElse(Integer.MAX_VALUE))
                .isEqualTo(trials.stream()
                                .mapToInt(t ->
                                        state.trial(t.number()).observations().size())
                                .sum()
                        - hidden(state));
        var statuses = trials.stream()
                .map(t -> state.trial(t.number()).status())
                .distinct()
                .toList();
        assertThat(statuses).doesNotContain(TrialStatus.RUNNING);
        if (state.tasks().open().isEmpty()) {
            assertThat(state.ledger().reserved()).isZero();
            assertThat(statuses).doesNotContain(TrialStatus.WAITING);
        }
        var ending = state.standing().ending();
        if (ending.equals(Optional.of(Ending.TRIALS))) {
            assertThat(trials.size()).isEqualTo(limits.trials().orElseThrow());
        }
        long failed =
                trials.stream().filter(t -> t.status() == TrialStatus.FAILED).count();
        assertThat(state.ledger().failed()).isEqualTo((int) failed);
    }

    /** In lockstep: epochs that nobody has seen yet, and nobody is charged for. */
    private static int hidden(StudyState state) {
        return state.history().trials().stream()
                .mapToInt(t -> state.trial(t.number()).observations().size()
                        - t.observations().size())
                .sum();
    }

    private static void checkEvents(RoughStudy.Result result) {
        var rungs = new HashMap<Integer, Integer>();
        var promotions = new HashSet<List<Integer>>();
        Set<List<Integer>> observed = new HashSet<>();
        for (var event : result.events()) {
            if (event instanceof StudyEvent.Assigned assigned) {
                var assignment = assigned.assignment();
                var known = rungs.putIfAbsent(assignment.number(), assigned.rung());
                assertThat(known == null || known == assigned.rung())
                        .as("an assignment sent out again keeps its rung")
                        .isTrue();
                assertThat(known != null || promotions.add(List.of(assignment.trial(), assigned.rung())))
                        .as("trial %d is sent to rung %d once", assignment.trial(), assigned.rung())
                        .isTrue();
            } else if (event instanceof StudyEvent.Reported reported) {
                assertThat(observed.add(
                                List.of(reported.trial(), reported.observation().epoch())))
                        .as(
                                "epoch %d of trial %d is observed once",
                                reported.observation().epoch(), reported.trial())
                        .isTrue();
            }
        }
    }

    private static void checkReplay(RoughStudy.Result result, RandomStream random) {
        int size = result.entries().size();
        assertThat(result.replayed(size).decidesLike(result.state()))
                .as("the replayed state decides like the one it came from")
                .isTrue();
        int cut = random.nextInt(size + 1);
        var resumed = result.replayed(cut);
        for (var entry : result.entries().subList(cut, size)) {
            resumed = resumed.apply(entry);
        }
        assertThat(resumed.equals(result.state()))
                .as("replayed in two goes, the state is the same")
                .isTrue();
    }

    @Test
    final void lockstepGivesTheSameTrialsWithAnyNumberOfSlots() {
        forAll(60, random -> {
            var drawn = study(random);
            var study = withDrawnSettings(
                    drawn.lockstep(8)
                            .limits(new Limits(
                                    drawn.limits().trials(),
                                    drawn.limits().epochs(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    OptionalInt.empty())),
                    random);
            var lives = new HashSet<List<Life>>();
            for (int slots : new int[] {1, 2, 8}) {
                var start = StudyState.initial(study.spec(), Drawing.ENDLESS, scheduler(study));
                var course = random.split("slots", slots);
                var result = RoughStudy.run(start, study.limits(), Weather.rough(study.seed()), slots, course);
                lives.add(Life.of(result.state()));
            }
            assertThat(lives.size()).as("different courses").isEqualTo(1);
        });
    }

    @Test
    final void plansEveryTrialAndNeverMoreOnAHigherRung() {
        forAll(200, random -> {
            var study = study(random);
            int trials = study.limits().trials().orElseThrow();
            var plan = scheduler(study).plan(trials);
            assertThat(plan.trials()).isEqualTo(trials);
            assertThat(plan.epochs()).isPositive();
            assertThat(plan.warnings()).allMatch(w -> !w.isBlank());
            for (var bracket : plan.brackets()) {
                var before = bracket.rungs().get(0);
                for (var rung : bracket.rungs().subList(1, bracket.rungs().size())) {
                    assertThat(rung.index()).isEqualTo(before.index() + 1);
                    assertThat(rung.budget()).isGreaterThan(before.budget());
                    assertThat(rung.trials()).isLessThanOrEqualTo(before.trials());
                    before = rung;
                }
            }
        });
    }

    @Test
    final void opensTheTrialsOfEachBracketAsPlannedIfNothingFails() {
        forAll(60, random -> {
            var drawn = study(random);
            int trials = drawn.limits().trials().orElseThrow();
            var study = withDrawnSettings(drawn.limits(Limits.ofTrials(trials)), random);
            var start = StudyState.initial(study.spec(), Drawing.ENDLESS, scheduler(study));
            int slots = 1 + random.nextInt(16);
            var result = RoughStudy.run(start, study.limits(), Weather.calm(study.seed()), slots, random);
            var plan = scheduler(study).plan(trials);
            var opened = result.state().history().trials();
            assertThat(opened).hasSize(trials);
            assertThat(opened).filteredOn(t -> t.parent().isPresent()).hasSize(plan.forks());
            var planned = new HashMap<Integer, Integer>();
            plan.brackets()
                    .forEach(b -> planned.merge(b.index(), b.rungs().get(0).trials(), Integer::sum));
            var actual = new HashMap<Integer, Integer>();
            opened.stream().filter(t -> t.parent().isEmpty()).forEach(t -> actual.merge(t.bracket(), 1, Integer::sum));
            assertThat(actual).isEqualTo(planned);
        });
    }

    @Test
    final void aTrialCostsNoMoreAmongTenThousandThanAmongAThousand() {
        nanosPerTrial(1_000);
        double few = nanosPerTrial(1_000);
        double many = nanosPerTrial(10_000);
        assertThat(many).as("processor nanoseconds a trial, among 10,000").isLessThan(1_000_000);
        assertThat(many).as("nanoseconds a trial; %f among 1,000", few).isLessThan(6 * few);
    }

    private double nanosPerTrial(int trials) {
        var study = SampleStudy.of(SampleSpaces.mixed()).limits(Limits.ofTrials(trials));
        var chosen = study.scheduler(usual());
        var start = StudyState.initial(chosen.spec(), Drawing.ENDLESS, scheduler(chosen));
        var threads = ManagementFactory.getThreadMXBean();
        long began = threads.getCurrentThreadCpuTime();
        var result = RoughStudy.run(start, study.limits(), Weather.calm(1), 16, RandomStream.of(1, "speed", trials));
        long took = threads.getCurrentThreadCpuTime() - began;
        assertThat(result.state().history().trials()).hasSize(trials);
        return (double) took / trials;
    }
}
