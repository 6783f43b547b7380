package winnow.lenet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A vector of floats in ND4J's binary format, as {@code coefficients.bin} and {@code updaterState.bin} of a saved DL4J
 * model hold it.
 *
 * <p>The format: twice the word {@code MIXED_DATA_TYPES}, a length and a data type, followed by so many big-endian
 * values; first the shape (rank, sizes, strides, flags, element stride, order), then the elements. Read here and not by
 * ND4J, which allocates whatever length a file claims.
 */
final class VectorFile {
    private static final String MODE = "MIXED_DATA_TYPES";
    private static final int SHAPE_WORDS = 6;
    private static final long FLOAT_FLAGS = 8192;

    private VectorFile() {}

    static byte[] write(float[] values) throws IOException {
        var bytes = new ByteArrayOutputStream(values.length * Float.BYTES + 128);
        var out = new DataOutputStream(bytes);
        header(out, SHAPE_WORDS, "LONG");
        for (long word : shape(values.length)) {
            out.writeLong(word);
        }
        header(out, values.length, "FLOAT");
        var elements = ByteBuffer.allocate(values.length * Float.BYTES);
        elements.asFloatBuffer().put(values);
        out.write(elements.array());
        return bytes.toByteArray();
    }

    /**
     * Reads a vector.
     *
     * @param length how many elements there must be
     * @throws IOException if it is no vector of that length, or cut off, or goes on after its end
     */
    static float[] read(byte[] content, int length) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(content))) {
            expect(in, SHAPE_WORDS, "LONG");
            for (long wanted : shape(length)) {
                long found = in.readLong();
                if (found != wanted) {
                    throw new IOException("its shape has " + found + " where " + wanted + " would be right");
                }
            }
            expect(in, length, "FLOAT");
            byte[] elements = in.readAllBytes();
            if (elements.length != length * Float.BYTES) {
                throw new IOException("it has " + elements.length + " bytes of elements: " + length * Float.BYTES
                        + " would be right");
            }
            float[] values = new float[length];
            ByteBuffer.wrap(elements).asFloatBuffer().get(values);
            return values;
        }
    }

    private static long[] shape(int length) {
        return new long[] {1, length, 1, FLOAT_FLAGS, 1, 'c'};
    }

    private static void header(DataOutputStream out, long length, String type) throws IOException {
        out.writeUTF(MODE);
        out.writeLong(length);
        out.writeUTF(type);
    }

    private static void expect(DataInputStream in, long length, String type) throws IOException {
        var mode = in.readUTF();
        long found = in.readLong();
        var foundType = in.readUTF();
        if (!mode.equals(MODE) || found != length || !foundType.equals(type)) {
            throw new IOException("it announces " + found + " values of type " + foundType + ": " + length + " of type "
                    + type + " would be right");
        }
    }
}
