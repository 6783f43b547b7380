package winnow.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import winnow.search.Incumbent;
import winnow.space.Configuration;
import winnow.study.StudyState;
import winnow.trial.Trial;

/**
 * What a search found.
 *
 * @param state the study at its end
 * @param model what the best trial's {@link winnow.study.Snapshot} wrote after its best epoch; empty if it saved nothing
 * @param folder where report, journal and winner are; empty for a study without a folder
 */
public record SearchResult(StudyState state, Optional<byte[]> model, Optional<Path> folder) {

    /** The trials by number. */
    public List<Trial> trials() {
        return IntStream.range(0, state.history().trials().size())
                .mapToObj(state::trial)
                .toList();
    }

    /** The best observation over all trials and epochs; empty if no trial succeeded. */
    public Optional<Incumbent> best() {
        return state.history().incumbent();
    }

    /** The configuration of the best trial; empty if no trial succeeded. */
    public Optional<Configuration> configuration() {
        return best().map(best -> state.trial(best.trial()).configuration());
    }

    /** Whether the study met one of its limits; otherwise it was put down, and can be resumed. */
    public boolean isFinished() {
        return state.isFinished();
    }

    /** Why it ended, for a person. */
    public String reason() {
        return state.standing().reason();
    }
}
