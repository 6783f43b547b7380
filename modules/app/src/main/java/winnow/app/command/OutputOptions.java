package winnow.app.command;

import picocli.CommandLine.Option;

/** How much a command says. */
final class OutputOptions {

    @Option(names = "--json", description = "Print the result as JSON for a program to read, and nothing else.")
    boolean json;

    @Option(names = "--verbose", description = "Print more; where something breaks, with its stack trace.")
    boolean verbose;
}
