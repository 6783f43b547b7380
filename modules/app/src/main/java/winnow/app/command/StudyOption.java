package winnow.app.command;

import java.nio.file.Path;
import picocli.CommandLine.Parameters;
import winnow.app.session.StudyRecord;

/** The folder of a study that is only looked at. */
final class StudyOption {

    @Parameters(index = "0", paramLabel = "DIR", description = "The study's folder, for example studies/quickstart.")
    Path folder;

    StudyRecord read() {
        return StudyRecord.read(folder);
    }
}
