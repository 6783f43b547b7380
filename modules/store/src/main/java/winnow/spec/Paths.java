package winnow.spec;

import java.util.Optional;

/** The names of fields: {@code limits.target}, {@code points[2].momentum}. */
final class Paths {
    private static final int LONGEST = 64;

    private Paths() {}

    /** The path of a key; a hostile key is cut short, since paths are built for every node. */
    static String in(String path, String key) {
        var name = Problems.printable(key.length() > LONGEST ? key.substring(0, LONGEST) : key);
        return path.isEmpty() ? name : path + "." + name;
    }

    static String in(String path, int index) {
        return path + "[" + index + "]";
    }

    /** The place of a field, or of the innermost part of it that stands in the tree. */
    static Place placeOf(Yaml root, String path) {
        var node = root;
        for (var segment : path.replace("[", ".[").split("\\.", -1)) {
            var next = child(node, segment);
            if (next.isEmpty()) {
                break;
            }
            node = next.get();
        }
        return node.place();
    }

    private static Optional<Yaml> child(Yaml node, String segment) {
        if (node instanceof Yaml.Mapping mapping) {
            return mapping.find(segment);
        }
        if (node instanceof Yaml.Sequence sequence && segment.matches("\\[[0-9]{1,6}]")) {
            int index = Integer.parseInt(segment.substring(1, segment.length() - 1));
            return index < sequence.items().size()
                    ? Optional.of(sequence.items().get(index))
                    : Optional.empty();
        }
        return Optional.empty();
    }
}
