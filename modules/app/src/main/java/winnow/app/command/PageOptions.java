package winnow.app.command;

import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Whether a study is shown in a browser while it runs. */
final class PageOptions {
    private static final String ANY = "0";

    @Option(
            names = "--dashboard",
            arity = "0..1",
            fallbackValue = ANY,
            preprocessor = PortOrNothing.class,
            paramLabel = "PORT",
            description =
                    "Show the study in a browser while it runs: prints the URL of its live page, which holds a secret. "
                            + "Without PORT any port that is free is taken.")
    Integer port;

    @Mixin
    BindOption bind = new BindOption();

    /** Refuses a page that cannot be served, before anything else is begun. */
    void requireFree() {
        if (isWanted()) {
            bind.requireFree(port);
        }
    }

    boolean isWanted() {
        return port != null;
    }

    /** Takes the next word for a port only if it looks like one: it may be the spec. */
    static final class PortOrNothing implements IParameterPreprocessor {
        @Override
        public boolean preprocess(
                Stack<String> words, CommandSpec command, ArgSpec option, java.util.Map<String, Object> info) {
            boolean isPort = !words.isEmpty() && words.peek().matches("\\d+");
            if (!isPort) {
                words.push(ANY);
            }
            return false;
        }
    }
}
