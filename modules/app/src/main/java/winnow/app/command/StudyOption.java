package winnow.app.command;

import picocli.CommandLine.Parameters;
import winnow.app.session.StudyRecord;
import winnow.journal.StudyFolder;

/** The folder of a study that is only looked at. */
final class StudyOption {

    @Parameters(
            index = "0",
            paramLabel = "DIR",
            converter = FolderConverter.class,
            description = "The study's folder, for example studies/quickstart or hdfs://namenode/studies/x.")
    StudyFolder folder;

    StudyRecord read() {
        return StudyRecord.read(folder);
    }
}
