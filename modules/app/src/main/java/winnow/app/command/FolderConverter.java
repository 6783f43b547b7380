package winnow.app.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import winnow.journal.StudyFolder;
import winnow.journal.StudyFolderException;

/** The folder that a word of the command line means: a local path, or a URI of a Hadoop file system. */
final class FolderConverter implements ITypeConverter<StudyFolder> {

    @Override
    public StudyFolder convert(String place) {
        try {
            return StudyFolder.at(place);
        } catch (StudyFolderException unfit) {
            throw new TypeConversionException(String.valueOf(unfit.getMessage()));
        }
    }
}
