package winnow.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import winnow.text.Nearest;

/** The shapes of mappings. */
interface MappingShape extends Shape {

    /**
     * A key of a mapping.
     *
     * @param meaning one sentence for a person
     */
    record Field(String name, Shape shape, boolean isRequired, String meaning) {
        static Field required(String name, Shape shape, String meaning) {
            return new Field(name, shape, true, meaning);
        }

        static Field optional(String name, Shape shape, String meaning) {
            return new Field(name, shape, false, meaning);
        }

        ObjectNode described() {
            return shape.schema().put("description", meaning);
        }
    }

    /**
     * A mapping with known keys.
     *
     * @param noun what a key is called in messages: {@code key} or {@code setting}
     */
    record Fields(List<Field> keys, String noun) implements MappingShape {
        public Fields {
            keys = List.copyOf(keys);
        }

        @Override
        public void check(Yaml node, String path, Problems problems) {
            if (!(node instanceof Yaml.Mapping mapping)) {
                problems.add(node.place(), path, "must be a mapping of keys to values, not " + node.shown());
                return;
            }
            for (var pair : mapping.pairs()) {
                var field = Paths.in(path, pair.name());
                find(pair.name())
                        .ifPresentOrElse(
                                key -> key.shape().check(pair.value(), field, problems),
                                () -> problems.add(
                                        pair.key().place(),
                                        field,
                                        "unknown " + noun + problems.hint(pair.name(), names())));
            }
            for (var key : keys) {
                if (key.isRequired() && mapping.find(key.name()).isEmpty()) {
                    problems.add(mapping.place(), Paths.in(path, key.name()), "is missing: " + key.meaning());
                }
            }
        }

        private Optional<Field> find(String name) {
            return keys.stream().filter(k -> k.name().equals(name)).findFirst();
        }

        List<String> names() {
            return keys.stream().map(Field::name).toList();
        }

        @Override
        public ObjectNode schema() {
            var schema = JSON.objectNode().put("type", "object");
            var properties = schema.putObject("properties");
            keys.forEach(key -> properties.set(key.name(), key.described()));
            schema.put("additionalProperties", false);
            var required = schema.putArray("required");
            keys.stream().filter(Field::isRequired).forEach(k -> required.add(k.name()));
            return schema;
        }
    }

    /** A mapping from names of the writer's own choice to things of one shape. */
    record Entries(Shape value, int least, int most) implements MappingShape {
        @Override
        public void check(Yaml node, String path, Problems problems) {
            if (!(node instanceof Yaml.Mapping mapping)) {
                problems.add(node.place(), path, "must be a mapping of names to values, not " + node.shown());
                return;
            }
            int size = mapping.pairs().size();
            if (size < least || size > most) {
                problems.add(
                        node.place(),
                        path,
                        "must have " + Shape.count(least, most, size, "entry", "entries") + ", not " + size);
            }
            mapping.pairs().forEach(p -> value.check(p.value(), Paths.in(path, p.name()), problems));
        }

        @Override
        public ObjectNode schema() {
            var schema = JSON.objectNode().put("type", "object");
            schema.set("additionalProperties", value.schema());
            return schema.put("minProperties", least).put("maxProperties", most);
        }
    }

    /**
     * Something chosen by its {@code name}, with the settings of what was chosen; without settings the name alone will
     * do.
     *
     * @param what for messages: {@code strategy}
     * @param options by name
     */
    record Chosen(String what, Map<String, Option> options) implements MappingShape {
        private static final String NAME = "name";

        /**
         * One of the things to choose from.
         *
         * @param ways sets of keys one of which must be given; empty: none need be. For the schema only
         */
        record Option(String summary, List<Field> keys, List<List<String>> ways) {
            boolean isEnoughAlone() {
                return ways.isEmpty() && keys.stream().noneMatch(Field::isRequired);
            }
        }

        public Chosen {
            options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        }

        @Override
        public void check(Yaml node, String path, Problems problems) {
            if (node instanceof Yaml.Scalar) {
                checkName(node, path, problems);
                chosen(node).ifPresent(o -> fields(o)
                        .check(
                                Yaml.Mapping.of(
                                        node.place(), new Yaml.Pair(Yaml.Scalar.quoted(node.place(), NAME, -1), node)),
                                path,
                                problems));
            } else if (!(node instanceof Yaml.Mapping mapping)) {
                problems.add(node.place(), path, "must be {name: ...} with its settings, not " + node.shown());
            } else if (mapping.find(NAME).isEmpty()) {
                problems.add(
                        mapping.place(), Paths.in(path, NAME), "is missing: which " + what + "; there are " + known());
            } else {
                checkName(mapping.find(NAME).get(), Paths.in(path, NAME), problems);
                chosen(node).ifPresent(option -> fields(option).check(mapping, path, problems));
            }
        }

