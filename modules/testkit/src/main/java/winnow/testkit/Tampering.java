package winnow.testkit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import winnow.random.RandomStream;

/**
 * Valid content after somebody tampered with it: bytes changed, numbers made extreme, pieces cut out, doubled and moved,
 * and pieces put in that mean something to a parser. For tests of readers that must refuse what is wrong and do nothing
 * else.
 */
public final class Tampering {
    private static final int[] EXTREMES = {0, -1, 1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 16, 0x00FFFFFF};

    private static final List<byte[]> SCRAPS = Stream.of(
                    "{",
                    "}",
                    "[",
                    "]",
                    "[[[[[[[[",
                    "{\"a\":",
                    ":",
                    ",",
                    "\"",
                    "\\u0000",
                    "\\ud800",
                    "null",
                    "true",
                    "-1",
                    "0",
                    "1e999",
                    "-1e-999",
                    "NaN",
                    "99999999999999999999",
                    "2147483648",
                    "../..",
                    "/etc/passwd",
                    "\n",
                    "\r\n",
                    "\u0000",
                    "&a [*a]",
                    "*a",
                    "!!java.lang.Runtime",
                    "%s%n",
                    "${x}",
                    "PK\u0003\u0004",
                    "\u001f\u008b")
            .map(s -> s.getBytes(StandardCharsets.ISO_8859_1))
            .toList();

    private Tampering() {}

    /** The content after one to four changes; it may be empty, and at most about twice as long. */
    public static byte[] with(byte[] content, RandomStream random) {
        var bytes = content;
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            bytes = changed(bytes, random);
        }
        return bytes;
    }

    private static byte[] changed(byte[] bytes, RandomStream random) {
        if (bytes.length == 0) {
            return scrap(random);
        }
        int at = random.nextInt(bytes.length);
        int end = Math.min(bytes.length, at + 1 + random.nextInt(random.nextBoolean() ? 4 : 200));
        return switch (random.nextInt(9)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> spliced(bytes, at, end, new byte[0]);
            case 2 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
            case 3 -> spliced(bytes, at, at, scrap(random));
            case 4 -> spliced(bytes, at, end, scrap(random));
            case 5 -> extreme(bytes, at, EXTREMES[random.nextInt(EXTREMES.length)]);
            default -> poked(bytes, at, (byte) (1 + random.nextInt(255)));
        };
    }

    private static byte[] scrap(RandomStream random) {
        return SCRAPS.get(random.nextInt(SCRAPS.size()));
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] piece) {
        return ByteBuffer.allocate(bytes.length - (to - from) + piece.length)
                .put(bytes, 0, from)
                .put(piece)
                .put(bytes, to, bytes.length - to)
                .array();
    }

    private static byte[] extreme(byte[] bytes, int at, int word) {
        var changed = bytes.clone();
        if (at + Integer.BYTES <= bytes.length) {
            ByteBuffer.wrap(changed).putInt(at, word);
        }
        return changed;
    }

    private static byte[] poked(byte[] bytes, int at, byte difference) {
        var changed = bytes.clone();
        changed[at] ^= difference;
        return changed;
    }
}
