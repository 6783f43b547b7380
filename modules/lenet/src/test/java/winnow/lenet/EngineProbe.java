package winnow.lenet;

import java.util.List;
import java.util.Map;
import winnow.space.Configuration;

/** Prints which engine auto is, then why vector is not to be had. For a JVM without the Vector API. */
final class EngineProbe {
    private EngineProbe() {}

    public static void main(String[] args) {
        var trial = EngineChoiceTest.trial(new Configuration(Map.of()));
        var auto = EngineChoice.of(Engine.AUTO, trial, List.of());
        System.out.println(auto.isVector() + " " + auto.name().replace("-onednn", "") + " " + auto.reason());
        try {
            System.out.println(EngineChoice.of(Engine.VECTOR, trial, List.of()));
        } catch (IllegalArgumentException refused) {
            System.out.println(refused.getMessage());
        }
    }
}
