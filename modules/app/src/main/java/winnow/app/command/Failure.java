package winnow.app.command;

import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;
import winnow.app.display.Console;
import winnow.app.display.Figures;
import winnow.app.exit.ExitCode;
import winnow.app.exit.Fault;
import winnow.app.exit.Refusal;
import winnow.data.DataFetchException;
import winnow.data.IdxException;
import winnow.export.ExportException;
import winnow.journal.StudyInUseException;
import winnow.lenet.CheckpointException;
import winnow.lenet.PictureException;
import winnow.spec.InvalidSpecException;
import winnow.study.JournalException;

/** Says why a command did not end well, in a line for a person, and with which code the program ends. */
final class Failure implements IExecutionExceptionHandler {
    private final Console console;

    Failure(Console console) {
        this.console = console;
    }

    @Override
    public int handleExecutionException(Exception thrown, CommandLine line, ParseResult parsed) {
        boolean isVerbose = parsed.hasMatchedOption("--verbose");
        var code = explain(thrown, isVerbose);
        if (isVerbose && code == ExitCode.FAULT) {
            thrown.printStackTrace(console.err());
        }
        console.err().flush();
        return code.number();
    }

    private ExitCode explain(Exception thrown, boolean isVerbose) {
        if (thrown instanceof InvalidSpecException invalid) {
            invalid.problems().forEach(problem -> console.err().println(problem));
            say(Figures.count(invalid.problems().size(), "problem") + " in the spec; nothing was started");
            return ExitCode.SPEC;
        }
        if (thrown instanceof Refusal refusal) {
            say(String.valueOf(refusal.getMessage()));
            return refusal.code();
        }
        if (thrown instanceof StudyInUseException) {
            say(String.valueOf(thrown.getMessage()));
            return ExitCode.IN_USE;
        }
        if (thrown instanceof IdxException || thrown instanceof PictureException) {
            say(String.valueOf(thrown.getMessage()));
            return ExitCode.USAGE;
        }
        if (thrown instanceof ExportException export) {
            say(String.valueOf(export.getMessage()));
            return export.isMistake() ? ExitCode.USAGE : ExitCode.FAULT;
        }
        if (isPlain(thrown)) {
            say(String.valueOf(thrown.getMessage()));
            return ExitCode.FAULT;
        }
        if (thrown instanceof Fault fault) {
            say(fault.getMessage() + " (details: " + fault.details() + ")");
            return ExitCode.FAULT;
        }
        say(Fault.describe(thrown) + (isVerbose ? "" : " (--verbose shows where)"));
        return ExitCode.FAULT;
    }

    /** Whether the message was written for the person at the terminal. */
    private static boolean isPlain(Exception thrown) {
        return thrown instanceof JournalException
                || thrown instanceof DataFetchException
                || thrown instanceof CheckpointException
                || thrown instanceof UncheckedIOException;
    }

    private void say(String message) {
        console.err().println("winnow: " + message);
    }
}
