package winnow.app.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import org.junit.jupiter.api.Test;
import winnow.spec.InvalidSpecException;
import winnow.spec.StudySpecReader;
import winnow.study.StudySpec;

/** A spec may join any strategy with any scheduler, but for schedulers with a strategy of their own: these say so, and where. */
class JoinedSpecsTest {

    private static StudySpec read(String strategy, String scheduler) {
        var text = """
                study: joined
                seed: 1
                objective: {name: lenet5, dataset: fashion-mnist-sample}
                space:
                  learning_rate: {real: [1e-3, 0.3], scale: log}
                points:
                  - {learning_rate: 0.01}
                strategy: %s
                scheduler: {name: %s%s}
                limits: {trials: 30}
                """;
        var bound = scheduler.equals("threshold") ? ", upper: 1.5" : "";
        return StudySpecReader.read(
                "joined.yaml", text.formatted(strategy, scheduler, bound), Catalogues.all(), List.of());
    }

    @Test
    void anyStrategyGoesWithAnySchedulerThatHasNoneOfItsOwn() {
        for (var scheduler : Catalogues.all().schedulers()) {
            for (var strategy : Catalogues.all().strategies()) {
                var own = scheduler.partner();
                if (own.isEmpty() || own.get().equals(strategy.name())) {
                    assertThat(read(strategy.name(), scheduler.name())
                                    .strategy()
                                    .name())
                            .isEqualTo(strategy.name());
                    continue;
                }
                assertThat(catchThrowable(() -> read(strategy.name(), scheduler.name())))
                        .as("%s with %s", strategy.name(), scheduler.name())
                        .isInstanceOf(InvalidSpecException.class)
                        .hasMessage("joined.yaml:8:1: strategy: scheduler " + scheduler.name()
                                + " proposes by strategy " + own.get() + ", not " + strategy.name()
                                + ": leave strategy out, or use scheduler hyperband with " + strategy.name());
            }
        }
    }
}
