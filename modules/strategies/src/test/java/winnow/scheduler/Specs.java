package winnow.scheduler;

import java.util.LinkedHashMap;
import java.util.List;
import winnow.search.Limits;
import winnow.search.Scheduler;
import winnow.space.Value;
import winnow.study.Choice;
import winnow.study.Offer;
import winnow.study.Settings;
import winnow.testkit.SampleSettings;
import winnow.testkit.SampleSpaces;
import winnow.testkit.SampleStudy;

/** Specs with settings by name, and what an offer says to them. */
final class Specs {
    private Specs() {}

    static List<String> problems(Offer<Scheduler<?>> offer, Object... settings) {
        return problems(offer, Limits.ofTrials(27), settings);
    }

    static List<String> problems(Offer<Scheduler<?>> offer, Limits limits, Object... settings) {
        var spec = SampleStudy.of(SampleSpaces.mixed())
                .limits(limits)
                .scheduler(choice(offer, settings))
                .spec();
        return offer.check().apply(spec).stream()
                .map(p -> p.path() + ": " + p.message())
                .toList();
    }

    private static Choice choice(Offer<Scheduler<?>> offer, Object... settings) {
        var values =
                new LinkedHashMap<>(SampleSettings.presets(offer).settings().values());
        for (int i = 0; i < settings.length; i += 2) {
            values.put((String) settings[i], List.of(value(settings[i + 1])));
        }
        return new Choice(offer.name(), new Settings(values));
    }

    private static Value value(Object setting) {
        return setting instanceof Integer number ? Value.of(number.longValue()) : Value.of((double) setting);
    }
}
