package winnow.app.command;

import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import winnow.app.exit.ExitCode;

/** Says what is wrong with a command's arguments, in a line or two. */
final class UsageMistake implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException mistake, String[] args) {
        CommandLine line = mistake.getCommandLine();
        line.getErr().println("winnow: " + mistake.getMessage());
        boolean hasSuggestion = UnmatchedArgumentException.printSuggestions(mistake, line.getErr());
        if (!hasSuggestion) {
            line.getErr().println("`" + line.getCommandSpec().qualifiedName() + " --help` says what is understood.");
        }
        line.getErr().flush();
        return ExitCode.USAGE.number();
    }
}
