package winnow.app;

import static org.assertj.core.api.Assertions.assertThat;
import static winnow.app.CommandLineDriver.run;

import org.junit.jupiter.api.Test;

/** {@code winnow bench functions}. */
class BenchFunctionsTest {

    @Test
    void eachFunctionHasALine() {
        var ending = run(
                "bench",
                "functions",
                "--strategy",
                "random",
                "--seeds",
                2,
                "--dimension",
                "2,3",
                "--function",
                "f1,tree,mixed");

        assertThat(ending.code()).as(ending.err()).isZero();
        assertThat(ending.lines()).hasSize(5);
        assertThat(ending.lines().get(0))
                .matches("winnow \\S+ random bbob/f1-d2:( @\\d+ \\d\\.\\d{3}e[-+]\\d\\d){4} .*");
        assertThat(ending.lines().get(3)).contains(" random bbob/f1-d3: ");
        assertThat(ending.lines().get(4))
                .contains("random geometric mean over 4 functions of (regret at 100 + 1.0E-8)");
    }

    @Test
    void problemsWithSeveralLossesAreGradedByTheirFront() {
        var ending = run(
                "bench",
                "functions",
                "--strategy",
                "nsga2",
                "--seeds",
                2,
                "--trials",
                40,
                "--function",
                "dtlz2,tradeoff");

        assertThat(ending.code()).as(ending.err()).isZero();
        assertThat(ending.lines()).hasSize(3);
        assertThat(ending.lines().get(1)).matches("winnow \\S+ nsga2 tradeoff:( @\\d+ \\d\\.\\d{3}e[-+]\\d\\d){3} .*");
        assertThat(ending.lines().get(2)).contains("over 2 functions of (regret at 40 + 1.0E-8)");
        assertThat(run("bench", "functions", "--strategy", "nsga2", "--trials", 0)
                        .err())
                .contains("--trials 0: it must be at least 1");
    }

    @Test
    void whatCannotBeMeasuredIsRefused() {
        var unknown = run("bench", "functions", "--strategy", "random", "--function", "f1,f99");
        var flat = run("bench", "functions", "--strategy", "random", "--dimension", 1);

        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("there is no function f99");
        assertThat(flat.code()).isEqualTo(2);
        assertThat(flat.err()).contains("dimension is 1");
    }
}
