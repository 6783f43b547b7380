package winnow.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Writes reports of simulated studies into a folder, to look at and to take pictures of: {@code FOLDER [NAME...]}. */
final class Demo {
    static final Map<String, Supplier<ReportInput>> SAMPLES = samples();

    private Demo() {}

    private static Map<String, Supplier<ReportInput>> samples() {
        Map<String, Supplier<ReportInput>> samples = new LinkedHashMap<>();
        samples.put("quickstart", Samples::quickstart);
        samples.put("maximized", Samples::maximized);
        samples.put("thousand", Samples::thousand);
        samples.put("ladder", Samples::ladder);
        samples.put("pareto", Samples::pareto);
        samples.put("brackets", Samples::brackets);
        samples.put("single", Samples::single);
        samples.put("empty", Samples::empty);
        samples.put("hopeless", Samples::hopeless);
        samples.put("running", Samples::running);
        samples.put("awkward", Samples::awkward);
        samples.put("hostile", Samples::hostile);
        return Collections.unmodifiableMap(samples);
    }

    public static void main(String[] arguments) throws IOException {
        var folder = Path.of(arguments.length > 0 ? arguments[0] : "target/demo");
        Files.createDirectories(folder);
        var wanted = List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
        for (var sample : SAMPLES.entrySet()) {
            if (wanted.isEmpty() || wanted.contains(sample.getKey())) {
                StudyReport.write(sample.getValue().get(), folder.resolve(sample.getKey() + ".html"));
            }
        }
    }
}
