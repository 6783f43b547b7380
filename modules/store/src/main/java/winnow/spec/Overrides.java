package winnow.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Changes of a spec given on the command line: {@code limits.trials=9}, {@code space.lr={real: [1, 2]}}. */
final class Overrides {
    /** What a study may change after it has begun, without becoming another study. */
    static final Set<String> RESUMABLE = Set.of("limits", "resources");

    private final Problems problems;
    private final Predicate<String> isAllowed;

    private Overrides(Problems problems, Predicate<String> isAllowed) {
        this.problems = problems;
        this.isAllowed = isAllowed;
    }

    /** The tree with all overrides applied in order; a later one wins. */
    static Yaml.Mapping apply(Yaml.Mapping root, List<String> overrides, boolean isResume, Problems problems) {
        Predicate<String> isAllowed = top -> !isResume || RESUMABLE.contains(top);
        var applied = root;
        for (var override : overrides) {
            applied = new Overrides(problems, isAllowed).applied(applied, override);
        }
        return applied;
    }

    private Yaml.Mapping applied(Yaml.Mapping root, String override) {
        int equals = override.indexOf('=');
        var path = equals < 0 ? override.strip() : override.substring(0, equals).strip();
        var place = Place.of("--set " + Problems.printable(path));
        if (equals < 0 || path.isEmpty()) {
            problems.add(place, path, "must be PATH=VALUE, such as limits.trials=9");
            return root;
        }
        var keys = List.of(path.split("\\.", -1));
        if (keys.stream().anyMatch(String::isBlank) || keys.size() > 10) {
            problems.add(place, path, "is no path; a path is made of keys and dots, such as limits.trials");
            return root;
        }
        if (!isAllowed.test(keys.get(0))) {
            problems.add(
                    place,
                    path,
                    "cannot be changed after the study has begun: only limits and resources can; start a new study");
            return root;
        }
        var text = override.substring(equals + 1);
        if (text.isBlank()) {
            return without(root, keys);
        }
        var before = problems.count();
        var value = YamlReader.readOverride(place.source(), text, path, problems);
        return value.isEmpty() || problems.count() > before
                ? root
                : (Yaml.Mapping) set(root, keys, 0, value.get(), place);
    }

    private Yaml set(Yaml node, List<String> keys, int depth, Yaml value, Place place) {
        if (depth == keys.size()) {
            return value;
        }
        if (!(node instanceof Yaml.Mapping mapping)) {
            var outer = String.join(".", keys.subList(0, depth));
            problems.add(
                    place,
                    String.join(".", keys),
                    outer + " is " + node.shown() + " and has no parts; set " + outer + " as a whole");
            return node;
        }
        var key = keys.get(depth);
        var pairs = new LinkedHashMap<>(mapping.byName());
        var before = mapping.pair(key)
                .orElseGet(() -> new Yaml.Pair(Yaml.Scalar.quoted(place, key, -1), Yaml.Mapping.of(place)));
        pairs.put(key, new Yaml.Pair(before.key(), set(before.value(), keys, depth + 1, value, place)));
        return new Yaml.Mapping(mapping.place(), pairs);
    }

    /** An override without a value takes the key away, so that its default holds. */
    private static Yaml.Mapping without(Yaml.Mapping mapping, List<String> keys) {
        var pairs = new LinkedHashMap<>(mapping.byName());
        var key = keys.get(0);
        if (keys.size() == 1) {
            pairs.remove(key);
        } else {
            pairs.computeIfPresent(
                    key,
                    (name, pair) -> pair.value() instanceof Yaml.Mapping inner
                            ? new Yaml.Pair(pair.key(), without(inner, keys.subList(1, keys.size())))
                            : pair);
        }
        return new Yaml.Mapping(mapping.place(), pairs);
    }
}
