package winnow.space;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What configurations of one space mean in another: parameters of the same name are the same parameter.
 *
 * <p>A value is taken as it is, whatever scale, step or bounds it was drawn with; between two steps of the new space it
 * becomes the nearer one. Out of the new range it has no place there: it is never moved to a bound, where nothing was
 * measured. A parameter that took no part has the value that the objective takes for it, if that is known; failing that,
 * the only value it can have in the new space. One that the new space leaves out must have had the value that the
 * objective takes for it; where that is not known it is passed over.
 *
 * @param to the new space
 * @param assumed what the objective takes for parameters that a space leaves out, as far as that is known
 */
public record SpaceMapping(SearchSpace to, Map<String, Value> assumed) {

    public SpaceMapping {
        assumed = Map.copyOf(assumed);
    }

    /** What a configuration means in the new space: a configuration there, or why there is none. */
    public sealed interface Place {}

    /** A configuration of the new space. */
    public record Inside(Configuration configuration) implements Place {}

    /**
     * It has no place.
     *
     * @param reason in words that are the same for all configurations left out for it
     */
    public record Outside(String reason) implements Place {}

    /** What a configuration of another space means here. */
    public Place of(Configuration earlier) {
        for (var value : earlier.values().entrySet()) {
            var usual = assumed.get(value.getKey());
            if (to.find(value.getKey()).isEmpty() && usual != null && !usual.sameAs(value.getValue())) {
                return new Outside(value.getKey() + " is not in this space and had another value than " + usual.text());
            }
        }
        return new Finding(earlier).place();
    }

    /** One configuration being mapped: parents before the parameters that depend on them. */
    private final class Finding {
        private final Configuration earlier;
        private final Map<String, Value> values = new LinkedHashMap<>();
        private final Map<String, Boolean> active = new LinkedHashMap<>();
        private Optional<String> obstacle = Optional.empty();

        Finding(Configuration earlier) {
            this.earlier = earlier;
        }

        Place place() {
            for (var parameter : to.parameters()) {
                visit(parameter);
            }
            if (obstacle.isPresent()) {
                return new Outside(obstacle.get());
            }
            var ordered = new LinkedHashMap<String, Value>();
            to.parameters().stream()
                    .map(Parameter::name)
                    .filter(values::containsKey)
                    .forEach(name -> ordered.put(name, values.get(name)));
            var configuration = new Configuration(ordered);
            return to.constraintsHold(configuration)
                    ? new Inside(configuration)
                    : new Outside("a constraint of this space forbids it");
        }

        /** Whether a parameter takes part, with its value found; false, too, once there is an obstacle. */
        private boolean visit(Parameter parameter) {
            var known = active.get(parameter.name());
            if (known != null) {
                return known;
            }
            boolean takesPart = parameter.when().map(this::holds).orElse(true) && obstacle.isEmpty();
            active.put(parameter.name(), takesPart);
            if (takesPart) {
                value(parameter).ifPresent(value -> values.put(parameter.name(), value));
            }
            return takesPart;
        }

        private boolean holds(Condition condition) {
            return condition.anyOf().entrySet().stream().allMatch(one -> {
                boolean takesPart = visit(to.parameter(one.getKey()));
                return takesPart && obstacle.isEmpty() && one.getValue().contains(values.get(one.getKey()));
            });
        }

        private Optional<Value> value(Parameter parameter) {
            var name = parameter.name();
            var given = earlier.value(name)
                    .or(() -> Optional.ofNullable(assumed.get(name)))
                    .or(() -> only(parameter));
            if (given.isEmpty()) {
                obstacle = Optional.of("what " + name + " was there is not known");
                return Optional.empty();
            }
            var value = near(parameter, given.get());
            if (value.isEmpty()) {
                obstacle = Optional.of(name + " is not " + parameter.describe());
            }
            return value;
        }
    }

    private static Optional<Value> only(Parameter parameter) {
        return parameter.cardinality().orElse(2) == 1 ? Optional.of(parameter.valueAt(0)) : Optional.empty();
    }

    /** The legal value that a value is or, between two steps, is nearer to. */
    private static Optional<Value> near(Parameter parameter, Value given) {
        var same = parameter.canonical(given);
        if (same.isPresent()
                || parameter instanceof ChoiceParameter
                || !given.numeric()
                || parameter.cardinality().isEmpty()) {
            return same;
        }
        double number = given.number();
        long low = 0;
        long high = parameter.cardinality().getAsLong() - 1;
        if (number < parameter.valueAt(low).number()
                || number > parameter.valueAt(high).number()) {
            return Optional.empty();
        }
        while (high - low > 1) {
            long middle = low + (high - low) / 2;
            if (parameter.valueAt(middle).number() <= number) {
                low = middle;
            } else {
                high = middle;
            }
        }
        var below = parameter.valueAt(low);
        var above = parameter.valueAt(high);
        return Optional.of(number - below.number() <= above.number() - number ? below : above);
    }
}
