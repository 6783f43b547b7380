package winnow.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import winnow.random.RandomStream;
import winnow.search.StudyEvent;
import winnow.testkit.RandomEntries;

/** The schema that is given to others says what the journal really holds. */
class JournalSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FILE = Path.of("../../docs/journal.schema.json");

    /** One kind of line at a time: where any of several will do, a refusal does not say why. */
    private static JsonSchema schema(String kind) throws IOException {
        var whole = (ObjectNode) JSON.readTree(FILE.toFile());
        whole.remove("anyOf");
        whole.put("$ref", "#/$defs/" + kind);
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(whole);
    }

    private static JsonNode json(byte[] line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void acceptsEveryKindOfEntry() throws IOException {
        var entry = schema("entry");
        var random = RandomEntries.of(RandomStream.of(1, "schema", 0)).entries(1, 3000);
        assertThat(random.stream()
                        .flatMap(e -> e.events().stream())
                        .map(Object::getClass)
                        .distinct())
                .as("kinds of events that are tried")
                .containsExactlyInAnyOrder(StudyEvent.class.getPermittedSubclasses());
        var simulated = SimulatedStudy.entries(12).stream();
        Stream.concat(random.stream(), simulated)
                .map(e -> json(EntryCodec.write(e, 1)))
                .forEach(line ->
                        assertThat(entry.validate(line)).as(line.toString()).isEmpty());
    }

    @Test
    void acceptsBothHeaders() throws IOException {
        assertThat(schema("header").validate(json(EntryCodec.header()))).isEmpty();
        var first = new PartHeader(new Part(1, 1), Optional.empty());
        var later = new PartHeader(new Part(2, 1), Optional.of(new PartHeader.Before(7, new Part(1, 1))));
        assertThat(schema("part").validate(json(EntryCodec.header(first)))).isEmpty();
        assertThat(schema("part").validate(json(EntryCodec.header(later)))).isEmpty();
        var all = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(Files.readString(FILE));
        assertThat(all.validate(json(EntryCodec.header(later)))).isEmpty();
        assertThat(all.validate(json(EntryCodec.write(SimulatedStudy.entries(2).get(0), 1))))
                .isEmpty();
        assertThat(all.validate(JSON.readTree("{\"format\":\"other\"}"))).isNotEmpty();
    }

    @Test
    void refusesFieldsAndEventsThatItDoesNotKnow() throws IOException {
        var entry = schema("entry");
        var line = (ObjectNode) json(EntryCodec.write(SimulatedStudy.entries(2).get(0), 1));
        var event = (ObjectNode) line.get("events").get(0);
        event.put("surprise", 1);
        assertThat(entry.validate(line)).isNotEmpty();
        event.remove("surprise");
        assertThat(entry.validate(line)).isEmpty();
        event.remove("seed");
        assertThat(entry.validate(line)).isNotEmpty();
        event.put("seed", 1).put("event", "study-stopped");
        assertThat(entry.validate(line)).isNotEmpty();
    }
}
