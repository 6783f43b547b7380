package winnow.space;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import winnow.random.RandomStream;

/** Random parameters and spaces of every kind, for laws that must hold for all. */
final class RandomSpaces {
    private RandomSpaces() {}

    /** Checks a law on {@code cases} seeded streams; a failure names the case, which can be run alone. */
    static void forAll(int cases, Consumer<RandomStream> law) {
        for (int number = 0; number < cases; number++) {
            runCase(number, law);
        }
    }

    static void runCase(int number, Consumer<RandomStream> law) {
        try {
            law.accept(RandomStream.of(2026, "forAll", number));
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("case " + number + ": " + e.getMessage(), e);
        }
    }

    /** A parameter with any kind of range a person might write, also odd ones. */
    static Parameter parameter(RandomStream r, String name, Optional<Condition> when) {
        return switch (r.nextInt(5)) {
            case 0 -> choice(r, name, when);
            case 1 -> integer(r, name, when, 1_000_000_000_000L);
            case 2 -> stepped(r, name, when);
            default -> continuous(r, name, when);
        };
    }

    /** A parameter with few values. */
    static Parameter finite(RandomStream r, String name, Optional<Condition> when) {
        return r.nextBoolean() ? choice(r, name, when) : integer(r, name, when, 5);
    }

    static ChoiceParameter choice(RandomStream r, String name, Optional<Condition> when) {
        int size = r.nextInt(1, 6);
        int kind = r.nextInt(4);
        List<Value> options = IntStream.range(0, kind == 3 ? Math.min(size, 2) : size)
                .mapToObj(i -> switch (kind) {
                    case 0 -> Value.of("option" + i);
                    case 1 -> Value.of(16L << i);
                    case 2 -> Value.of(0.1 * (i + 1));
                    default -> Value.of(i == 0);
                })
                .toList();
        return new ChoiceParameter(name, options, r.nextBoolean(), when);
    }

    static IntegerParameter integer(RandomStream r, String name, Optional<Condition> when, long widest) {
        boolean log = r.nextBoolean();
        long width = 1 + (long) Math.pow((double) widest - 1, r.nextDouble());
        long low = log ? r.nextLong(1, 4) : r.nextLong(-1000, 1000);
        long high = Math.min(low + width, 1_000_000_000_000L);
        long step = log ? 1 : r.nextLong(1, Math.min(high - low, 7) + 1);
        return new IntegerParameter(name, low, high, log ? Scale.LOG : Scale.LINEAR, step, when);
    }

    static RealParameter stepped(RandomStream r, String name, Optional<Condition> when) {
        double step = r.nextInt(1, 100) * Math.pow(10, r.nextInt(-6, 3));
        long count = r.nextLong(1, 1 + (long) Math.pow(10, r.nextInt(1, 7)));
        double low = r.nextBoolean() ? step * r.nextInt(1, 50) : (r.nextDouble() - 0.5) * 100 * step;
        double high = low + (count + r.nextDouble()) * step;
        boolean log = low > 0.6 * step && r.nextBoolean();
        return new RealParameter(name, low, high, log ? Scale.LOG : Scale.LINEAR, OptionalDouble.of(step), when);
    }

    static RealParameter continuous(RandomStream r, String name, Optional<Condition> when) {
        Scale scale = List.of(Scale.values()).get(r.nextInt(3));
        double[] bounds =
                switch (scale) {
                    case LINEAR -> linearBounds(r);
                    case LOG -> logBounds(r);
                    case REVERSE_LOG ->
                        new double[] {
                            short10(r, 1 - Math.pow(10, -4 * r.nextDouble())),
                            1 - short10(r, Math.pow(10, -5 - 9 * r.nextDouble()))
                        };
                };
        return new RealParameter(name, bounds[0], bounds[1], scale, OptionalDouble.empty(), when);
    }

    private static double[] linearBounds(RandomStream r) {
        double size = Math.pow(10, 40 * r.nextDouble() - 20);
        double centre = r.nextBoolean() ? 0 : size * Math.pow(10, 15 * r.nextDouble() - 2) * (r.nextDouble() - 0.5);
        double low = short10(r, centre - size * r.nextDouble());
        return new double[] {low, Math.max(short10(r, centre + size), low + size)};
    }

    private static double[] logBounds(RandomStream r) {
        double low = short10(r, Math.pow(10, 470 * r.nextDouble() - 250));
        double ratio = r.nextBoolean() ? 1 + Math.pow(10, -11 * r.nextDouble()) : Math.pow(10, 1 + 60 * r.nextDouble());
        return new double[] {low, low * ratio};
    }

    /** Half of the time a number as people write it, else with all its digits. */
    private static double short10(RandomStream r, double x) {
        return r.nextBoolean() ? x : Double.parseDouble(String.format("%.9e", x));
    }

    interface Make {
        Parameter apply(RandomStream r, String name, Optional<Condition> when);
    }

    /** A space of 1 to {@code most} parameters in any order, about half of them under nested conditions. */
    static SearchSpace space(RandomStream r, int most, Make make) {
        for (int attempt = 0; ; attempt++) {
            List<Parameter> parameters = tangle(r.split("space", attempt), most, make);
            if (SearchSpace.problems(parameters, List.of()).isEmpty()) {
                return constrained(r, new SearchSpace(parameters, List.of()));
            }
        }
    }

    private static List<Parameter> tangle(RandomStream r, int most, Make make) {
        List<Parameter> built = new ArrayList<>();
        int size = r.nextInt(1, most + 1);
        for (int i = 0; i < size; i++) {
            List<Parameter> parents = built.stream()
                    .filter(p -> p.cardinality().isPresent() && r.nextInt(3) == 0)
                    .toList();
            Optional<Condition> when = parents.isEmpty() ? Optional.empty() : Optional.of(condition(r, parents));
            built.add(make.apply(r, "p" + i, when));
        }
        List<Parameter> shuffled = new ArrayList<>();
        for (Parameter parameter : built) {
            shuffled.add(r.nextInt(shuffled.size() + 1), parameter);
        }
        return shuffled;
    }

    private static Condition condition(RandomStream r, List<Parameter> parents) {
        Map<String, Set<Value>> anyOf = new LinkedHashMap<>();
        for (Parameter parent : parents) {
            Set<Value> values = new LinkedHashSet<>();
            for (int k = 0; k < 2; k++) {
                values.add(parent.valueAt(r.nextLong(parent.cardinality().orElseThrow())));
            }
            anyOf.put(parent.name(), values);
        }
        return new Condition(anyOf);
    }

    /** Adds, half of the time, a constraint that at least one configuration keeps. */
    private static SearchSpace constrained(RandomStream r, SearchSpace space) {
        Configuration kept = space.decode(IntStream.range(0, space.dimensions())
                .mapToDouble(i -> r.nextDouble())
                .toArray());
        List<String> numbers = kept.values().keySet().stream()
                .filter(name -> kept.values().get(name).numeric())
                .toList();
        if (numbers.isEmpty() || r.nextBoolean()) {
            return space;
        }
        String name = numbers.get(r.nextInt(numbers.size()));
        boolean below = space.parameter(name).encode(kept.values().get(name)) > 0.5;
        String source = name + (below ? " <= " : " >= ") + kept.real(name);
        return withConstraint(space, source);
    }

    static SearchSpace withConstraint(SearchSpace space, String source) {
        return new SearchSpace(space.parameters(), List.of(Constraint.parse(source, space.parameters())));
    }
}
