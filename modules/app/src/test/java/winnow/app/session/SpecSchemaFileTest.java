package winnow.app.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import winnow.spec.SpecSchema;

/** The schema that editors complete specs from; {@code -Dwinnow.rewrite=true} writes it anew. */
class SpecSchemaFileTest {

    @Test
    void theSchemaInTheDocumentationIsThatOfThisProgram() throws IOException {
        var file = Project.root().resolve("docs/spec.schema.json");
        var schema = SpecSchema.of(Catalogues.all());
        if (Boolean.getBoolean("winnow.rewrite")) {
            Files.writeString(file, schema);
        }

        assertThat(file).usingCharset("UTF-8").hasContent(schema);
    }
}
