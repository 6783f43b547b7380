package winnow.space;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import winnow.random.RandomStream;

class SpaceMappingTest {
    private static final SearchSpace SPACE = new SearchSpace(
            List.of(
                    RealParameter.of("rate", 1e-3, 0.1, Scale.LOG),
                    new RealParameter("dropout", 0, 0.5, Scale.LINEAR, OptionalDouble.of(0.1), Optional.empty()),
                    new IntegerParameter("units", 16, 64, Scale.LINEAR, 16, Optional.empty()),
                    ChoiceParameter.of("optimizer", Value.of("sgd"), Value.of("adam")),
                    new RealParameter(
                            "momentum",
                            0,
                            0.99,
                            Scale.LINEAR,
                            OptionalDouble.empty(),
                            Optional.of(Condition.on("optimizer", Value.of("sgd")))),
                    ChoiceParameter.of("batch", Value.of(32L))),
            List.of());

    private static final Map<String, Value> USUAL =
            Map.of("dropout", Value.of(0.0), "flip", Value.of(0.0), "momentum", Value.of(0.9), "depth", Value.of(3L));

    private static Configuration configuration(Object... pairs) {
        var values = new LinkedHashMap<String, Value>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put((String) pairs[i], value(pairs[i + 1]));
        }
        return new Configuration(values);
    }

    private static Value value(Object plain) {
        if (plain instanceof String text) {
            return Value.of(text);
        }
        return plain instanceof Double number ? Value.of(number) : Value.of(((Integer) plain).longValue());
    }

    private static SpaceMapping.Place place(Configuration earlier, Map<String, Value> assumed) {
        var place = new SpaceMapping(SPACE, assumed).of(earlier);
        if (place instanceof SpaceMapping.Inside inside) {
            assertThat(SPACE.problems(inside.configuration())).isEmpty();
        }
        return place;
    }

    private static Configuration inside(Configuration earlier, Map<String, Value> assumed) {
        return ((SpaceMapping.Inside) place(earlier, assumed)).configuration();
    }

    private static String outside(Configuration earlier, Map<String, Value> assumed) {
        return ((SpaceMapping.Outside) place(earlier, assumed)).reason();
    }

    @Test
    void aConfigurationOfTheSpaceMeansItself() {
        var random = RandomStream.of(1, "mapping", 0);
        for (int i = 0; i < 200; i++) {
            var drawn = SPACE.draw(random);
            assertThat(inside(drawn, Map.of())).isEqualTo(drawn);
        }
    }

    @Test
    void valuesAreTakenAsTheyAreAndBetweenStepsTheNearerOne() {
        var earlier = configuration(
                "rate", 0.02, "dropout", 0.27, "units", 50, "optimizer", "sgd", "momentum", 0.5, "batch", 32.0);
        assertThat(inside(earlier, Map.of()))
                .isEqualTo(configuration(
                        "rate", 0.02, "dropout", 0.3, "units", 48, "optimizer", "sgd", "momentum", 0.5, "batch", 32));
    }

    @Test
    void aParameterThatTakesNoPartHereIsDropped() {
        var earlier = configuration(
                "rate", 0.02, "dropout", 0.1, "units", 16, "optimizer", "adam", "momentum", 0.5, "batch", 32);
        assertThat(inside(earlier, Map.of()).has("momentum")).isFalse();
    }

    @Test
    void whatIsMissingIsWhatTheObjectiveTakesOrTheOnlyValueThereIs() {
        var earlier = configuration("rate", 0.02, "units", 16, "optimizer", "sgd");
        assertThat(inside(earlier, USUAL))
                .isEqualTo(configuration(
                        "rate", 0.02, "dropout", 0.0, "units", 16, "optimizer", "sgd", "momentum", 0.9, "batch", 32));
        assertThat(outside(earlier, Map.of())).isEqualTo("what dropout was there is not known");
    }

    @Test
    void whatIsNotSearchedAnyMoreMustHaveHadTheUsualValue() {
        var earlier = configuration("rate", 0.02, "units", 16, "optimizer", "adam", "flip", 0.0, "unheard_of", 3);
        assertThat(inside(earlier, USUAL).values()).doesNotContainKeys("flip", "unheard_of");
        var flipped = configuration("rate", 0.02, "units", 16, "optimizer", "adam", "flip", 0.5);
        assertThat(outside(flipped, USUAL)).isEqualTo("flip is not in this space and had another value than 0.0");
    }

    @Test
    void valuesOutOfRangeAreNeverMovedToABound() {
        assertThat(outside(configuration("rate", 0.2, "units", 16, "optimizer", "adam"), USUAL))
                .isEqualTo("rate is not a real number from 0.001 to 0.1");
        assertThat(outside(configuration("rate", 0.02, "units", 65, "optimizer", "adam"), USUAL))
                .isEqualTo("units is not an integer from 16 to 64 in steps of 16");
        assertThat(outside(configuration("rate", 0.02, "units", 16, "optimizer", "rmsprop"), USUAL))
                .isEqualTo("optimizer is not one of sgd, adam");
        assertThat(outside(configuration("rate", "fast", "units", 16, "optimizer", "adam"), USUAL))
                .isEqualTo("rate is not a real number from 0.001 to 0.1");
        assertThat(outside(configuration("rate", 0.02, "units", 16, "optimizer", "adam", "batch", 64), USUAL))
                .isEqualTo("batch is not one of 32");
    }

    @Test
    void constraintsHold() {
        var parameters = SPACE.parameters();
        var space = new SearchSpace(parameters, List.of(Constraint.parse("units * rate <= 1", parameters)));
        var place = new SpaceMapping(space, USUAL).of(configuration("rate", 0.1, "units", 48, "optimizer", "adam"));
        assertThat(place).isEqualTo(new SpaceMapping.Outside("a constraint of this space forbids it"));
    }
}
