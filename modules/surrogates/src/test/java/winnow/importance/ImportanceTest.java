package winnow.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import winnow.random.RandomStream;
import winnow.search.History;
import winnow.space.ChoiceParameter;
import winnow.space.Configuration;
import winnow.space.Parameter;
import winnow.space.RealParameter;
import winnow.space.Scale;
import winnow.space.SearchSpace;
import winnow.space.Value;
import winnow.testkit.SampleSpaces;
import winnow.trial.Goal;

class ImportanceTest {
    private static final SearchSpace CUBE = SearchSpace.of(
            RealParameter.of("a", 0, 1, Scale.LINEAR),
            RealParameter.of("b", 0, 1, Scale.LINEAR),
            RealParameter.of("c", 0, 1, Scale.LINEAR));
    private static final SearchSpace MIXED = SearchSpace.of(
            RealParameter.of("rate", 1e-4, 1, Scale.LOG),
            ChoiceParameter.of("kind", Value.of("p"), Value.of("q"), Value.of("r")),
            RealParameter.of("nothing", 0, 1, Scale.LINEAR));

    /** The variance of 4 a + 2 b is (16 + 4) / 12, so the shares are 0.8, 0.2 and 0. */
    @Test
    void fanovaFindsTheSharesOfASum() {
        var shares = Fanova.of(sample(CUBE, 300, c -> 4 * c.real("a") + 2 * c.real("b")), 1);
        assertThat(shares.get("a")).isCloseTo(0.8, within(0.06));
        assertThat(shares.get("b")).isCloseTo(0.2, within(0.06));
        assertThat(shares.get("c")).isLessThan(0.03);
    }

    /** (a - 1/2)(b - 1/2) is interaction alone; adding c gives c the share (1/12) / (1/144 + 1/12) = 0.92. */
    @Test
    void fanovaLeavesInteractionOut() {
        var shares = Fanova.of(sample(CUBE, 400, c -> 12 * (c.real("a") - 0.5) * (c.real("b") - 0.5)), 1);
        assertThat(shares.get("a")).isLessThan(0.12);
        assertThat(shares.get("b")).isLessThan(0.12);
        var mixed = Fanova.of(sample(CUBE, 400, c -> (c.real("a") - 0.5) * (c.real("b") - 0.5) + c.real("c")), 1);
        assertThat(mixed.get("c")).isCloseTo(0.92, within(0.08));
    }

    /** Of (a - 1/2)(b - 1/2) + c, interaction of a and b has the share (1/144) / (1/144 + 1/12) = 0.077, others none. */
    @Test
    void interactionsAreFoundWhereTheyAre() {
        var pure = Fanova.grown(sample(CUBE, 400, c -> 12 * (c.real("a") - 0.5) * (c.real("b") - 0.5)), 1)
                .interactions();
        assertThat(pure).hasSize(3);
        assertThat(pure.get(0).first() + pure.get(0).second()).isEqualTo("ab");
        assertThat(pure.get(0).share()).isGreaterThan(0.6);
        assertThat(pure.get(1).share()).isLessThan(0.1);
        var sum = Fanova.grown(sample(CUBE, 400, c -> 4 * c.real("a") + 2 * c.real("b")), 1)
                .interactions();
        assertThat(sum).allMatch(one -> one.share() < 0.05);
    }

