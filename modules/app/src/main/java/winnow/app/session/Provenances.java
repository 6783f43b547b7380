package winnow.app.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import winnow.lenet.LeNet5;
import winnow.lenet.LeNetObjective;
import winnow.study.Objective;

/** What the results of a session are made from: versions, machine, engine, data. */
final class Provenances {
    private static final Path CPUS = Path.of("/proc/cpuinfo");

    private Provenances() {}

    static Map<String, String> of(Objective objective) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("winnow", Build.version());
        facts.put("java", System.getProperty("java.version") + " " + System.getProperty("java.vm.name"));
        facts.put(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        processor().ifPresent(name -> facts.put("processor", name));
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        if (objective instanceof LeNetObjective lenet) {
            facts.putAll(LeNet5.provenance(lenet));
        } else {
            facts.put("objective_class", objective.getClass().getName());
        }
        return facts;
    }

    /** The same, with the Spark it runs on. */
    static Map<String, String> with(Map<String, String> facts, JavaSparkContext spark) {
        var all = new LinkedHashMap<>(facts);
        all.put("spark", spark.version());
        all.put("master", spark.master());
        return all;
    }

    private static Optional<String> processor() {
        if (!Files.isReadable(CPUS)) {
            return Optional.empty();
        }
        try (var lines = Files.lines(CPUS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }
}
