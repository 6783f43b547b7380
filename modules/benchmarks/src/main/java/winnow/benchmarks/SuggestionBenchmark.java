package winnow.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import winnow.app.session.Catalogues;
import winnow.search.Strategy;
import winnow.search.Suggestion;
import winnow.study.Catalogue;

/** One suggestion of six parameters after many observations, by strategies without a surrogate. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 2, time = 2)
public class SuggestionBenchmark {
    @Param({"random", "sobol", "tpe", "bohb", "dehb", "genetic", "evolution", "differential", "cmaes", "portfolio"})
    String strategy = "tpe";

    @Param({"1000", "5000"})
    int observations = 1000;

    private Observed<?> observed = Observed.nothing(strategy(), Measured.six());
    private int draw;

    @Setup(Level.Trial)
    public void observe() {
        observed = Observed.nothing(strategy(), Measured.six()).after(observations);
    }

    private Strategy<?> strategy() {
        var spec = Measured.spec(strategy, Measured.six(), observations);
        return new Catalogue(Catalogues.all().strategies(), List.of(), List.of()).strategy(spec);
    }

    @Benchmark
    public Suggestion suggest() {
        return observed.suggest(draw++);
    }
}
