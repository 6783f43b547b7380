package winnow.app.command;

import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A place on the local disk: a path, or a {@code file:} URI. Other URIs are refused, since a path made of one would be a
 * folder of a strange name where nobody looks.
 */
final class LocalPathConverter implements ITypeConverter<Path> {
    /** Two letters at least: one is a drive of Windows. */
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):/.*", Pattern.DOTALL);

    @Override
    public Path convert(String place) {
        var match = SCHEME.matcher(place);
        try {
            if (!match.matches()) {
                return Path.of(place);
            }
            if (match.group(1).equalsIgnoreCase("file")) {
                return Path.of(URI.create(place));
            }
        } catch (IllegalArgumentException unfit) {
            throw new TypeConversionException(place + " is no path: " + unfit.getMessage());
        }
        throw new TypeConversionException(
                place + " is not on the local disk, where this is written: give a path, and copy it from there");
    }
}
