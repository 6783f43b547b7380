package winnow.spec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import winnow.study.Catalogue;

/**
 * The JSON Schema (draft 2020-12) of a search spec, from which editors complete and check it. Whatever it refuses the
 * reader refuses too; the reader also checks what a schema cannot say.
 */
public final class SpecSchema {
    private SpecSchema() {}

    /** The schema for everything a catalogue offers, as indented JSON that ends in a line break. */
    public static String of(Catalogue catalogue) {
        var schema = Shape.JSON.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Winnow search spec");
        schema.put("description", "What to search, how, and until when.");
        schema.setAll(SpecGrammar.of(catalogue).schema());
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(schema) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON cannot be written", e);
        }
    }
}
