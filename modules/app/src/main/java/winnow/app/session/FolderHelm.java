package winnow.app.session;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import winnow.app.exit.Refusal;
import winnow.dashboard.Helm;
import winnow.journal.StudyFolder;
import winnow.search.Limits;
import winnow.search.Request;
import winnow.space.Configuration;
import winnow.space.SearchSpace;
import winnow.spec.InvalidSpecException;
import winnow.spec.StudySpecReader;
import winnow.spec.StudySpecWriter;
import winnow.study.JournalException;
import winnow.study.StudySpec;

/**
 * Steers the study of a folder from its live page, as the command line does: through the folder's command files.
 *
 * @param space in which its configurations lie
 */
public record FolderHelm(StudyFolder folder, SearchSpace space) implements Helm {

    @Override
    public Answer ask(Request request, String reason) {
        var by = (System.getProperty("user.name", "") + " on the live page").strip();
        try {
            return new Answer(true, RunningStudy.in(folder).ask(request, by, reason));
        } catch (Refusal | JournalException refused) {
            return new Answer(false, String.valueOf(refused.getMessage()));
        }
    }

    @Override
    public Configuration point(String yaml) {
        try {
            return StudySpecReader.point("the configuration", yaml, space);
        } catch (InvalidSpecException unfit) {
            throw new IllegalArgumentException(unfit.getMessage(), unfit);
        }
    }

    @Override
    public Limits limits(StudySpec present, List<String> changes) {
        try {
            return StudySpecReader.resume(present, Catalogues.recorded(), changes)
                    .limits();
        } catch (InvalidSpecException unfit) {
            throw new IllegalArgumentException(
                    unfit.problems().stream()
                            .map(problem -> problem.path() + ": " + problem.message())
                            .collect(Collectors.joining("\n")),
                    unfit);
        }
    }

    @Override
    public String yaml(Configuration configuration) {
        return StudySpecWriter.point(configuration);
    }

    @Override
    public Optional<byte[]> report() throws IOException {
        return folder.readReport();
    }
}
