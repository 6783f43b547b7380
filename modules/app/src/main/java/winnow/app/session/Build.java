package winnow.app.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which Winnow this is. */
public final class Build {
    private Build() {}

    /** Its version, for example {@code 0.1.0}. */
    public static String version() {
        var properties = new Properties();
        try (var in = Build.class.getResourceAsStream("version.properties")) {
            if (in == null) {
                throw new IllegalStateException("version.properties is missing from the class path");
            }
            properties.load(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("version.properties cannot be read", unreadable);
        }
        return properties.getProperty("version", "");
    }
}
