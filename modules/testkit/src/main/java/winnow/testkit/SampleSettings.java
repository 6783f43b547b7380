package winnow.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import winnow.random.RandomStream;
import winnow.space.Value;
import winnow.study.Choice;
import winnow.study.Offer;
import winnow.study.Setting;
import winnow.study.Settings;
import winnow.study.StudySpec;

/** Settings for an offer of a catalogue: its presets, or legal ones drawn at random. */
public final class SampleSettings {
    private static final int DRAWS = 10_000;

    private SampleSettings() {}

    /** The choice of an offer with its presets. */
    public static Choice presets(Offer<?> offer) {
        var values = new LinkedHashMap<String, List<Value>>();
        offer.settings().forEach(s -> s.preset().ifPresent(preset -> values.put(s.name(), preset)));
        return new Choice(offer.name(), new Settings(values));
    }

    /**
     * A choice with small random settings, those left out that take any text, to which the offer does not object.
     *
     * @param spec the spec in which a choice would stand
     * @throws AssertionError if none is found
     */
    public static Choice drawn(Offer<?> offer, Function<Choice, StudySpec> spec, RandomStream random) {
        for (int draw = 0; draw < DRAWS; draw++) {
            var choice = new Choice(offer.name(), new Settings(values(offer.settings(), random)));
            if (offer.check().apply(spec.apply(choice)).isEmpty()) {
                return choice;
            }
        }
        throw new AssertionError(offer.name() + " objects to each of " + DRAWS + " settings drawn");
    }

    private static Map<String, List<Value>> values(List<Setting> settings, RandomStream random) {
        var values = new LinkedHashMap<String, List<Value>>();
        settings.stream()
                .filter(s -> s.kind() != Setting.Kind.TEXT || !s.words().isEmpty())
                .forEach(s -> values.put(s.name(), List.of(value(s, random))));
        return values;
    }

    private static Value value(Setting setting, RandomStream random) {
        double low = setting.low().orElse(0);
        double high = setting.high().orElse(0);
        return switch (setting.kind()) {
            case INTEGER -> {
                long span = setting.name().startsWith("max") ? 30 : 4;
                yield Value.of((long) low + random.nextLong((long) Math.min(high - low, span) + 1));
            }
            case REAL -> {
                boolean isWide = !(high - low <= 1000);
                double from = isWide ? Math.max(low, -2) : low;
                yield Value.of(from + random.nextDouble() * ((isWide ? Math.min(high, 2) : high) - from));
            }
            case TRUTH -> Value.of(random.nextBoolean());
            case TEXT ->
                Value.of(setting.words().get(random.nextInt(setting.words().size())));
        };
    }
}
