package winnow.app.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import winnow.app.session.Project;

/** Runs the scripts of {@code cluster/} where they start nothing. */
final class ClusterScripts {
    static final Path FOLDER = Project.root().resolve("cluster");

    private ClusterScripts() {}

    /** How a script ended, and what it wrote, errors among it. */
    record Run(int code, String output) {}

    static Run run(String name, Map<String, String> environment, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(FOLDER.resolve(name).toString());
        command.addAll(arguments);
        return command(command, environment);
    }

    static Run command(List<String> command, Map<String, String> environment) {
        try {
            var builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .directory(Project.root().toFile());
            builder.environment().remove("SPARK_HOME");
            builder.environment().remove("CUDA_VISIBLE_DEVICES");
            builder.environment().putAll(environment);
            var process = builder.start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Run(process.waitFor(), output);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(hurry);
        }
    }
}
