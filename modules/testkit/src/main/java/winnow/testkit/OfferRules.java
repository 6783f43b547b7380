package winnow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import winnow.space.Value;
import winnow.study.Offer;
import winnow.study.Setting;
import winnow.study.Settings;

/** What every line of a catalogue must hold. */
final class OfferRules {
    private OfferRules() {}

    static void check(Offer<?> offer) {
        assertThat(offer.name()).matches("[a-z]+[0-9]*(-[a-z]+)*");
        assertThat(offer.summary()).matches("(?s)[A-Z].*\\.");
        assertThat(offer.metrics()).isEmpty();
        assertThat(offer.settings()).extracting(Setting::name).doesNotHaveDuplicates();
        for (var setting : offer.settings()) {
            assertThat(setting.name()).matches("[a-z]+(_[a-z]+)*");
            assertThat(setting.meaning()).matches("(?s)[A-Z].*\\.");
            setting.preset().ifPresent(values -> values.forEach(value -> checkPreset(setting, value)));
        }
    }

    private static void checkPreset(Setting setting, Value preset) {
        switch (setting.kind()) {
            case INTEGER -> assertThat(preset).isInstanceOf(Value.Integral.class);
            case REAL -> assertThat(preset).isInstanceOf(Value.Real.class);
            case TRUTH -> assertThat(preset).isInstanceOf(Value.Truth.class);
            case TEXT -> assertThat(setting.words()).contains(preset.text());
        }
        if (preset.numeric()) {
            assertThat(preset.number())
                    .isBetween(
                            setting.low().orElse(-Double.MAX_VALUE),
                            setting.high().orElse(Double.MAX_VALUE));
        }
    }

    /** Settings as a check may meet them in a spec that has other problems: missing, of another kind, out of range. */
    static List<Settings> doubtful(Offer<?> offer) {
        var doubtful = new ArrayList<>(List.of(Settings.NONE));
        for (var value : List.of(Value.of("word"), Value.of(-1L), Value.of(0L), Value.of(1e300), Value.of(true))) {
            doubtful.add(new Settings(
                    offer.settings().stream().collect(Collectors.toMap(Setting::name, s -> List.of(value)))));
        }
        doubtful.add(new Settings(offer.settings().stream()
                .collect(Collectors.toMap(Setting::name, s -> List.of(Value.of(Long.MAX_VALUE), Value.of(1L))))));
        return doubtful;
    }
}
