package winnow.scheduler;

import java.util.Optional;
import java.util.Set;
import winnow.random.RandomStream;
import winnow.space.ChoiceParameter;
import winnow.space.Configuration;
import winnow.space.IntegerParameter;
import winnow.space.Parameter;
import winnow.space.RealParameter;
import winnow.space.SearchSpace;
import winnow.space.Value;

/**
 * Explores around a configuration, as population-based training does: each parameter that may change is drawn anew with
 * some probability, and otherwise perturbed.
 *
 * <p>As Ray's {@code explore}: a number is multiplied by 1.2 or 0.8, here kept within its range and on its steps; an
 * ordered choice moves to a neighbour; another choice stays. A perturbation that breaks a constraint is tried again.
 *
 * @param space of the study
 * @param changing names of the parameters that may change
 * @param resample the probability that one is drawn anew
 */
record Exploration(SearchSpace space, Set<String> changing, double resample) {
    private static final double UP = 1.2;
    private static final double DOWN = 0.8;
    private static final int TRIES = 100;

    /** A configuration near a given one; the same, if no other was found that keeps the constraints. */
    Configuration around(Configuration configuration, RandomStream random) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            var candidate = perturbed(configuration, random);
            if (!candidate.equals(configuration) && space.constraintsHold(candidate)) {
                return candidate;
            }
        }
        return configuration;
    }

    private Configuration perturbed(Configuration configuration, RandomStream random) {
        double[] units = space.encode(configuration);
        for (int place = 0; place < units.length; place++) {
            var parameter = space.parameters().get(place);
            boolean isNew = Double.isNaN(units[place]) || random.nextDouble() < resample;
            double drawn = random.nextDouble();
            boolean isUp = random.nextBoolean();
            if (Double.isNaN(units[place])) {
                units[place] = drawn;
            } else if (changing.contains(parameter.name())) {
                var value = configuration.value(parameter.name()).orElseThrow();
                units[place] = isNew
                        ? drawn
                        : moved(parameter, value, isUp).map(parameter::encode).orElse(units[place]);
            }
        }
        return space.decode(units);
    }

    private static Optional<Value> moved(Parameter parameter, Value value, boolean isUp) {
        if (parameter instanceof ChoiceParameter choice) {
            int place = choice.options().indexOf(value) + (isUp ? 1 : -1);
            return choice.ordered() && place >= 0 && place < choice.options().size()
                    ? Optional.of(choice.options().get(place))
                    : Optional.empty();
        }
        double product = value.number() * (isUp ? UP : DOWN);
        if (parameter instanceof IntegerParameter integer) {
            return Optional.of(nearest(integer, (product - integer.low()) / integer.step()));
        }
        var real = (RealParameter) parameter;
        return real.step().isPresent()
                ? Optional.of(nearest(real, (product - real.low()) / real.step().getAsDouble()))
                : real.canonical(Value.of(Math.max(real.low(), Math.min(real.high(), product))));
    }

    /** The legal value nearest to a number of steps above the lowest. */
    private static Value nearest(Parameter parameter, double steps) {
        long last = parameter.cardinality().orElseThrow() - 1;
        return parameter.valueAt(Math.max(0, Math.min(last, Math.round(steps))));
    }
}