    @Test
    void shareAndInteractionsOfAllPairsAddUpWhereThereAreTwoParameters() {
        var square = SearchSpace.of(
                RealParameter.of("a", 0, 1, Scale.LINEAR),
                ChoiceParameter.of("k", Value.of("p"), Value.of("q"), Value.of("r")));
        var fanova =
                Fanova.grown(sample(square, 300, c -> c.real("a") * "pqr".indexOf(c.text("k")) + 0.3 * c.real("a")), 1);

        assertThat(fanova.shares().values().stream().mapToDouble(v -> v).sum()
                        + fanova.interactions().get(0).share())
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void aSurfaceIsTheLossOverTwoParametersAveragedOverTheRest() {
        var surfaces = Fanova.grown(
                        sample(MIXED, 500, c -> 3 * c.real("nothing") + 2 * "pqr".indexOf(c.text("kind"))), 1)
                .surfaces(8);

        assertThat(surfaces)
                .extracting(one -> one.first() + " " + one.second())
                .containsExactly("rate kind", "rate nothing", "kind nothing");
        var last = surfaces.get(2).losses();
        assertThat(last).hasDimensions(3, 8);
        for (int kind = 0; kind < 3; kind++) {
            for (int cell = 0; cell < 8; cell++) {
                assertThat(last[kind][cell]).isCloseTo(2 * kind + 3 * (cell + 0.5) / 8, within(0.45));
            }
        }
        assertThat(surfaces.get(0).losses()).hasDimensions(8, 3);
    }

    @Test
    void onlyPairsOfTheMostImportantParametersAreLookedAt() {
        var names = IntStream.range(0, 15)
                .mapToObj(i -> (Parameter) RealParameter.of("p" + i, 0, 1, Scale.LINEAR))
                .toArray(Parameter[]::new);
        var fanova = Fanova.grown(sample(SearchSpace.of(names), 60, c -> c.real("p3") + c.real("p14")), 1);

        assertThat(fanova.interactions()).hasSize(Fanova.MOST * (Fanova.MOST - 1) / 2);
        assertThat(fanova.surfaces(4))
                .anyMatch(one -> one.first().equals("p3") && one.second().equals("p14"));
        assertThat(Fanova.grown(sample(CUBE, 1, c -> 1), 1).interactions()).isEmpty();
    }

    /** Noise of 0.1 about a plane, which trees follow in steps: nine of ten intervals hold, give or take. */
    @Test
    void intervalsOfGuessesHoldAboutNineOfTen() {
        var noise = RandomStream.of(3, "noise", 0);
        var sample = sample(CUBE, 200, c -> 3 + c.real("a") + 0.1 * noise.nextGaussian());

        var guesses = Calibration.of(sample, 1);

        assertThat(guesses).hasSize(200);
        long held = Arrays.stream(guesses).filter(Calibration.Guess::holds).count();
        assertThat(held).isBetween(165L, 198L);
        for (int i = 0; i < guesses.length; i++) {
            assertThat(guesses[i].observed()).isEqualTo(sample.losses()[i]);
            assertThat(guesses[i].predicted()).isBetween(guesses[i].low(), guesses[i].high());
            assertThat(guesses[i].predicted())
                    .isCloseTo(3 + sample.configurations().get(i).real("a"), within(0.5));
        }
        assertThat(Calibration.of(sample, 1)).isEqualTo(guesses);
        assertThat(Calibration.of(sample(CUBE, 19, c -> 1), 1)).isEmpty();
    }

    /** kind has values 0, 1, 2, variance 2/3; the log-uniform rate is 2 u, variance 4/12: shares 2/3 and 1/3. */
    @Test
    void fanovaWeighsOptionsEquallyAndNumbersOverTheirScale() {
        var shares = Fanova.of(
                sample(MIXED, 300, c -> 2 * (Math.log10(c.real("rate")) + 4) / 4 + "pqr".indexOf(c.text("kind"))), 1);
        assertThat(shares.get("kind")).isCloseTo(0.667, within(0.06));
        assertThat(shares.get("rate")).isCloseTo(0.333, within(0.06));
        assertThat(shares.get("nothing")).isLessThan(0.03);
    }

    /** The best tenth lie where |a - 0.3| is small, and anywhere in b and c. */
    @Test
    void pedAnovaFindsWhatDecidesAboutTheBest() {
        var shares = PedAnova.of(sample(CUBE, 400, c -> Math.abs(c.real("a") - 0.3) + 0.02 * c.real("b")));
        assertThat(shares.get("a")).isGreaterThan(0.85);
        assertThat(shares.values().stream().mapToDouble(v -> v).sum()).isCloseTo(1, within(1e-9));
        var mixed = PedAnova.of(sample(MIXED, 400, c -> c.text("kind").equals("q") ? 0 : 1 + c.real("rate")));
        assertThat(mixed.get("kind")).isGreaterThan(0.7);
    }

    /** A parameter that sets a floor far above the best matters to the variance, and not to being among the best. */
    @Test
    void theTwoAnswerDifferentQuestions() {
        ToDoubleFunction<Configuration> loss = c -> (c.real("a") > 0.5 ? 100 : 0) + c.real("b");
        assertThat(Fanova.of(sample(CUBE, 400, loss), 1).get("a")).isGreaterThan(0.9);
        assertThat(PedAnova.of(sample(CUBE, 400, loss)).get("b")).isGreaterThan(0.7);
    }

    @Test
    void conditionalAndFixedParametersHaveSharesToo() {
        var conditional = sample(SampleSpaces.conditional(), 300, c -> c.has("momentum") ? c.real("momentum") : 3);
        assertThat(Fanova.of(conditional, 1))
                .containsOnlyKeys("optimizer", "momentum", "schedule", "step_epochs", "learning_rate");
        assertThat(Fanova.of(conditional, 1).get("learning_rate")).isLessThan(0.05);
        assertThat(PedAnova.of(conditional).get("momentum")).isGreaterThan(0.3);
        for (var space : List.of(SampleSpaces.singleValued(), CUBE)) {
            var flat = sample(space, 5, c -> 1);
            assertThat(Fanova.of(flat, 1).values()).allMatch(v -> v == 0);
            assertThat(PedAnova.of(sample(space, 0, c -> 1)).values()).allMatch(v -> v == 0);
        }
    }

    @Test
    void isAFunctionOfItsArguments() {
        var sample = sample(CUBE, 50, c -> c.real("a"));
        assertThat(Fanova.of(sample, 3)).isEqualTo(Fanova.of(sample, 3)).isNotEqualTo(Fanova.of(sample, 4));
        assertThat(Sample.of(History.empty(CUBE, "loss", Goal.MINIMIZE, 1)).size())
                .isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sample(CUBE, 1, c -> Double.NaN))
                .withMessageContaining("NaN");
    }

    private static Sample sample(SearchSpace space, int n, ToDoubleFunction<Configuration> loss) {
        var random = RandomStream.of(11, "importance", n);
        var configurations = new ArrayList<Configuration>();
        for (int i = 0; i < n; i++) {
            configurations.add(space.draw(random));
        }
        return new Sample(
                space, configurations, configurations.stream().mapToDouble(loss).toArray());
    }
}
