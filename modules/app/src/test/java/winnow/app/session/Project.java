package winnow.app.session;

import java.nio.file.Path;

/** Where the project's files are. */
public final class Project {
    private Project() {}

    public static Path root() {
        var root = System.getProperty("winnow.root");
        if (root == null) {
            throw new IllegalStateException("the system property winnow.root is not set: the build sets it");
        }
        return Path.of(root);
    }
}
