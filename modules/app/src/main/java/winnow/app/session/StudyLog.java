package winnow.app.session;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.FileAppender;
import org.apache.logging.log4j.core.layout.PatternLayout;
import winnow.app.exit.Fault;
import winnow.app.exit.Refusal;
import winnow.journal.StudyFolder;
import winnow.spec.InvalidSpecException;
import winnow.study.JournalException;

/**
 * The file in a study's folder that gets what libraries warn of, and the details of what went wrong: a terminal that
 * shows progress has no room for either.
 */
public final class StudyLog implements AutoCloseable {
    private static final String APPENDER = "winnow-study";
    private static final String TERMINAL = "err";

    private static final String NAME = "winnow.log";

    private final Optional<Path> file;

    private StudyLog(Optional<Path> file) {
        this.file = file;
    }

    /**
     * From now on until {@link #close} warnings go to a file in the folder, and no longer to the terminal. To a folder
     * off the local disk nothing can be appended, so that warnings stay on the terminal.
     */
    public static StudyLog in(StudyFolder folder) {
        if (!folder.isLocal()) {
            return new StudyLog(Optional.empty());
        }
        var file = folder.path().resolve(NAME);
        if (LogManager.getContext(false) instanceof LoggerContext context) {
            var configuration = context.getConfiguration();
            var appender = FileAppender.newBuilder()
                    .setName(APPENDER)
                    .withFileName(file.toString())
                    .setLayout(PatternLayout.newBuilder()
                            .withPattern("%d{yyyy-MM-dd HH:mm:ss} %-5p %c{1} [%t]: %m%n%ex")
                            .build())
                    .build();
            appender.start();
            var root = configuration.getRootLogger();
            root.addAppender(appender, Level.WARN, null);
            root.removeAppender(TERMINAL);
            context.updateLoggers();
        }
        return new StudyLog(Optional.of(file));
    }

    /** An exception as a person is to be told of it: the details of one that was not made for that go to the file. */
    public RuntimeException explained(RuntimeException thrown) {
        boolean isPlain = thrown instanceof Refusal
                || thrown instanceof JournalException
                || thrown instanceof InvalidSpecException;
        if (file.isEmpty()) {
            return thrown;
        }
        record(thrown, file.get());
        return isPlain ? thrown : new Fault(thrown, file.get());
    }

    private static void record(Throwable thrown, Path file) {
        var text = new StringWriter();
        text.append(Instant.now().toString()).append(" the session ended by an exception\n");
        thrown.printStackTrace(new PrintWriter(text, true));
        try {
            Files.writeString(
                    file,
                    text.toString(),
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException full) {
            thrown.addSuppressed(new UncheckedIOException("and " + file + " cannot be written", full));
        }
    }

    @Override
    public void close() {
        if (LogManager.getContext(false) instanceof LoggerContext context) {
            var configuration = context.getConfiguration();
            var root = configuration.getRootLogger();
            var appender = root.getAppenders().get(APPENDER);
            if (appender != null) {
                root.removeAppender(APPENDER);
                var terminal = configuration.getAppender(TERMINAL);
                if (terminal != null) {
                    root.addAppender(terminal, Level.WARN, null);
                }
                context.updateLoggers();
                appender.stop();
            }
        }
    }
}
