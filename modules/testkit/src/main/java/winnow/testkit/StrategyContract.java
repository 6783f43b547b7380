package winnow.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static winnow.testkit.Property.forAll;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import winnow.random.RandomStream;
import winnow.search.Limits;
import winnow.search.Precedent;
import winnow.search.Strategy;
import winnow.search.StudyEvent;
import winnow.search.StudyEvent.Ending;
import winnow.search.StudyEvent.WarmStarted;
import winnow.space.Configuration;
import winnow.space.SearchSpace;
import winnow.study.Choice;
import winnow.study.Offer;
import winnow.study.StudyState;
import winnow.trial.Trial;
import winnow.trial.TrialStatus;

/**
 * What every strategy must hold, on spaces of every kind. A test of one joins by extending this and handing its offer,
 * and a digest of what it suggests, to the constructor.
 */
public abstract class StrategyContract {
    private static final int OBSERVED = 5_000;
    private static final int ASKED = 5;

    private final Offer<Strategy<?>> offer;
    private final StrategyStudies studies;
    private final String digest;

    /**
     * Joins a strategy.
     *
     * @param digest SHA-256 of its suggestions in sample studies: the first 16 hexadecimal digits. It changes only if
     *     the strategy is meant to suggest something else
     */
    protected StrategyContract(Offer<Strategy<?>> offer, String digest) {
        this.offer = offer;
        this.studies = new StrategyStudies(offer);
        this.digest = digest;
    }

    /** What is tested. */
    public final Offer<Strategy<?>> offer() {
        return offer;
    }

    /** Whether it proposes every configuration of a finite space before it is exhausted. */
    protected boolean coversFiniteSpaces() {
        return true;
    }

    /** Whether it may try something again, where a study allows repeats, before all has been tried once. */
    protected boolean repeatsWhatIsPromising() {
        return false;
    }

    @Test
    final void isOfferedWithASummaryAndPresetsThatWork() {
        OfferRules.check(offer);
        var spec = studies.study(SampleSpaces.twelve(), RandomStream.of(1, "presets", 0))
                .strategy(SampleSettings.presets(offer))
                .points(List.of(SampleSpaces.twelve().configurationAt(0)))
                .spec();
        assertThat(offer.check().apply(spec)).isEmpty();
        assertThat(offer.make().apply(spec.strategy().settings(), spec)).isNotNull();
    }

    @Test
    final void objectsInsteadOfThrowingWhateverElseIsWrong() {
        var bare = SampleStudy.of(SampleSpaces.mixed()).limits(Limits.ofTrials(3));
        for (var settings : OfferRules.doubtful(offer)) {
            var spec = bare.strategy(new Choice(offer.name(), settings)).spec();
            assertThat(offer.check().apply(spec)).doesNotContainNull();
        }
    }

    @Test
    final void suggestsWhatTheSpaceAllowsInRoughStudies() {
        forAll(120, random -> {
            var space = anySpace(random);
            var study = studies.study(space, random).limits(Limits.ofTrials(1 + random.nextInt(40)));
            var strategy = new CheckedStrategy<>(studies.strategy(study));
            var start = StudyState.initial(study.spec(), strategy, new Straight(1 + random.nextInt(3)));
            int slots = 1 + random.nextInt(8);
            var earlier = random.nextInt(3) == 0 ? StrategyStudies.earlier(space, random) : List.<WarmStarted>of();
            var result = RoughStudy.warm(start, study.limits(), Weather.rough(study.seed()), slots, random, earlier);
            for (var trial : result.state().history().trials()) {
                assertThat(space.problems(trial.configuration())).isEmpty();
            }
            int cut = random.nextInt(result.entries().size() + 1);
            var resumed = result.replayed(cut);
            for (var entry : result.entries().subList(cut, result.entries().size())) {
                resumed = resumed.apply(entry);
            }
            assertThat(resumed.equals(result.state()))
                    .as("what it remembers, learnt in two goes, is the same")
                    .isTrue();
        });
    }

    @Test
    final void proposesNothingTwiceWhileAnythingUntriedIsLeft() {
        forAll(60, random -> {
            var space = random.nextBoolean() ? SampleSpaces.twelve() : SampleSpaces.tree();
            int repeats = 1 + random.nextInt(3);
            var drawn = studies.study(space, random).repeats(repeats);
            var study = drawn.strategy(studies.covering(drawn, random));
            var times = times(studies.run(study, 60, random), repeatsWhatIsPromising() ? repeats : 1);
            assertThat(times.values()).allMatch(count -> count <= repeats);
            if (coversFiniteSpaces()) {
                assertThat(times.keySet()).isEqualTo(feasible(space));
                assertThat(times.values()).allMatch(count -> count == repeats);
            }
        });
    }

