package winnow.dashboard;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import winnow.search.Limits;
import winnow.search.Request;
import winnow.space.Configuration;
import winnow.study.StudySpec;

/** What a person can do with a study from its page. Used by several threads; may take seconds. */
public interface Helm {

    /** What became of a request, for a person. */
    record Answer(boolean isGranted, String text) {}

    /**
     * Asks the study's coordinator, and waits for its answer.
     *
     * @param reason why, for the journal; may be empty
     */
    Answer ask(Request request, String reason);

    /**
     * The configuration that a person wrote, in YAML.
     *
     * @throws IllegalArgumentException if it is none, or outside the space; the message lists the problems
     */
    Configuration point(String yaml);

    /**
     * The limits that hold after a person changed some.
     *
     * @param present the study's spec, with the limits in force
     * @param changes what was written, as the command line takes it: {@code limits.trials=40}
     * @throws IllegalArgumentException if these are none; the message lists the problems
     */
    Limits limits(StudySpec present, List<String> changes);

    /** A configuration as a person would write it, in YAML. */
    String yaml(Configuration configuration);

    /** The study's report, if there is one. */
    Optional<byte[]> report() throws IOException;
}
