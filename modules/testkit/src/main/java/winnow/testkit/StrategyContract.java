package winnow.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static winnow.testkit.Property.forAll;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import winnow.random.RandomStream;
import winnow.search.Ask;
import winnow.search.History;
import winnow.search.Limits;
import winnow.search.Precedent;
import winnow.search.Strategy;
import winnow.search.StudyEvent;
import winnow.search.StudyEvent.Ending;
import winnow.search.StudyEvent.WarmStarted;
import winnow.search.Suggestion;
import winnow.search.Surrogate;
import winnow.simulator.Faults;
import winnow.simulator.Problem;
import winnow.simulator.Simulation;
import winnow.simulator.SyntheticCurves;
import winnow.space.Configuration;
import winnow.space.SearchSpace;
import winnow.space.Value;
import winnow.study.Choice;
import winnow.study.Offer;
import winnow.study.StudyState;
import winnow.trial.Aim;
import winnow.trial.Outcome;
import winnow.trial.Trial;
import winnow.trial.TrialStatus;

/**
 * What every strategy must hold, on spaces of every kind. A test of one joins by extending this and handing its offer,
 * and a digest of what it suggests, to the constructor.
 */
public abstract class StrategyContract {
    private static final int OBSERVED = 5_000;
    private static final int ASKED = 5;
    /** The setting by which a strategy ends when nothing more is to be gained. */
    private static final String ENDING = "least_improvement";

    private final Offer<Strategy<?>> offer;
    private final String digest;

    /**
     * Joins a strategy.
     *
     * @param digest SHA-256 of its suggestions in sample studies: the first 16 hexadecimal digits. It changes only if
     *     the strategy is meant to suggest something else
     */
    protected StrategyContract(Offer<Strategy<?>> offer, String digest) {
        this.offer = offer;
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
        var spec = study(SampleSpaces.twelve(), RandomStream.of(1, "presets", 0))
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
            var study = study(space, random).limits(Limits.ofTrials(1 + random.nextInt(40)));
            var strategy = new CheckedStrategy<>(strategy(study));
            var start = StudyState.initial(study.spec(), strategy, new Straight(1 + random.nextInt(3)));
            int slots = 1 + random.nextInt(8);
            var earlier = random.nextInt(3) == 0 ? earlier(space, random) : List.<WarmStarted>of();
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
            var drawn = study(space, random).repeats(repeats);
            var study = drawn.strategy(covering(drawn, random));
            var times = times(studyOf(study, 60, random), repeatsWhatIsPromising() ? repeats : 1);
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
            var drawn = study(SampleSpaces.singleValued(), random);
            var result = studyOf(drawn.strategy(covering(drawn, random)), 60, random);
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
            var drawn = study(space, random).points(points);
            var study = drawn.strategy(covering(drawn, random));
            var trials = studyOf(study, 60, random).state().history().trials();
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
        var drawn = study(SampleSpaces.twelve(), random);
        var study = drawn.strategy(covering(drawn, random));
        var start = StudyState.initial(study.spec(), strategy(study), new Straight(6));
        var sick = new Weather.Drawn(1, 1, 0, 10, 0);
        var result = RoughStudy.run(start, Limits.ofTrials(60), sick, 4, random);
        var trials = result.state().history().trials();
        assertThat(trials.size()).isEqualTo(coversFiniteSpaces() ? 12 : 0);
        assertThat(trials).extracting(Trial::status).containsOnly(expectedAfterFailures(trials.size()));
    }

    private static TrialStatus[] expectedAfterFailures(int trials) {
        return trials == 0 ? new TrialStatus[0] : new TrialStatus[] {TrialStatus.FAILED};
    }

