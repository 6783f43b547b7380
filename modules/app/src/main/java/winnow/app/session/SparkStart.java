package winnow.app.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.LoggerFactory;
import winnow.app.exit.ExitCode;
import winnow.app.exit.Fault;
import winnow.app.exit.Refusal;
import winnow.lenet.LeNetObjective;
import winnow.spark.SparkSettings;
import winnow.study.Objective;
import winnow.study.Resources;
import winnow.study.StudySpec;

/**
 * Spark and the objective, both ready to be used. Each takes seconds to start, so they start side by side.
 *
 * @param spark a context that this started and closes
 * @param provenance what results are made from
 */
public record SparkStart(JavaSparkContext spark, Objective objective, Map<String, String> provenance)
        implements AutoCloseable {

    /**
     * Starts both.
     *
     * @param master as in {@code spark-submit}; empty: what spark-submit was given, else {@code local[*]}
     * @param jars of the objective, for Spark's executors
     * @param objective makes it
     */
    public static SparkStart of(
            StudySpec spec, Optional<String> master, List<Path> jars, Supplier<Objective> objective) {
        // Both begin with logging, which must not begin twice at once.
        LoggerFactory.getILoggerFactory();
        var context = new CompletableFuture<JavaSparkContext>();
        var starter = new Thread(
                () -> {
                    try {
                        context.complete(new JavaSparkContext(withJars(conf(spec, master), jars)));
                    } catch (Throwable failed) {
                        context.completeExceptionally(failed);
                    }
                },
                "winnow-spark-start");
        starter.setDaemon(true);
        starter.start();
        try {
            var made = objective.get();
            if (isHere(spec, master)) {
                warmUp(made);
            }
            var facts = Provenances.of(made);
            var spark = joined(context);
            return new SparkStart(spark, made, Provenances.with(facts, spark));
        } catch (RuntimeException | Error failed) {
            closeWhenStarted(context);
            throw failed;
        }
    }

    /** Whether trials will run in this JVM. */
    private static boolean isHere(StudySpec spec, Optional<String> master) {
        return conf(spec, master).get("spark.master").matches("local(\\[[^,]*\\])?");
    }

    /** While Spark starts, and on where it is still not done then: nobody waits for it. */
    private static void warmUp(Objective objective) {
        if (objective instanceof LeNetObjective lenet) {
            var thread = new Thread(lenet::warmUp, "winnow-warm-up");
            thread.setDaemon(true);
            // What fails here fails again in a trial, and is told there.
            thread.setUncaughtExceptionHandler((failed, why) -> {});
            thread.start();
        }
    }

    /** The future is not waited for: a Spark that did not start needs no closing. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private static void closeWhenStarted(CompletableFuture<JavaSparkContext> context) {
        context.thenAccept(JavaSparkContext::close);
    }

    private static JavaSparkContext joined(CompletableFuture<JavaSparkContext> context) {
        try {
            return context.join();
        } catch (CompletionException failed) {
            var cause = failed.getCause() == null ? failed : failed.getCause();
            throw new Refusal(ExitCode.USAGE, "Spark did not start: " + Fault.describe(cause), cause);
        }
    }

    /** The configuration of the context; what spark-submit set is kept. */
    static SparkConf conf(StudySpec spec, Optional<String> master) {
        var given = new SparkConf();
        var name = "winnow " + spec.study();
        var chosen = master.or(() -> Optional.ofNullable(given.get("spark.master", null)));
        if (chosen.isEmpty() || chosen.get().startsWith("local")) {
            return SparkSettings.laptop(chosen.orElseGet(() -> slots(spec.resources())), name, spec.resources());
        }
        return SparkSettings.complete(given.setMaster(chosen.get()).setAppName(name), spec.resources());
    }

    private static SparkConf withJars(SparkConf conf, List<Path> jars) {
        var all = Stream.concat(
                        Stream.of(conf.get("spark.jars", "").split(",")).filter(jar -> !jar.isBlank()),
                        jars.stream().map(jar -> jar.toAbsolutePath().toUri().toString()))
                .distinct()
                .collect(Collectors.joining(","));
        return all.isEmpty() ? conf : conf.set("spark.jars", all);
    }

    /** As many threads as the machine has cores, or as the slots need. */
    private static String slots(Resources resources) {
        return resources.slots().isPresent()
                ? "local[" + resources.slots().getAsInt() * resources.cpus() + "]"
                : "local[*]";
    }

    @Override
    public void close() {
        spark.close();
    }
}
