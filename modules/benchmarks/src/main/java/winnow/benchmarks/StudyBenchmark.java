package winnow.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import winnow.app.session.Catalogues;
import winnow.scheduler.Schedulers;
import winnow.simulator.Simulation;
import winnow.study.Catalogue;
import winnow.study.StudyState;

/**
 * A whole study of six parameters, ask and tell: suggestion, learning and the engine, without a journal. To be read beside
 * {@code optuna_ask_tell.py}, which does the same with Optuna.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2)
@Measurement(iterations = 3)
public class StudyBenchmark {
    @Param({"random", "sobol", "tpe", "bohb", "dehb", "genetic", "evolution", "differential", "cmaes", "portfolio"})
    String strategy = "tpe";

    @Param("1000")
    int trials = 1000;

    @Benchmark
    public StudyState study() {
        var catalogue = new Catalogue(Catalogues.all().strategies(), Schedulers.offers(), List.of());
        var spec = Measured.spec(strategy, Measured.six(), trials);
        return Simulation.of(catalogue.begin(spec), Measured::measure, 1).run().state();
    }
}
