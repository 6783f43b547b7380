package winnow.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import winnow.app.session.Project;

/** The packaged program, started as its launcher starts it: a process that can be killed. */
final class Program implements AutoCloseable {
    private static final long LONGEST_SECONDS = 600;

    private final Process process;
    private final Path output;

    private Program(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts it.
     *
     * @param output gets what it prints, to both streams
     * @param flags for the JVM
     */
    static Program start(Path output, List<String> flags, Object... arguments) throws IOException {
        var root = Project.root();
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + root.resolve("cluster/jvm.flags"));
        command.add("--add-modules=jdk.incubator.vector");
        command.add("-Xmx1g");
        command.add("-Dlog4j2.configurationFile=classpath:winnow/app/log4j2-quiet.properties");
        command.addAll(flags);
        command.addAll(List.of("-cp", root.resolve("modules/app/target/winnow/lib") + "/*", "winnow.app.Main"));
        for (var argument : arguments) {
            command.add(argument.toString());
        }
        var builder = new ProcessBuilder(Heeding.interrupts(command))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("OMP_NUM_THREADS", "1");
        return new Program(builder.start(), output);
    }

    static Program start(Path output, Object... arguments) throws IOException {
        return start(output, List.of(), arguments);
    }

    /** Waits until something holds, or the program has ended. */
    void until(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < LONGEST_SECONDS * 100 && process.isAlive() && !condition.getAsBoolean(); i++) {
            Thread.sleep(10);
        }
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As {@code kill -INT}, which is Ctrl-C. */
    void interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }

    /** Its exit code, once it has ended. */
    int code() throws InterruptedException {
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the program did not end within " + LONGEST_SECONDS + " s");
        }
        return process.exitValue();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String output() throws IOException {
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
