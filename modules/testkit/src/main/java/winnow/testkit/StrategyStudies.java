package winnow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import winnow.random.RandomStream;
import winnow.search.Limits;
import winnow.search.Precedent;
import winnow.search.Strategy;
import winnow.search.StudyEvent.WarmStarted;
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

/**
 * The studies on which {@link StrategyContract} holds a strategy to its laws.
 *
 * @param offer of the strategy
 */
record StrategyStudies(Offer<Strategy<?>> offer) {
    /** The setting by which a strategy ends when nothing more is to be gained. */
    private static final String ENDING = "least_improvement";

    SampleStudy study(SearchSpace space, RandomStream random) {
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
    Choice covering(SampleStudy study, RandomStream random) {
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

    RoughStudy.Result run(SampleStudy study, int trials, RandomStream random) {
        var start = StudyState.initial(study.spec(), strategy(study), new Straight(1));
        return RoughStudy.run(start, Limits.ofTrials(trials), Weather.calm(1), 1, random);
    }

    Strategy<?> strategy(SampleStudy study) {
        return offer.make().apply(study.strategy().settings(), study.spec());
    }

    Simulation.Result simulated(SampleStudy study, int slots) {
        return simulated(study, study.spec().objective().aims(), slots);
    }

    Simulation.Result simulated(SampleStudy study, List<Aim> aims, int slots) {
        var start = StudyState.initial(study.spec(aims), new MadeAnew<>(strategy(study)), new Straight(2));
        Problem curves = new SyntheticCurves(study.space(), study.seed(), 0.05, SampleStudy.METRIC);
        curves = aims.size() > 1 ? new Costly(curves, study.space()) : curves;
        Faults faults = (assignment, epoch) -> assignment.trial() % 7 == 3 && epoch == 2
                ? Optional.of(new Outcome.Diverged(epoch, "loss is NaN"))
                : Optional.empty();
        return Simulation.of(start, curves, slots).with(faults).run();
    }

    static List<Configuration> configurations(Simulation.Result result) {
        return result.state().history().trials().stream()
                .map(Trial::configuration)
                .toList();
    }

    /** Observations of up to two earlier studies, some of trials that failed. */
    static List<WarmStarted> earlier(SearchSpace space, RandomStream random) {
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
}