        private void checkName(Yaml name, String path, Problems problems) {
            if (name instanceof Yaml.Scalar scalar && scalar.kind() == Yaml.Kind.TEXT) {
                if (!options.containsKey(scalar.text())) {
                    problems.add(
                            scalar.place(),
                            path,
                            "there is no " + what + " " + scalar.shown()
                                    + Nearest.hint(scalar.text(), options.keySet()));
                }
            } else {
                problems.add(name.place(), path, "must be the name of a " + what + ", not " + name.shown());
            }
        }

        private Optional<Option> chosen(Yaml node) {
            return nameOf(node).map(options::get);
        }

        /** The name that a checked or unchecked node chooses, if it is a text. */
        static Optional<String> nameOf(Yaml node) {
            var name = node instanceof Yaml.Mapping mapping ? mapping.find(NAME) : Optional.of(node);
            return name.filter(n -> n instanceof Yaml.Scalar s && s.kind() == Yaml.Kind.TEXT)
                    .map(n -> ((Yaml.Scalar) n).text());
        }

        private Fields fields(Option option) {
            var keys = new ArrayList<Field>();
            keys.add(Field.required(NAME, new Word(List.copyOf(options.keySet())), "which " + what));
            keys.addAll(option.keys());
            return new Fields(keys, "setting");
        }

        private String known() {
            return String.join(", ", options.keySet());
        }

        @Override
        public ObjectNode schema() {
            var schema = JSON.objectNode();
            var forms = schema.putArray("anyOf");
            var bare = forms.addObject();
            var names = bare.putArray("enum");
            options.forEach((name, option) -> {
                if (option.isEnoughAlone()) {
                    names.add(name);
                }
                var form = fields(option).schema();
                ((ObjectNode) form.get("properties"))
                        .set(NAME, JSON.objectNode().put("const", name).put("description", option.summary()));
                if (!option.ways().isEmpty()) {
                    var ways = form.putArray("oneOf");
                    option.ways().forEach(keys -> keys.forEach(ways.addObject().putArray("required")::add));
                }
                forms.add(form.put("description", option.summary()));
            });
            if (names.isEmpty()) {
                forms.remove(0);
            }
            return schema;
        }
    }

    /** A mapping of one of several kinds; the key that only this kind has says which. */
    record Kinds(String what, Shape bare, Map<String, Fields> kinds) implements MappingShape {
        public Kinds {
            kinds = Collections.unmodifiableMap(new LinkedHashMap<>(kinds));
        }

        @Override
        public void check(Yaml node, String path, Problems problems) {
            if (!(node instanceof Yaml.Mapping mapping)) {
                bare.check(node, path, problems);
                return;
            }
            var given = mapping.pairs().stream()
                    .filter(p -> kinds.containsKey(p.name()))
                    .toList();
            if (given.isEmpty()) {
                var hint = mapping.pairs().stream()
                        .flatMap(p -> Nearest.to(p.name(), kinds.keySet()).stream()
                                .map(near -> "; did you mean '" + near + "' where it says '" + p.name() + "'?"))
                        .findFirst()
                        .orElse("");
                problems.add(
                        mapping.place(),
                        path,
                        "does not say what it is: a " + what + " needs one of the keys "
                                + String.join(", ", kinds.keySet()) + hint);
            } else if (given.size() > 1) {
                var second = given.get(1);
                problems.add(
                        second.key().place(),
                        Paths.in(path, second.name()),
                        "a " + what + " cannot have both '" + given.get(0).name() + "' and '" + second.name() + "'");
            } else {
                Objects.requireNonNull(kinds.get(given.get(0).name())).check(mapping, path, problems);
            }
        }

        @Override
        public ObjectNode schema() {
            var schema = JSON.objectNode();
            var forms = schema.putArray("anyOf").add(bare.schema());
            kinds.values().forEach(fields -> forms.add(fields.schema()));
            return schema;
        }
    }
}
