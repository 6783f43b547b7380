package winnow.app;

import static org.assertj.core.api.Assertions.assertThat;
import static winnow.app.CommandLineDriver.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winnow.random.RandomStream;

/** {@code winnow bench curves}, on curves that the tests make: 60 configurations, 8 epochs. */
class BenchCurvesTest {
    private static final String HEAD =
            "batch_size,learning_rate,momentum,weight_decay,num_layers,max_units,max_dropout";
    private static final int EPOCHS = 8;

    @TempDir
    private Path folder;

    private Path curves;

    @BeforeEach
    void makeCurves() throws IOException {
        curves = Files.writeString(folder.resolve("task_1.csv"), text(0.9));
    }

    private static String text(double mostMomentum) {
        var text = new StringBuilder(HEAD);
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            text.append(",val_acc_").append(epoch);
        }
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            text.append(",time_").append(epoch);
        }
        for (int row = 0; row < 60; row++) {
            var random = RandomStream.of(3, "curve", row);
            double momentum = 0.1 + (mostMomentum - 0.1) * random.nextDouble();
            double rate = Math.pow(10, -4 + 3 * random.nextDouble());
            text.append("\n").append(random.nextInt(16, 513)).append(',').append(rate);
            text.append(',').append(momentum).append(",0.01,3,100,0.5");
            double limit = 90 - 40 * Math.abs(momentum - 0.5) - 5 * Math.abs(Math.log10(rate) + 2);
            for (int epoch = 1; epoch <= EPOCHS; epoch++) {
                text.append(',').append(limit * (1 - Math.exp(-epoch / 2.0)));
            }
            for (int epoch = 1; epoch <= EPOCHS; epoch++) {
                text.append(',').append(2.5 * epoch);
            }
        }
        return text.append('\n').toString();
    }

    private CommandLineDriver.Ending bench(String scheduler, Object... more) {
        var words = new java.util.ArrayList<Object>(
                List.of("bench", "curves", "--strategy", "random", "--scheduler", scheduler, "--seeds", 3, curves));
        words.addAll(List.of(more));
        return run(words.toArray());
    }

    @Test
    void aFileHasALineOfRegretsAndOneOfTime() {
        var ending = bench("none");

        assertThat(ending.code()).as(ending.err()).isZero();
        assertThat(ending.lines()).hasSize(3);
        assertThat(ending.lines().get(0))
                .matches("winnow \\S+ random\\+none task_1: @40 [\\d.]+ @80 [\\d.]+ @160 [\\d.]+ @400 [\\d.]+ ±[\\d.]+ "
                        + "\\(3 seeds\\)");
        assertThat(ending.lines().get(1))
                .contains("random+none task_1: 1 slot, 400 epochs in 1000.0 s of simulated time, idle 0.0 %");
    }

    @Test
    void aPromotedTrialPaysItsNewEpochsOnly() {
        // every epoch takes 2.5 s, whichever trial it belongs to
        assertThat(bench("asha").lines().get(1)).contains("1 slot, 400 epochs in 1000.0 s of simulated time");
    }

    @Test
    void moreSlotsTakeLessTime() {
        var ending = bench("asha", "--slots", "1,4");

        assertThat(ending.lines()).hasSize(7);
        assertThat(ending.lines().get(3)).containsPattern("4 slots, 400 epochs in 25\\d\\.\\d s of simulated time");
        assertThat(ending.lines().get(6)).contains("random+asha (4 slots) against 1 slot");
    }

    @Test
    void rungsBeginAtTwoEpochsUnlessSet() {
        assertThat(bench("asha", "--set", "scheduler.min_epochs=2").lines().get(0))
                .isEqualTo(bench("asha").lines().get(0));
        assertThat(bench("asha", "--set", "scheduler.min_epochs=1").lines().get(0))
                .isNotEqualTo(bench("asha").lines().get(0));
    }

    @Test
    void whatAreNoCurvesIsRefused() throws IOException {
        refused("bad1.csv:1: a column batch_size is needed", "x,y\n1,2\n");
        refused("bad1.csv:1: a column val_acc_1 is needed", HEAD + "\n16,0.01,0.5,0.01,3,100,0.5\n");
        refused("each epoch needs both", text(0.9).replaceFirst("time_8", "other"));
        refused("momentum is 1.", text(3));
    }

    private void refused(String said, String text) throws IOException {
        var bad = Files.writeString(folder.resolve("bad1.csv"), text);
        var ending = run("bench", "curves", "--strategy", "random", bad);

        assertThat(ending.code()).as(ending.err()).isEqualTo(2);
        assertThat(ending.err()).contains(said).doesNotContain("\tat ");
    }

    @Test
    void aSchedulerThatNeedsMoreSaysSo() {
        var ending = bench("halving");

        assertThat(ending.code()).isEqualTo(2);
        assertThat(ending.err()).contains("limits.trials");
        assertThat(bench("halving", "--set", "limits.trials=12").lines().get(1)).contains("1 slot, ");
    }
}
