package winnow.app;

import java.io.File;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** A local disk under a scheme of its own, as a Hadoop file system whose streams can be synced: {@code disk:///path}. */
public final class DiskFileSystem extends RawLocalFileSystem {
    static final String SCHEME = "disk";

    @Override
    public void initialize(URI uri, Configuration conf) throws java.io.IOException {
        super.initialize(uri, conf);
        setConf(conf);
    }

    @Override
    public URI getUri() {
        return URI.create(SCHEME + ":///");
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public File pathToFile(Path path) {
        return new File(path.toUri().getPath());
    }
}
