package winnow.space;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import winnow.random.RandomStream;
import winnow.text.Nearest;

/**
 * The configurations a study may try: parameters, some of which take part only under a condition, and constraints.
 *
 * <p>Conditions may be nested; a parameter whose parent does not take part does not either. A configuration is encoded
 * as one coordinate a parameter, in [0, 1] or {@link Double#NaN} for a parameter that does not take part, and
 * {@code decode(encode(c))} equals {@code c} for every configuration of the space. Immutable, and equal by parameters
 * and constraints.
 */
public final class SearchSpace {
    /** How many draws in a row may break constraints before {@link #draw} looks elsewhere or gives up. */
    public static final int MOST_MISSES = 10_000;

    /** Spaces up to this many configurations are searched one by one when drawing does not find a feasible one. */
    static final long SMALL = 100_000;

    private final List<Parameter> parameters;
    private final List<Constraint> constraints;
    private final Map<String, Integer> places;
    private final ConditionTree tree;
    private volatile @Nullable List<Configuration> feasible;

    /**
     * Joins parameters and constraints.
     *
     * @throws InvalidSpaceException with every problem, if they do not fit together
     */
    public SearchSpace(List<? extends Parameter> parameters, List<Constraint> constraints) {
        InvalidSpaceException.throwIfAny(problems(parameters, constraints));
        this.parameters = List.copyOf(parameters);
        this.constraints = List.copyOf(constraints);
        places = new LinkedHashMap<>();
        this.parameters.forEach(parameter -> places.put(parameter.name(), places.size()));
        tree = new ConditionTree(this.parameters);
    }

    /** A space without constraints. */
    public static SearchSpace of(Parameter... parameters) {
        return new SearchSpace(List.of(parameters), List.of());
    }

    /** What the constructor would refuse; empty if nothing. */
    public static List<SpaceProblem> problems(
            Collection<? extends Parameter> parameters, Collection<Constraint> constraints) {
        return problems(parameters, constraints, Set.of());
    }

    /**
     * What is wrong between these parts, for a reader that could not build all parameters.
     *
     * @param alsoKnown names of parameters that exist but are not among {@code parameters}; conditions and constraints
     *     on them are not held against anyone
     */
    public static List<SpaceProblem> problems(
            Collection<? extends Parameter> parameters, Collection<Constraint> constraints, Set<String> alsoKnown) {
        return new SpaceRules(parameters, alsoKnown).problems(constraints);
    }

    /** The parameters in the order given. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /** The constraints in the order given. */
    public List<Constraint> constraints() {
        return constraints;
    }

    /** The number of parameters, which is that of coordinates. */
    public int dimensions() {
        return parameters.size();
    }

    /**
     * The parameter of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Parameter parameter(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no parameter '" + name + "'" + Nearest.hint(name, places.keySet())));
    }

    /** The parameter of that name, if there is one. */
    public Optional<Parameter> find(String name) {
        return Optional.ofNullable(places.get(name)).map(parameters::get);
    }

    /**
     * The coordinates of a configuration, {@link Double#NaN} for a parameter without a value.
     *
     * @throws IllegalArgumentException if a value is not legal or has no parameter
     */
    public double[] encode(Configuration configuration) {
        double[] units = new double[dimensions()];
        Arrays.fill(units, Double.NaN);
        configuration.values().forEach((name, value) -> {
            Parameter parameter = parameter(name);
            units[tree.place(name)] = parameter.encode(value);
        });
        return units;
    }

    /**
     * The configuration at a point; constraints are not looked at, nor coordinates of parameters that do not take part.
     *
     * @throws IllegalArgumentException if a coordinate that counts is not in [0, 1], or their number is wrong
     */
    public Configuration decode(double[] units) {
        if (units.length != dimensions()) {
            throw new IllegalArgumentException(
                    "a point of this space has " + dimensions() + " coordinates, not " + units.length);
        }
        return tree.decode(units);
    }

    /** Whether exactly the right parameters have a value, each legal, and all constraints hold. */
    public boolean contains(Configuration configuration) {
        return problems(configuration).isEmpty();
    }

    /** Why a configuration does not belong to the space, in words; empty if it does. */
    public List<String> problems(Configuration configuration) {
        List<String> problems = new ArrayList<>();
        Map<String, Value> values = configuration.values();
        BitSet active = tree.active(values);
        for (Parameter parameter : parameters) {
            boolean takesPart = active.get(tree.place(parameter.name()));
            membership(parameter, values.get(parameter.name()), takesPart).ifPresent(problems::add);
        }
        for (String name : values.keySet()) {
            if (!places.containsKey(name)) {
                problems.add("no parameter '" + name + "'" + Nearest.hint(name, places.keySet()));
            }
        }
        if (problems.isEmpty()) {
            broken(configuration).forEach(one -> problems.add("the constraint " + one.source() + " does not hold"));
        }
        return problems;
    }

    private static Optional<String> membership(Parameter parameter, @Nullable Value value, boolean takesPart) {
        if (value == null) {
            return takesPart ? Optional.of(parameter.name() + " has no value") : Optional.empty();
        }
        if (!takesPart) {
            return Optional.of(parameter.name() + " takes part only when "
                    + parameter.when().map(Condition::toString).orElse("always"));
        }
        return parameter.contains(value) ? Optional.empty() : Optional.of(ParameterRules.misfit(parameter, value));
    }

    private Stream<Constraint> broken(Configuration configuration) {
        return constraints.stream().filter(constraint -> !constraint.holds(configuration));
    }

    /** Whether all constraints hold for a configuration; nothing else is checked. */
    public boolean constraintsHold(Configuration configuration) {
        return broken(configuration).findAny().isEmpty();
    }

