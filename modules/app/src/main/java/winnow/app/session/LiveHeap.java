package winnow.app.session;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Objects;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What of this JVM's heap is in use after a full collection.
 *
 * <p>{@code System.gc()} would not do: with {@code -XX:+ExplicitGCInvokesConcurrent}, which Winnow's JVMs have, it leaves
 * garbage behind. A class histogram begins with a full collection under every setting.
 */
public final class LiveHeap {
    private LiveHeap() {}

    /**
     * Collects, and tells what was left, in bytes. The program stands still meanwhile.
     *
     * @throws IllegalStateException on a JVM that is not HotSpot
     */
    public static long bytes() {
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
        } catch (JMException unknown) {
            throw new IllegalStateException("this JVM cannot be told to collect its garbage: " + unknown, unknown);
        }
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .filter(Objects::nonNull)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }
}
