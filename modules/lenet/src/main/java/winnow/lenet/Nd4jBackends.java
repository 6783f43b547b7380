package winnow.lenet;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;

/**
 * The class loader by which ND4J finds its back ends on the CPU alone, though that for CUDA may be on the class path.
 *
 * <p>ND4J takes the back end of the highest priority that starts, which is CUDA wherever there is a card: also in a driver
 * that only looks at a checkpoint, and on cards for which it has no code and fails later.
 */
final class Nd4jBackends extends ClassLoader {
    private static final String SERVICES = "META-INF/services/";
    private static final String CUDA_JAR = "nd4j-cuda";

    private Nd4jBackends(ClassLoader all) {
        super("nd4j-on-cpu", all);
    }

    /** What {@code all} loads, but for services of CUDA. */
    static ClassLoader onCpu(ClassLoader all) {
        return new Nd4jBackends(all);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        var found = super.getResources(name);
        if (!name.startsWith(SERVICES)) {
            return found;
        }
        return Collections.enumeration(Collections.list(found).stream()
                .filter(url -> !url.toString().contains(CUDA_JAR))
                .toList());
    }
}
