package winnow.spark;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * Connects trials that train in Spark executors with the coordinator in the driver, over Spark's own connection.
 *
 * <p>Spark loads it when the context starts, if its configuration says {@code spark.plugins=winnow.spark.WinnowPlugin}.
 */
public final class WinnowPlugin implements SparkPlugin {
    /** Spark's name for the executor that is a thread pool of the driver. */
    static final String DRIVER = "driver";

    @Override
    public DriverPlugin driverPlugin() {
        return new DriverSide();
    }

    @Override
    public ExecutorPlugin executorPlugin() {
        return new ExecutorSide();
    }

    private static final class DriverSide implements DriverPlugin {
        @Override
        @SuppressWarnings("NullAway") // Spark sends no reply where this gives null
        public Object receive(Object message) {
            if (message instanceof byte[] bytes) {
                return Switchboard.receive(bytes).orElse(null);
            }
            throw new IllegalArgumentException("a message to Winnow is a byte array, not " + message.getClass());
        }
    }

    private static final class ExecutorSide implements ExecutorPlugin {
        /** Half of what Spark's standalone workers give an executor to end, and less than others do. */
        private static final Duration PATIENCE = Duration.ofSeconds(5);

        private Optional<ExecutorNode> node = Optional.empty();
        private boolean isInDriver;

        @Override
        public void init(PluginContext context, Map<String, String> extraConf) {
            isInDriver = DRIVER.equals(context.executorID());
            var opened = new ExecutorNode(new PluginChannel(context, isInDriver));
            opened.open();
            node = Optional.of(opened);
        }

        @Override
        public void shutdown() {
            // In the driver, whoever stops Spark has waited for trials already, as far as they were to be waited for.
            node.ifPresent(opened -> opened.leave(isInDriver ? Duration.ZERO : PATIENCE));
        }
    }

    /** @param isInDriver whether this is the driver's own JVM, where it calls instead of sending */
    private record PluginChannel(PluginContext context, boolean isInDriver) implements ExecutorNode.Channel {
        @Override
        public String executor() {
            return context.executorID();
        }

        @Override
        public String host() {
            // Not the context's: in an executor, which listens on no port, it throws a NullPointerException.
            return SparkEnv.get().blockManager().blockManagerId().host();
        }

        @Override
        public void send(byte[] message) throws Exception {
            if (isInDriver) {
                Switchboard.receive(message);
            } else {
                context.send(message);
            }
        }

        @Override
        public byte[] ask(byte[] message) throws Exception {
            return isInDriver ? Switchboard.receive(message).orElseThrow() : (byte[]) context.ask(message);
        }
    }
}
