package winnow.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
    private static Configuration mixed() {
        Map<String, Value> values = new LinkedHashMap<>();
        values.put("learning_rate", Value.of(0.01));
        values.put("optimizer", Value.of("sgd"));
        values.put("width", Value.of(64));
        values.put("flip", Value.of(true));
        return new Configuration(values);
    }

    @Test
    void givesEachValueInItsType() {
        assertThat(mixed().real("learning_rate")).isEqualTo(0.01);
        assertThat(mixed().real("width")).isEqualTo(64);
        assertThat(mixed().integer("width")).isEqualTo(64);
        assertThat(mixed().text("optimizer")).isEqualTo("sgd");
        assertThat(mixed().truth("flip")).isTrue();
        assertThat(mixed().has("momentum")).isFalse();
        assertThat(mixed().value("momentum")).isEmpty();
    }

    @Test
    void refusesAnotherTypeOrNameWithTheReason() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mixed().integer("learning_rate"))
                .withMessage("learning_rate=0.01 is not an integer");
        assertThatIllegalArgumentException().isThrownBy(() -> mixed().real("optimizer"));
        assertThatIllegalArgumentException().isThrownBy(() -> mixed().text("width"));
        assertThatIllegalArgumentException().isThrownBy(() -> mixed().truth("width"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mixed().real("learningrate"))
                .withMessage("no active parameter 'learningrate'; did you mean 'learning_rate'?");
    }

    @Test
    void readsAsNamesAndValuesInOrder() {
        assertThat(mixed().toString()).isEqualTo("learning_rate=0.01 optimizer=sgd width=64 flip=true");
    }

    @Test
    void isEqualByContentWhateverTheOrder() {
        Configuration ab = new Configuration(Map.of("a", Value.of(1), "b", Value.of(2)));
        Map<String, Value> reversed = new LinkedHashMap<>();
        reversed.put("b", Value.of(2));
        reversed.put("a", Value.of(1));
        assertThat(new Configuration(reversed)).isEqualTo(ab).hasSameHashCodeAs(ab);
    }

    @Test
    void cannotBeChangedFromOutside() {
        Map<String, Value> values = new LinkedHashMap<>(Map.of("a", Value.of(1)));
        Configuration configuration = new Configuration(values);
        values.put("b", Value.of(2));
        assertThat(configuration.has("b")).isFalse();
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> configuration.values().put("b", Value.of(2)));
    }
}
