package winnow.journal;

import java.io.IOException;
import java.net.URI;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * How Hadoop's file systems are reached: by the configuration files on the class path, and by what spark-submit was
 * given as {@code spark.hadoop.NAME}, which it leaves in the driver's system properties.
 */
final class HadoopSettings {
    private static final String PREFIX = "spark.hadoop.";

    private HadoopSettings() {}

    /** What this JVM was given besides configuration files. */
    static SortedMap<String, String> given() {
        var settings = new TreeMap<String, String>();
        var properties = System.getProperties();
        for (var name : properties.stringPropertyNames()) {
            if (name.startsWith(PREFIX)) {
                settings.put(name.substring(PREFIX.length()), properties.getProperty(name));
            }
        }
        return settings;
    }

    /**
     * The folder that a URI means.
     *
     * @param settings that take precedence over configuration files
     * @throws IOException if there is no such file system, or it cannot be reached
     */
    static HadoopFolder folder(URI uri, SortedMap<String, String> settings) throws IOException {
        var configuration = new Configuration();
        settings.forEach(configuration::set);
        var path = new Path(uri);
        try {
            return new HadoopFolder(FileSystem.get(uri, configuration), path);
        } catch (RuntimeException e) {
            if (e.getCause() instanceof ClassNotFoundException missing) {
                throw new IOException(
                        missing.getMessage() + ": give spark-submit its library by --packages"
                                + " (for s3a: org.apache.hadoop:hadoop-aws of Hadoop's version)",
                        e);
            }
            throw e;
        }
    }
}