    /** Observations of up to two earlier studies, some of trials that failed. */
    private static List<WarmStarted> earlier(SearchSpace space, RandomStream random) {
        var earlier = new ArrayList<WarmStarted>();
        for (int study = random.nextInt(2); study < 2; study++) {
            var taken = new ArrayList<Precedent>();
            int count = random.nextInt(40);
            for (int i = 0; i < count; i++) {
                double loss = random.nextInt(5) == 0 ? Surrogate.INFEASIBLE : random.nextDouble();
                taken.add(new Precedent(space.draw(random), loss));
            }
            taken.sort(Comparator.comparingDouble(Precedent::loss));
            earlier.add(new WarmStarted("study " + study, count + 3, taken, Map.of("nothing was measured", 3)));
        }
        return earlier;
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
        var start = StudyState.initial(study.spec(), strategy(study), new Straight(1));
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
            var study = study(space, random).strategy(SampleSettings.presets(offer));
            words.add(name);
            studyOf(study, 45, random)
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
            var one = simulated(study, 1);
            for (int slots : new int[] {2, 8}) {
                assertThat(configurations(simulated(study, slots)))
                        .as("trials of the space %s with %s slots", name, slots)
                        .isEqualTo(configurations(one));
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
            var one = simulated(study, Costly.AIMS, 1);
            assertThat(configurations(simulated(study, Costly.AIMS, 4)))
                    .as("trials of the space %s", name)
                    .isEqualTo(configurations(one));
            assertThat(configurations(one))
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
            var live = simulated(study, 4);
            var again = StudyState.initial(study.spec(), new MadeAnew<>(strategy(study)), new Straight(2));
            for (var entry : live.entries()) {
                again = again.apply(entry);
            }
            assertThat(again.decidesLike(live.state()))
                    .as("in the space %s", name)
                    .isTrue();
        });
    }

    /** A strategy that is equal to every other, so that states are compared by what is remembered. */
    private record MadeAnew<M>(Strategy<M> strategy) implements Strategy<M> {

        @Override
        public M initial() {
            return strategy.initial();
        }

        @Override
        public M learn(M memory, History history, StudyEvent event) {
            return strategy.learn(memory, history, event);
        }

        @Override
        public Suggestion suggest(M memory, History history, Ask ask, RandomStream random) {
            return strategy.suggest(memory, history, ask, random);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof MadeAnew<?>;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    private Simulation.Result simulated(SampleStudy study, int slots) {
        return simulated(study, study.spec().objective().aims(), slots);
    }

    private Simulation.Result simulated(SampleStudy study, List<Aim> aims, int slots) {
        var start = StudyState.initial(study.spec(aims), new MadeAnew<>(strategy(study)), new Straight(2));
        Problem curves = new SyntheticCurves(study.space(), study.seed(), 0.05, SampleStudy.METRIC);
        curves = aims.size() > 1 ? new Costly(curves, study.space()) : curves;
        Faults faults = (assignment, epoch) -> assignment.trial() % 7 == 3 && epoch == 2
                ? Optional.of(new Outcome.Diverged(epoch, "loss is NaN"))
                : Optional.empty();
        return Simulation.of(start, curves, slots).with(faults).run();
    }

    private static List<Configuration> configurations(Simulation.Result result) {
        return result.state().history().trials().stream()
                .map(Trial::configuration)
                .toList();
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
            var study = study(space, random).strategy(SampleSettings.presets(offer));
            int observed = space.dimensions() < 100 ? OBSERVED : OBSERVED / 10;
            var tested = new Late<>(strategy(study), observed);
            var start = StudyState.initial(study.spec(), tested, new Straight(1));
            var end = RoughStudy.run(start, Limits.ofTrials(observed + ASKED), Weather.calm(1), 16, random);
            assertThat(end.state().exhausted() || end.state().history().trials().size() == observed + ASKED)
                    .as(
                            "asked %s times in a space of %s: %s",
                            ASKED, space.dimensions(), end.state().standing())
                    .isTrue();
        }
    }

    /** Lets trials be drawn at random until many are observed, then asks the strategy, which has learnt all along. */
    private record Late<M>(Strategy<M> strategy, int observed) implements Strategy<M> {

        @Override
        public M initial() {
            return strategy.initial();
        }

        @Override
        public M learn(M memory, History history, StudyEvent event) {
            return strategy.learn(memory, history, event);
        }

        @Override
        public Suggestion suggest(M memory, History history, Ask ask, RandomStream random) {
            return ask.trial() < observed
                    ? new Suggestion.Propose(history.space().draw(random), "")
                    : strategy.suggest(memory, history, ask, random);
        }
    }

    private static SearchSpace anySpace(RandomStream random) {
        var spaces = List.copyOf(SampleSpaces.all().values());
        return spaces.get(random.nextInt(spaces.size()));
    }

    private SampleStudy study(SearchSpace space, RandomStream random) {
        var study = SampleStudy.of(space).seed(random.nextLong() >>> 11);
        var withStrategy = study.strategy(drawn(study, random));
        return random.nextInt(4) == 0 ? withStrategy.lockstep(1 + random.nextInt(8)) : withStrategy;
    }

    /** Random settings; what an offer objects to without points or limits does not matter here. */
    private Choice drawn(SampleStudy study, RandomStream random) {
        var pointed = study.points(List.of(study.space().draw(random)));
        return SampleSettings.drawn(offer, choice -> pointed.strategy(choice).spec(), random);
    }

    /** Settings under which a strategy leaves out no value of an integer from 1 to 4, and does not end by itself. */
    private Choice covering(SampleStudy study, RandomStream random) {
        for (int draw = 0; ; draw++) {
            var choice = drawn(study, random);
            var points = choice.settings().values().get("points");
            if (points == null || points.get(0).number() >= 4) {
                return choice.settings().has(ENDING)
                        ? new Choice(choice.name(), choice.settings().with(ENDING, Value.of(0.0)))
                        : choice;
            }
            assertThat(draw).isLessThan(1_000);
        }
    }

    private RoughStudy.Result studyOf(SampleStudy study, int trials, RandomStream random) {
        var start = StudyState.initial(study.spec(), strategy(study), new Straight(1));
        return RoughStudy.run(start, Limits.ofTrials(trials), Weather.calm(1), 1, random);
    }

    private Strategy<?> strategy(SampleStudy study) {
        return offer.make().apply(study.strategy().settings(), study.spec());
    }

    /** A strategy whose suggestions are checked: the same arguments give the same one, inside the space. */
    private record CheckedStrategy<M>(Strategy<M> strategy) implements Strategy<M> {

        @Override
        public M initial() {
            return strategy.initial();
        }

        @Override
        public M learn(M memory, History history, StudyEvent event) {
            int before = memory.hashCode();
            M learnt = strategy.learn(memory, history, event);
            assertThat(strategy.learn(memory, history, event)).isEqualTo(learnt).hasSameHashCodeAs(learnt);
            assertThat(memory.hashCode()).as("a memory never changes").isEqualTo(before);
            return learnt;
        }

        @Override
        public Suggestion suggest(M memory, History history, Ask ask, RandomStream random) {
            var fresh = random.split("again", 0);
            var suggestion = strategy.suggest(memory, history, ask, random.split("again", 0));
            assertThat(strategy.suggest(memory, history, ask, fresh)).isEqualTo(suggestion);
            if (suggestion instanceof Suggestion.Propose propose) {
                assertThat(history.space().problems(propose.configuration())).isEmpty();
                assertThat(history.isTried(propose.configuration())).isFalse();
            }
            return suggestion;
        }
    }
}
