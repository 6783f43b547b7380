package winnow.spark;

import java.io.DataInputStream;
import java.io.IOException;
import winnow.study.CheckpointStore;

/** A store of the driver that answers calls from Spark executors. The other side is {@link CalledCheckpoints}. */
final class ServedCheckpoints implements Exchange.Service {
    static final int WRITE = 1;
    static final int READ = 2;
    static final int DELETE = 3;
    static final int NAMES = 4;

    private final CheckpointStore store;

    ServedCheckpoints(CheckpointStore store) {
        this.store = store;
    }

    /** A request that was read: what to do and what to answer. */
    @FunctionalInterface
    private interface Deed {
        Wire.Writing done() throws IOException;
    }

    @Override
    public byte[] serve(byte[] request) throws IOException {
        return Wire.bytes(Wire.read(request, this::deed).done());
    }

    private Deed deed(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        switch (kind) {
            case WRITE -> {
                int trial = in.readInt();
                int epoch = in.readInt();
                int attempt = in.readInt();
                var content = Wire.block(in);
                return () -> {
                    var written = store.write(trial, epoch, attempt, out -> out.write(content));
                    return out -> Wire.checkpoint(out, written);
                };
            }
            case READ -> {
                var checkpoint = Wire.checkpoint(in);
                return () -> {
                    var content = store.read(checkpoint);
                    return out -> Wire.block(out, content);
                };
            }
            case DELETE -> {
                var name = Wire.text(in);
                return () -> {
                    store.delete(name);
                    return out -> Wire.text(out, name);
                };
            }
            case NAMES -> {
                return () -> {
                    var names = store.names();
                    return out -> Wire.list(out, names, Wire::text);
                };
            }
            default -> throw new IOException("no request is of kind " + kind);
        }
    }
}
