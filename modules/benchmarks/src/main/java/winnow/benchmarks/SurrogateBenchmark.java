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

/**
 * One suggestion of ten real parameters by a strategy with a surrogate, after many observations: with a fit of the
 * surrogate's hyperparameters, which comes when observations have grown by a tenth, and between fits, when the surrogate is
 * given the observations since.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3)
@Measurement(iterations = 7)
public class SurrogateBenchmark {
    /** How many came after the last fit. */
    private static final int SINCE = 9;

    @Param({"bayesian", "forest", "neural"})
    String strategy = "bayesian";

    @Param({"100", "500", "2000"})
    int observations = 500;

    private Pair<?> pair = Pair.of(strategy(), 0, 0);
    private int draw;

    /**
     * The study at a fit, and some trials later.
     *
     * @param fresh at a fit, asked of a strategy that has fitted nothing
     * @param between later, asked of one that has fitted
     */
    private record Pair<M>(Observed<M> fresh, Observed<M> between) {
        static <M> Pair<M> of(Strategy<M> strategy, int atFit, int since) {
            var fresh = Observed.nothing(strategy, Measured.ten()).after(atFit);
            return new Pair<>(fresh, fresh.after(since));
        }
    }

    @Setup(Level.Iteration)
    public void observe() {
        int atFit = lastFit(observations - SINCE);
        pair = Pair.of(strategy(), atFit, observations - atFit);
    }

    /** The last count up to n at which hyperparameters are fitted: 1, 2, ..., 20, 22, ... */
    private static int lastFit(int n) {
        int count = 1;
        while (count + Math.max(1, count / 10) <= n) {
            count += Math.max(1, count / 10);
        }
        return count;
    }

    private Strategy<?> strategy() {
        var spec = Measured.spec(strategy, Measured.ten(), observations);
        return new Catalogue(Catalogues.all().strategies(), List.of(), List.of()).strategy(spec);
    }

    /** With a fit. */
    @Benchmark
    public Suggestion fit() {
        return pair.fresh().suggest(draw++);
    }

    /** The state in which the fit has been made. */
    @State(Scope.Benchmark)
    public static class Fitted {
        private Suggestion before = new Suggestion.Exhausted("not asked");

        @Setup(Level.Iteration)
        public void fit(SurrogateBenchmark benchmark) {
            before = benchmark.pair.between().suggest(0);
        }

        Suggestion before() {
            return before;
        }
    }

    /** Between fits. */
    @Benchmark
    public Suggestion between(Fitted fitted) {
        return fitted.before() instanceof Suggestion.Exhausted exhausted
                ? exhausted
                : pair.between().suggest(++draw);
    }
}
