package winnow.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static winnow.spec.Specs.read;
import static winnow.spec.Specs.with;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import winnow.random.RandomStream;
import winnow.study.StudySpec;

class StudySpecWriterTest {

    @Test
    void writesWhatIsReadBackEqual() {
        for (var text : new String[] {Specs.QUICKSTART, Specs.EVERYTHING, Specs.SHORTEST}) {
            assertRoundTrip(read(text));
        }
    }

    @Test
    void writesEveryAcceptedDamagedSpecSo() {
        int accepted = 0;
        for (int number = 0; number < 900; number++) {
            var text = Damage.spec(number);
            if (Specs.problems(text).isEmpty()) {
                assertRoundTrip(read(text));
                accepted++;
            }
        }
        assertThat(accepted).isGreaterThan(30);
    }

    @Test
    void quotesTextsThatLookLikeSomethingElse() {
        assertRoundTrip(read(with(
                "space: {x: {choice: ['1', \"true\", \"null\", ~x, '', ' a ', \"a: b\", '#', \"q\\\"\\\\\", \"\\n"
                        + "\\t\\0\", 'größe', \"\\U0001F600\", '1e3', '.inf', '0x10', '-', '{}', 'no']}}",
                "objective: {name: open, command: 'echo \"a\" # b', metric: 'm m', goal: minimize}",
                "limits: {trials: 3, target: {'m m': -1e-7}}",
                "warm_start: ['a, b', '- c']")));
    }

    @Test
    void writesNumbersExactly() {
        var random = RandomStream.of(1, "numbers", 0);
        for (int i = 0; i < 300; i++) {
            double low = Math.pow(10, random.nextDouble(-12, 12)) * random.nextDouble(-1, 1);
            double high = low + Math.abs(low) * random.nextDouble(0.1, 10);
            assertRoundTrip(read(with("space: {x: {real: [" + low + ", " + high + "]}}")));
        }
    }

    @Test
    void writesEveryDefaultOut() {
        assertThat(StudySpecWriter.write(read(Specs.SHORTEST))).isEqualTo("""
            study: tiny
            seed: 0
            objective: {name: synthetic, metric: loss, goal: minimize}
            space:
              x: {real: [0.0, 1.0]}
              n: {integer: [1, 9]}
              fixed: {value: true}
            strategy: {name: random}
            scheduler: {name: none, max_epochs: 9}
            limits: {trials: 9}
            resources: {cpus: 1, gpus: 0.0}
            trial: {retries: 0}
            repeats: 1
            engine: auto
            """);
    }

    /** A webhook's path may be all its secret, and reports are passed on. */
    @Test
    void showsReadersOnlyTheHostOfAWebhook() {
        var text = StudySpecWriter.forReaders(read(Specs.EVERYTHING));
        assertThat(text)
                .contains("webhook: \"https://example.org/...\"", "webhook: \"http://10.0.0.7:8080/...\"")
                .doesNotContain("study=1");
    }

    @Test
    void writesDurationsAsASpecDoes() {
        assertThat(TimeSpan.text(Duration.ofMinutes(10))).isEqualTo("10m");
        assertThat(TimeSpan.text(Duration.ofMinutes(90))).isEqualTo("1h30m");
        assertThat(TimeSpan.text(Duration.ofDays(2).plusMillis(7))).isEqualTo("2d7ms");
        assertThat(TimeSpan.text(Duration.ofNanos(1))).isEqualTo("1ms");
        for (var bad : new String[] {"", "10", "m", "0s", "-1m", "1m1h", "1.5h", "1 m", "9999999999s"}) {
            assertThat(TimeSpan.parse(bad)).as(bad).isEmpty();
        }
        var random = RandomStream.of(2, "spans", 0);
        for (int i = 0; i < 1000; i++) {
            var span = Duration.ofMillis(1 + random.nextLong(1L << random.nextInt(1, 40)));
            assertThat(TimeSpan.parse(TimeSpan.text(span))).contains(span);
        }
    }

    private static void assertRoundTrip(StudySpec spec) {
        var text = StudySpecWriter.write(spec);
        assertThat(Specs.problems(text)).as(text).isEmpty();
        assertThat(read(text)).as(text).isEqualTo(spec);
    }
}
