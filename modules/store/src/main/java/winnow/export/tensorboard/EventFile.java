package winnow.export.tensorboard;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * A file of TensorBoard's events. Each event is a record: the length of its content (8 bytes), that length's checksum (4),
 * the content, its checksum (4), all little-endian; a checksum is a CRC-32C, rotated and shifted ("masked"). The first
 * event names the version.
 */
final class EventFile implements AutoCloseable {
    private static final String VERSION = "brain.Event:2";
    private static final int MASK = 0xa282ead8;

    private final OutputStream out;

    private EventFile(OutputStream out) {
        this.out = out;
    }

    /** Begins a file in a folder; its name holds the time, as TensorBoard expects it. */
    static EventFile in(Path folder, Instant began) throws IOException {
        Files.createDirectories(folder);
        var name = String.format(Locale.ROOT, "events.out.tfevents.%010d.winnow", began.getEpochSecond());
        var file = new EventFile(new BufferedOutputStream(Files.newOutputStream(folder.resolve(name))));
        file.write(event(began, 0).text(3, VERSION));
        return file;
    }

    /** Adds what was measured at a step: {@code Summary.Value}s. */
    void add(Instant at, long step, Iterable<Message> values) throws IOException {
        var summary = new Message();
        values.forEach(value -> summary.message(1, value));
        write(event(at, step).message(5, summary));
    }

    private static Message event(Instant at, long step) {
        return new Message().real(1, seconds(at)).integer(2, step);
    }

    /** A time as TensorBoard has it: seconds since 1970. */
    static double seconds(Instant at) {
        return at.getEpochSecond() + at.getNano() / 1e9;
    }

    private void write(Message event) throws IOException {
        byte[] content = event.bytes();
        byte[] length = little(8).putLong(content.length).array();
        out.write(length);
        out.write(little(4).putInt(checksum(length)).array());
        out.write(content);
        out.write(little(4).putInt(checksum(content)).array());
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int checksum(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