    private static Map<Configuration, Integer> times(RoughStudy.Result result, int untilAll) {
        var times = new HashMap<Configuration, Integer>();
        for (var trial : result.state().history().trials()) {
            times.merge(trial.configuration(), 1, Integer::sum);
            int least = times.size() < feasible(result.state().spec().space()).size()
                    ? untilAll
                    : Math.max(
                            untilAll,
                            1 + times.values().stream().min(Integer::compare).orElseThrow());
            assertThat(times.get(trial.configuration()))
                    .as("times that %s was proposed so far", trial.configuration())
                    .isLessThanOrEqualTo(least);
        }
        return times;
    }

    private static Set<Configuration> feasible(SearchSpace space) {
        var feasible = new HashSet<Configuration>();
        space.configurations().filter(space::constraintsHold).forEach(feasible::add);
        return feasible;
    }

    @Test
    final void saysThatItIsExhaustedAndStaysSo() {
        forAll(30, random -> {
            var drawn = studies.study(SampleSpaces.singleValued(), random);
            var result = studies.run(drawn.strategy(studies.covering(drawn, random)), 60, random);
            assertThat(result.state().history().trials().size()).isEqualTo(coversFiniteSpaces() ? 1 : 0);
            assertThat(result.state().standing().ending()).contains(Ending.EXHAUSTED);
            assertThat(result.events())
                    .filteredOn(StudyEvent.StrategyExhausted.class::isInstance)
                    .singleElement()
                    .matches(e -> !((StudyEvent.StrategyExhausted) e).reason().isBlank());
        });
    }

    @Test
    final void neverProposesAPointThatWasTried() {
        forAll(30, random -> {
            var space = SampleSpaces.twelve();
            var points = List.of(space.configurationAt(3), space.configurationAt(7));
            var drawn = studies.study(space, random).points(points);
            var study = drawn.strategy(studies.covering(drawn, random));
            var trials = studies.run(study, 60, random).state().history().trials();
            assertThat(trials)
                    .extracting(Trial::configuration)
                    .doesNotHaveDuplicates()
                    .startsWith(points.get(0));
            assertThat(trials.size()).isEqualTo(coversFiniteSpaces() ? 12 : 2);
        });
    }

    @Test
    final void goesOnAfterTrialsThatAllFailed() {
        var random = RandomStream.of(5, "failures", 0);
        var drawn = studies.study(SampleSpaces.twelve(), random);
        var study = drawn.strategy(studies.covering(drawn, random));
        var start = StudyState.initial(study.spec(), studies.strategy(study), new Straight(6));
        var sick = new Weather.Drawn(1, 1, 0, 10, 0);
        var result = RoughStudy.run(start, Limits.ofTrials(60), sick, 4, random);
        var trials = result.state().history().trials();
        assertThat(trials.size()).isEqualTo(coversFiniteSpaces() ? 12 : 0);
        assertThat(trials).extracting(Trial::status).containsOnly(expectedAfterFailures(trials.size()));
    }

    private static TrialStatus[] expectedAfterFailures(int trials) {
        return trials == 0 ? new TrialStatus[0] : new TrialStatus[] {TrialStatus.FAILED};
    }

    /** A strategy that would ignore earlier studies says so; every other one searches in another way for them. */
    @Test
    final void learnsFromEarlierStudiesOrRefusesThem() {
        var random = RandomStream.of(6, "earlier", 0);
        var space = SampleSpaces.mixed();
        var study = SampleStudy.of(space)
                .points(List.of(space.draw(random)))
                .strategy(SampleSettings.presets(offer))
                .limits(Limits.ofTrials(10));
        var problems = offer.check().apply(study.warmStart(List.of("earlier")).spec());
        boolean isRefused = problems.stream().anyMatch(p -> p.path().equals("warm_start"));
        var taken = new ArrayList<Precedent>();
        for (int i = 0; i < 40; i++) {
            taken.add(new Precedent(space.draw(random), i));
        }
        var events = List.of(new WarmStarted("earlier", 40, taken, Map.of()));
        var start = StudyState.initial(study.spec(), studies.strategy(study), new Straight(1));
        var cold = RoughStudy.run(start, study.limits(), Weather.calm(1), 1, RandomStream.of(6, "run", 0));
        var warm = RoughStudy.warm(start, study.limits(), Weather.calm(1), 1, RandomStream.of(6, "run", 0), events);
        assertThat(trialsOf(warm).equals(trialsOf(cold)))
                .as("searches as if there were no earlier studies; refuses them with %s", problems)
                .isEqualTo(isRefused);
        assertThat(warm.state().ledger()).isEqualTo(cold.state().ledger());
    }

