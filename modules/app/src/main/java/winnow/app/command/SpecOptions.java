package winnow.app.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import winnow.app.session.EarlierStudies;
import winnow.spec.StudySpecReader;
import winnow.study.Catalogue;
import winnow.study.StudySpec;

/** A search spec and changes to it. */
final class SpecOptions {

    @Parameters(index = "0", paramLabel = "SPEC", description = "The search spec, a YAML file.")
    Path spec;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Overrides a field of the spec, for example limits.trials=9; may be repeated.")
    List<String> set = List.of();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The folder to read the data set from; otherwise the cache, then Debian's package.")
    Path data;

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    StudySpec read(Catalogue catalogue) {
        var overrides = new ArrayList<>(set);
        if (data != null) {
            overrides.add("objective.data=" + quoted(data.toAbsolutePath().toString()));
        }
        return StudySpecReader.read(
                spec, catalogue, overrides, read -> EarlierStudies.of(read).problems());
    }
}