    /**
     * The configuration a person means by these values: each in its parameter's canonical form where it has one (see
     * {@link Parameter#canonical}), else as given, in the order of the space. Ask {@link #problems(Configuration)} next.
     */
    public Configuration canonical(Configuration given) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            given.value(parameter.name())
                    .ifPresent(v ->
                            values.put(parameter.name(), parameter.canonical(v).orElse(v)));
        }
        given.values().forEach(values::putIfAbsent);
        return new Configuration(values);
    }

    /**
     * A configuration that keeps the constraints, uniform over the unit cube of coordinates.
     *
     * <p>Draws until one keeps them. After {@value #MOST_MISSES} misses a space of up to 100,000 configurations is
     * listed and one of the feasible drawn, each equally likely.
     *
     * @throws InfeasibleException if nothing is found; names the constraints
     */
    public Configuration draw(RandomStream random) {
        for (int miss = 0; miss < MOST_MISSES; miss++) {
            Configuration candidate = drawUnconstrained(random);
            if (constraintsHold(candidate)) {
                return candidate;
            }
        }
        List<Configuration> listed = feasibleIfSmall();
        if (listed.isEmpty()) {
            throw new InfeasibleException("none of " + MOST_MISSES + " configurations drawn keeps all constraints: "
                    + constraints.stream().map(Constraint::source).collect(Collectors.joining("; ")));
        }
        return listed.get(random.nextInt(listed.size()));
    }

    /** A configuration uniform over the unit cube, constraints ignored; takes one number a parameter. */
    Configuration drawUnconstrained(RandomStream random) {
        double[] units = new double[dimensions()];
        Arrays.setAll(units, place -> random.nextDouble());
        return decode(units);
    }

    /** All configurations that keep the constraints, if the space is small; otherwise none. */
    List<Configuration> feasibleIfSmall() {
        List<Configuration> known = feasible;
        if (known == null) {
            boolean small = cardinality()
                    .filter(count -> count.compareTo(BigInteger.valueOf(SMALL)) <= 0)
                    .isPresent();
            known = small ? configurations().filter(this::constraintsHold).toList() : List.of();
            feasible = known;
        }
        return known;
    }

    /**
     * The number of distinct configurations, each combination of values of the parameters that take part counted once;
     * constraints are not looked at. Empty if a parameter is continuous.
     */
    public Optional<BigInteger> cardinality() {
        return tree.cardinality();
    }

    /**
     * The configuration of an index, in an order that varies later parameters fastest (children follow their parents);
     * each exactly once, constraints not looked at. Takes time proportional to the number of parameters.
     *
     * @throws IndexOutOfBoundsException unless 0 <= index < cardinality
     * @throws IllegalStateException if a parameter is continuous
     */
    public Configuration configurationAt(BigInteger index) {
        BigInteger count = cardinality()
                .orElseThrow(() -> new IllegalStateException("a space with a continuous parameter has no list of"
                        + " configurations; make a grid of it first"));
        if (index.signum() < 0 || index.compareTo(count) >= 0) {
            throw new IndexOutOfBoundsException("index " + index + " is not from 0 to below " + count);
        }
        return tree.at(index);
    }

    /** As {@link #configurationAt(BigInteger)}. */
    public Configuration configurationAt(long index) {
        return configurationAt(BigInteger.valueOf(index));
    }

    /**
     * All configurations by index, lazily; constraints not looked at.
     *
     * @throws IllegalStateException if a parameter is continuous
     */
    public Stream<Configuration> configurations() {
        BigInteger count = cardinality()
                .orElseThrow(() -> new IllegalStateException("a space with a continuous parameter cannot be listed"));
        return Stream.iterate(BigInteger.ZERO, index -> index.compareTo(count) < 0, index -> index.add(BigInteger.ONE))
                .map(tree::at);
    }

    /**
     * A finite space inside this one: continuous parameters become ordered choices of values equally spaced in [0, 1],
     * bounds included (the middle, if only one), and integers with more values than that are thinned likewise. Values
     * that a condition asks for are kept. Stepped reals and choices stay. Same names, conditions and constraints; each
     * of its configurations is one of this space as far as constraints allow.
     *
     * @param points 1 to 10,000, values for each continuous or thinned parameter
     */
    public SearchSpace grid(int points) {
        if (points < 1 || points > ParameterRules.MOST_OPTIONS) {
            throw new IllegalArgumentException("a grid needs 1 to 10000 points a parameter, not " + points);
        }
        return new SearchSpace(
                parameters.stream().map(parameter -> thinned(parameter, points)).toList(), constraints);
    }

    private Parameter thinned(Parameter parameter, int points) {
        boolean integerOfMany =
                parameter instanceof IntegerParameter && parameter.cardinality().orElseThrow() > points;
        if (parameter.cardinality().isPresent() && !integerOfMany) {
            return parameter;
        }
        Stream<Value> spaced = Stream.iterate(0, i -> i < points, i -> i + 1)
                .map(i -> parameter.decode(points == 1 ? 0.5 : (double) i / (points - 1)));
        Stream<Value> asked = parameters.stream()
                .flatMap(child -> child.when().stream())
                .flatMap(when -> when.anyOf().getOrDefault(parameter.name(), Set.of()).stream());
        List<Value> options = Stream.concat(spaced, asked)
                .distinct()
                .sorted(Comparator.comparingDouble(Value::number))
                .toList();
        return new ChoiceParameter(parameter.name(), options, true, parameter.when());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SearchSpace space
                && parameters.equals(space.parameters)
                && constraints.equals(space.constraints);
    }

    @Override
    public int hashCode() {
        return 31 * parameters.hashCode() + constraints.hashCode();
    }

    @Override
    public String toString() {
        return "SearchSpace" + places.keySet()
                + constraints.stream().map(Constraint::source).toList();
    }
}
