package winnow.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Function;
import winnow.search.Scheduler;
import winnow.trial.Trial;

/**
 * What pruners of Optuna 5.0.0 did with the curves of {@link Courses#recorded}, trial after trial: the epoch that each
 * trial was trained to.
 */
final class PeerDecisions {
    private PeerDecisions() {}

    /** Checks that a scheduler trains each trial just as far; {@code make} is given the recorded settings. */
    static void check(String scheduler, Function<int[], Scheduler<?>> make) throws IOException {
        int studies = 0;
        for (var line :
                text().lines().filter(l -> l.startsWith(scheduler + ",")).toList()) {
            var cells = line.split(",");
            var epochs = Courses.numbers(cells[3]);
            var result = Courses.oneByOne(
                    make.apply(Courses.numbers(cells[2])), epochs.length, Courses.recorded(Integer.parseInt(cells[1])));
            assertThat(result.state().history().trials().stream()
                            .mapToInt(Trial::budget)
                            .toArray())
                    .as("%s with %s", scheduler, cells[2])
                    .containsExactly(epochs);
            studies++;
        }
        assertThat(studies).isEqualTo(6);
    }

    private static String text() throws IOException {
        try (var in = Objects.requireNonNull(PeerDecisions.class.getResourceAsStream("optuna-pruners.csv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
