package winnow.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import winnow.search.Limits;
import winnow.space.Value;
import winnow.study.CheckpointPolicy;
import winnow.study.ObjectiveChoice;
import winnow.study.Resources;
import winnow.study.StudySpec;
import winnow.study.TrialPolicy;
import winnow.testkit.SampleCatalogue;

class SpecSchemaTest {
    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(SpecSchema.of(SampleCatalogue.catalogue()));

    @Test
    void acceptsEveryValidSpec() {
        for (var text : List.of(Specs.QUICKSTART, Specs.EVERYTHING, Specs.SHORTEST)) {
            assertThat(refusals(text)).isEmpty();
        }
    }

    @Test
    void refusesNothingThatTheReaderAccepts() {
        int refusedByBoth = 0;
        int refusedByReader = 0;
        for (int number = 0; number < 2_000; number++) {
            var text = Damage.spec(number);
            var tree = YamlReader.read("x.yaml", text, new Problems("x.yaml"));
            if (tree.isEmpty()) {
                continue;
            }
            var refusals = SCHEMA.validate(json(tree.get()));
            if (Specs.problems(text).isEmpty()) {
                assertThat(refusals).as("spec %s:\n%s", number, text).isEmpty();
            } else {
                refusedByReader++;
                refusedByBoth += refusals.isEmpty() ? 0 : 1;
            }
        }
        // What only the reader sees: relations between fields. The shape of fields is most of what goes wrong.
        assertThat(refusedByBoth).isGreaterThan(refusedByReader / 2);
    }

    @Test
    void refusesWhatIsWrongInShape() {
        assertThat(refusals(Specs.with("sed: 1"))).isNotEmpty();
        assertThat(refusals(Specs.with("strategy: {name: rnadom}"))).isNotEmpty();
        assertThat(refusals(Specs.with("scheduler: asha"))).isNotEmpty();
        assertThat(refusals(Specs.with("scheduler: {name: asha, max_epochs: 9, factr: 3}")))
                .isNotEmpty();
        assertThat(refusals(Specs.with("scheduler: {name: asha, max_epochs: 9, factor: 1}")))
                .isNotEmpty();
        assertThat(refusals(Specs.with("limits: {wall_clock: 10}"))).isNotEmpty();
        assertThat(refusals(Specs.with("space: {x: {reel: [0, 1]}}"))).isNotEmpty();
        assertThat(refusals("study: x")).isNotEmpty();
    }

    /** A field that is forgotten in the grammar could not be set by anybody. */
    @Test
    void knowsEveryFieldOfASpec() {
        var properties = SCHEMA.getSchemaNode().get("properties");
        assertThat(properties.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(with(StudySpec.class, "constraints"));
        assertThat(fields(properties, "limits")).containsExactlyInAnyOrderElementsOf(with(Limits.class));
        assertThat(fields(properties, "resources")).containsExactlyInAnyOrderElementsOf(with(Resources.class));
        assertThat(fields(properties, "trial")).containsExactlyInAnyOrderElementsOf(with(TrialPolicy.class));
        assertThat(fields(properties, "checkpoints")).containsExactlyInAnyOrderElementsOf(with(CheckpointPolicy.class));
        var lenet = properties.get("objective").get("anyOf").get(1).get("properties");
        var own = with(ObjectiveChoice.class).stream()
                .filter(name -> !name.equals("choice"))
                .map(name -> name.equals("aims") ? "metrics" : name)
                .toList();
        assertThat(lenet.fieldNames()).toIterable().contains("name").containsAll(own);
    }

    @Test
    void describesEveryKeyForEditors() {
        var properties = SCHEMA.getSchemaNode().get("properties");
        assertThat(properties.properties()).allSatisfy(field -> assertThat(
                        field.getValue().path("description").asText())
                .as(field.getKey())
                .isNotBlank());
    }

    private static Set<String> with(Class<? extends Record> type, String... more) {
        var names = Arrays.stream(type.getRecordComponents())
                .map(c -> c.getName().replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.toSet());
        names.addAll(Set.of(more));
        return names;
    }

    private static List<String> fields(JsonNode properties, String key) {
        var names = new java.util.ArrayList<String>();
        properties.get(key).get("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> refusals(String text) {
        var tree = YamlReader.read("x.yaml", text, new Problems("x.yaml")).orElseThrow();
        return SCHEMA.validate(json(tree)).stream().map(Object::toString).toList();
    }

    /** The tree as an editor's JSON parser of YAML sees it. */
    private static JsonNode json(Yaml node) {
        var json = JsonNodeFactory.instance;
        if (node instanceof Yaml.Mapping mapping) {
            var object = json.objectNode();
            mapping.byName().forEach((name, pair) -> object.set(name, json(pair.value())));
            return object;
        }
        if (node instanceof Yaml.Sequence sequence) {
            var array = json.arrayNode();
            sequence.items().forEach(item -> array.add(json(item)));
            return array;
        }
        var value = ((Yaml.Scalar) node).value();
        if (value.isEmpty()) {
            return json.nullNode();
        }
        Map<Class<?>, java.util.function.Function<Value, JsonNode>> kinds = Map.of(
                Value.Integral.class, v -> json.numberNode(((Value.Integral) v).value()),
                Value.Real.class, v -> json.numberNode(((Value.Real) v).value()),
                Value.Truth.class, v -> json.booleanNode(((Value.Truth) v).value()),
                Value.Text.class, v -> json.textNode(v.text()));
        return kinds.get(value.get().getClass()).apply(value.get());
    }
}
