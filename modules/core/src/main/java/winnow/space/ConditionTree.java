package winnow.space;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who depends on whom among the parameters of a space, and the count and order of all configurations that result.
 *
 * <p>Parameters are visited parents first, children as early as possible. What has been chosen so far matters to the
 * rest only by which later parameters it has <i>ruled out</i>; the number of ways to complete a choice is therefore a
 * function of the position and that set, and is remembered. Values of a parent that rule out the same children form
 * runs, so that a parent with a million values costs no more than one with three. Finding a configuration by index
 * visits each parameter once.
 *
 * <p>Built only for parameters whose conditions name existing parameters without cycles.
 */
final class ConditionTree {
    /** Beyond, conditions are refused as too entangled; trees need about as many states as parameters. */
    private static final int MOST_STATES = 20_000;

    private final List<Parameter> parameters;
    private final Map<String, Integer> places = new HashMap<>();
    private final List<List<Integer>> children = new ArrayList<>();
    private final List<Integer> order = new ArrayList<>();
    private final List<List<Run>> runs = new ArrayList<>();
    private final List<Map<BitSet, BigInteger>> counts = new ArrayList<>();
    private final BitSet possible = new BitSet();
    private int states;

    /** Neighbouring values of a parameter, {@code length} from index {@code first}, that rule out the same children. */
    private record Run(long first, long length, BitSet ruledOut) {}

    /** Thrown when the conditions have too many combinations to tell apart. */
    static final class EntangledException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    ConditionTree(List<Parameter> parameters) {
        this.parameters = parameters;
        for (Parameter parameter : parameters) {
            places.put(parameter.name(), places.size());
            children.add(new ArrayList<>());
            counts.add(new HashMap<>());
        }
        for (int child = 0; child < parameters.size(); child++) {
            for (String parent : parents(child)) {
                children.get(place(parent)).add(child);
            }
        }
        BitSet placed = new BitSet();
        for (int place = 0; place < parameters.size(); place++) {
            placeWithChildren(place, placed);
        }
        for (int place = 0; place < parameters.size(); place++) {
            runs.add(runsOf(place));
        }
        ways(0, new BitSet());
    }

    /** The place of a parameter in the space. */
    int place(String name) {
        return Objects.requireNonNull(places.get(name), name);
    }

    private Set<String> parents(int place) {
        return parameters.get(place).when().map(when -> when.anyOf().keySet()).orElse(Set.of());
    }

    private void placeWithChildren(int place, BitSet placed) {
        boolean ready = parents(place).stream().allMatch(parent -> placed.get(place(parent)));
        if (ready && !placed.get(place)) {
            placed.set(place);
            order.add(place);
            children.get(place).forEach(child -> placeWithChildren(child, placed));
        }
    }

    private List<Run> runsOf(int place) {
        Parameter parameter = parameters.get(place);
        long size = parameter.cardinality().orElse(1);
        TreeSet<Long> starts = new TreeSet<>(Set.of(0L));
        for (int child : children.get(place)) {
            for (Value value : allowed(child, parameter.name())) {
                long index = parameter.indexOf(value);
                starts.add(index);
                starts.add(index + 1);
            }
        }
        starts.remove(size);
        List<Run> result = new ArrayList<>();
        for (long first : starts) {
            Long next = starts.higher(first);
            Run run = new Run(first, (next == null ? size : next) - first, ruledOutBy(place, first));
            Run last = result.isEmpty() ? null : result.get(result.size() - 1);
            if (last != null && last.ruledOut().equals(run.ruledOut())) {
                result.set(result.size() - 1, new Run(last.first(), last.length() + run.length(), last.ruledOut()));
            } else {
                result.add(run);
            }
        }
        return result;
    }

    private Set<Value> allowed(int child, String parent) {
        return parameters.get(child).when().orElseThrow().anyOf().getOrDefault(parent, Set.of());
    }

    private BitSet ruledOutBy(int place, long index) {
        BitSet result = new BitSet();
        Parameter parameter = parameters.get(place);
        for (int child : children.get(place)) {
            if (!allowed(child, parameter.name()).contains(parameter.valueAt(index))) {
                result.set(child);
            }
        }
        return result;
    }

