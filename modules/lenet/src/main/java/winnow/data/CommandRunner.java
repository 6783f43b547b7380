package winnow.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program of the operating system. */
@FunctionalInterface
public interface CommandRunner {

    /**
     * How a program ended.
     *
     * @param code its exit code, 0 for success
     * @param output what it wrote, standard output and error together
     */
    record Ending(int code, String output) {}

    /**
     * Runs a program to its end.
     *
     * @param command program and arguments, no shell
     * @param folder where it runs
     * @throws IOException if there is no such program, or it takes too long
     */
    Ending run(List<String> command, Path folder, Duration longest) throws IOException, InterruptedException;

    /** Runs real programs. */
    static CommandRunner real() {
        return (command, folder, longest) -> {
            var log = Files.createTempFile("winnow-command", ".log");
            var process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            try {
                process.getOutputStream().close();
                if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new IOException(
                            String.join(" ", command) + " took longer than " + longest.toSeconds() + " s");
                }
                return new Ending(process.exitValue(), Files.readString(log, StandardCharsets.UTF_8));
            } finally {
                process.destroyForcibly();
                Files.deleteIfExists(log);
            }
        };
    }
}
