package winnow.app.command;

import picocli.CommandLine.Option;

/** Why a person steps in. */
final class ReasonOption {

    @Option(names = "--reason", paramLabel = "WHY", description = "Why, in a sentence, for the journal and the report.")
    String reason = "";
}