    /** What is ruled out for later positions once the parameter at {@code place} does not take part. */
    private BitSet afterAbsent(int place, BitSet ruledOut) {
        BitSet result = (BitSet) ruledOut.clone();
        result.clear(place);
        children.get(place).forEach(result::set);
        return result;
    }

    private static BitSet after(Run run, BitSet ruledOut) {
        BitSet result = (BitSet) ruledOut.clone();
        result.or(run.ruledOut());
        return result;
    }

    /** Number of ways to choose the parameters from {@code position} of the order on; a continuous one counts once. */
    private BigInteger ways(int position, BitSet ruledOut) {
        if (position == order.size()) {
            return BigInteger.ONE;
        }
        BigInteger known = counts.get(position).get(ruledOut);
        if (known != null) {
            return known;
        }
        if (++states > MOST_STATES) {
            throw new EntangledException();
        }
        int place = order.get(position);
        BigInteger result = BigInteger.ZERO;
        if (ruledOut.get(place)) {
            result = ways(position + 1, afterAbsent(place, ruledOut));
        } else {
            possible.set(place);
            for (Run run : runs.get(place)) {
                BigInteger each = ways(position + 1, after(run, ruledOut));
                result = result.add(each.multiply(BigInteger.valueOf(run.length())));
            }
        }
        counts.get(position).put(ruledOut, result);
        return result;
    }

    /** Parameters that take part in no configuration, because their conditions contradict each other. */
    List<Parameter> impossible() {
        List<Parameter> result = new ArrayList<>(parameters);
        result.removeIf(parameter -> possible.get(place(parameter.name())));
        return result;
    }

    /** Number of configurations, or empty if a parameter is continuous. */
    Optional<BigInteger> cardinality() {
        boolean finite = parameters.stream()
                .allMatch(parameter -> parameter.cardinality().isPresent());
        return finite ? Optional.of(ways(0, new BitSet())) : Optional.empty();
    }

    /** The configuration of an index from 0 to below the cardinality, which must be finite. */
    Configuration at(BigInteger index) {
        Value[] values = new Value[parameters.size()];
        BitSet ruledOut = new BitSet();
        BigInteger rest = index;
        for (int position = 0; position < order.size(); position++) {
            int place = order.get(position);
            if (ruledOut.get(place)) {
                ruledOut = afterAbsent(place, ruledOut);
                continue;
            }
            for (Run run : runs.get(place)) {
                BitSet next = after(run, ruledOut);
                BigInteger each = ways(position + 1, next);
                BigInteger block = each.multiply(BigInteger.valueOf(run.length()));
                if (rest.compareTo(block) < 0) {
                    BigInteger[] parts = rest.divideAndRemainder(each);
                    values[place] = parameters.get(place).valueAt(run.first() + parts[0].longValueExact());
                    rest = parts[1];
                    ruledOut = next;
                    break;
                }
                rest = rest.subtract(block);
            }
        }
        return configuration(values);
    }

    /** The configuration of those points whose parameter takes part, each decoded, parents first. */
    Configuration decode(double[] units) {
        Value[] values = new Value[parameters.size()];
        for (int place : order) {
            if (takesPart(place, values)) {
                values[place] = parameters.get(place).decode(units[place]);
            }
        }
        return configuration(values);
    }

    private boolean takesPart(int place, Value[] values) {
        Optional<Condition> when = parameters.get(place).when();
        if (when.isEmpty()) {
            return true;
        }
        for (Map.Entry<String, Set<Value>> one : when.get().anyOf().entrySet()) {
            Value value = values[place(one.getKey())];
            if (value == null || !one.getValue().contains(value)) {
                return false;
            }
        }
        return true;
    }

    /** Which parameters take part, by place, given the values of a configuration. */
    BitSet active(Map<String, Value> given) {
        Value[] values = new Value[parameters.size()];
        BitSet result = new BitSet();
        for (int place : order) {
            if (takesPart(place, values)) {
                result.set(place);
                values[place] = given.get(parameters.get(place).name());
            }
        }
        return result;
    }

    private Configuration configuration(Value[] values) {
        Map<String, Value> result = new LinkedHashMap<>();
        for (int place = 0; place < values.length; place++) {
            if (values[place] != null) {
                result.put(parameters.get(place).name(), values[place]);
            }
        }
        return new Configuration(result);
    }
}