    private static List<Configuration> trialsOf(RoughStudy.Result result) {
        return result.state().history().trials().stream()
                .map(Trial::configuration)
                .toList();
    }

    /** The same arguments give the same suggestions in this process and in every other. */
    @Test
    final void suggestsWhatItSuggestedBefore() throws NoSuchAlgorithmException {
        var words = new ArrayList<String>();
        SampleSpaces.all().forEach((name, space) -> {
            var random = RandomStream.of(3, name, 0);
            var study = studies.study(space, random).strategy(SampleSettings.presets(offer));
            words.add(name);
            studies.run(study, 45, random)
                    .state()
                    .history()
                    .trials()
                    .forEach(t -> words.add(t.configuration().toString()));
        });
        var sha = MessageDigest.getInstance("SHA-256");
        var bytes = sha.digest(String.join("\n", words).getBytes(StandardCharsets.UTF_8));
        assertThat(HexFormat.of().formatHex(bytes, 0, 8))
                .as("digest of %s", words)
                .isEqualTo(digest);
    }

    /** On the simulator, where faster trials overtake slower ones, some diverge, and losses depend on configurations. */
    @Test
    final void proposesTheSameInLockstepWithAnyNumberOfSlots() {
        SampleSpaces.all().forEach((name, space) -> {
            var study = SampleStudy.of(space)
                    .seed(4)
                    .strategy(SampleSettings.presets(offer))
                    .lockstep(8)
                    .limits(Limits.ofTrials(40));
            var one = studies.simulated(study, 1);
            for (int slots : new int[] {2, 8}) {
                assertThat(StrategyStudies.configurations(studies.simulated(study, slots)))
                        .as("trials of the space %s with %s slots", name, slots)
                        .isEqualTo(StrategyStudies.configurations(one));
            }
        });
    }

    /** With two metrics, and trials that are compared by fronts. */
    @Test
    final void searchesForAFrontInLockstepWithAnyNumberOfSlots() {
        SampleSpaces.all().forEach((name, space) -> {
            if (space.dimensions() >= 100) {
                return;
            }
            var study = SampleStudy.of(space)
                    .seed(6)
                    .strategy(SampleSettings.presets(offer))
                    .lockstep(4)
                    .limits(Limits.ofTrials(30));
            var one = studies.simulated(study, Costly.AIMS, 1);
            assertThat(StrategyStudies.configurations(studies.simulated(study, Costly.AIMS, 4)))
                    .as("trials of the space %s", name)
                    .isEqualTo(StrategyStudies.configurations(one));
            assertThat(StrategyStudies.configurations(one))
                    .allSatisfy(c -> assertThat(space.problems(c)).isEmpty());
        });
    }

    /** What is learnt from a journal by a strategy made anew is what was learnt live, so that it suggests the same. */
    @Test
    final void remembersTheSameWhenItsJournalIsReadAgain() {
        SampleSpaces.all().forEach((name, space) -> {
            var study = SampleStudy.of(space)
                    .seed(5)
                    .strategy(SampleSettings.presets(offer))
                    .limits(Limits.ofTrials(40));
            var live = studies.simulated(study, 4);
            var again = StudyState.initial(study.spec(), new MadeAnew<>(studies.strategy(study)), new Straight(2));
            for (var entry : live.entries()) {
                again = again.apply(entry);
            }
            assertThat(again.decidesLike(live.state()))
                    .as("in the space %s", name)
                    .isTrue();
        });
    }

    /** Spaces of 1 to 100 parameters; of a hundred a tenth of the observations. */
    @Test
    final void suggestsAfterFiveThousandObservations() {
        for (var space : List.of(
                SampleSpaces.oneReal(),
                SampleSpaces.mixed(),
                SampleSpaces.conditional(),
                SampleSpaces.constrained(),
                SampleSpaces.hundred())) {
            var random = RandomStream.of(9, "speed", 0);
            var study = studies.study(space, random).strategy(SampleSettings.presets(offer));
            int observed = space.dimensions() < 100 ? OBSERVED : OBSERVED / 10;
            var tested = new LateStrategy<>(studies.strategy(study), observed);
            var start = StudyState.initial(study.spec(), tested, new Straight(1));
            var end = RoughStudy.run(start, Limits.ofTrials(observed + ASKED), Weather.calm(1), 16, random);
            assertThat(end.state().exhausted() || end.state().history().trials().size() == observed + ASKED)
                    .as(
                            "asked %s times in a space of %s: %s",
                            ASKED, space.dimensions(), end.state().standing())
                    .isTrue();
        }
    }

    private static SearchSpace anySpace(RandomStream random) {
        var spaces = List.copyOf(SampleSpaces.all().values());
        return spaces.get(random.nextInt(spaces.size()));
    }
}
