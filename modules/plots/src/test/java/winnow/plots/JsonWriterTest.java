package winnow.plots;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import winnow.random.RandomStream;

class JsonWriterTest {

    @Test
    void nestsObjectsAndArrays() throws JsonProcessingException {
        var text = new JsonWriter()
                .beginObject()
                .name("a")
                .beginArray()
                .value(1)
                .beginArray()
                .endArray()
                .beginObject()
                .endObject()
                .nothing()
                .endArray()
                .name("b")
                .value("x")
                .endObject()
                .text();

        assertThat(text).isEqualTo("{\"a\":[1,[],{},null],\"b\":\"x\"}");
        assertThat(read(text).get("a")).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "\"\\/\b\f\n\r\t",
                "</script>",
                "<!--",
                "]]>",
                "\u2028\u2029",
                "\u0000\u001f\u007f\u0085",
                "äöü 😀",
                "\uffff"
            })
    void everyTextIsReadBackAndNoneCanEndItsElement(String text) throws JsonProcessingException {
        var json = new JsonWriter().beginArray().value(text).endArray().text();

        assertThat(read(json).get(0).asText()).isEqualTo(text);
        assertThat(json).doesNotContainPattern("[<>&\\p{Cntrl}\u2028\u2029]");
    }

    @Test
    void randomTextsAreReadBackAfterTheirWayThroughUtf8() throws JsonProcessingException {
        for (int i = 0; i < 2_000; i++) {
            var random = RandomStream.of(7, "json", i);
            var text = new StringBuilder();
            for (int length = random.nextInt(0, 30); length > 0; length--) {
                text.append((char) random.nextInt(0, random.nextBoolean() ? 0x100 : 0x10000));
            }
            var json = new JsonWriter()
                    .beginObject()
                    .name(text.toString())
                    .value(1)
                    .endObject()
                    .text();
            var travelled = new String(json.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);

            assertThat(read(travelled).fieldNames().next()).isEqualTo(text.toString());
            assertThat(travelled).doesNotContainPattern("[<>&]");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "0.1, 0.1",
        "1e-7, 1E-7",
        "123456789, 123456789",
        "1e300, 1E+300",
        "NaN, null",
        "-Infinity, null"
    })
    void numbersAreShortAndThoseJsonLacksAreNull(double number, String expected) {
        assertThat(new JsonWriter().value(number).text()).isEqualTo(expected);
    }

    @Test
    void everyFiniteNumberIsReadBack() throws JsonProcessingException {
        for (int i = 0; i < 2_000; i++) {
            double number =
                    Double.longBitsToDouble(RandomStream.of(7, "bits", i).nextLong());
            var json = new JsonWriter().beginArray().value(number).endArray().text();
            if (Double.isFinite(number)) {
                assertThat(read(json).get(0).asDouble()).isEqualTo(number);
            } else {
                assertThat(read(json).get(0).isNull()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0.28713456, 0.28713", "2.0000004, 2", "123456.7, 1.2346E+5", "Infinity, null"})
    void roundedNumbersHaveSoManyDigits(double number, String expected) {
        assertThat(new JsonWriter().rounded(number, 5).text()).isEqualTo(expected);
    }

    private static JsonNode read(String json) throws JsonProcessingException {
        return new ObjectMapper().readTree(json);
    }
}
