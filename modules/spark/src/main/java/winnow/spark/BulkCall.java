package winnow.spark;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** The Spark executor's side of a call to a service of the driver: see {@link Exchange}. */
final class BulkCall {
    /** How long to wait before asking again whether the answer is there: from this, doubling, to the other. */
    private static final long FIRST_PAUSE_MILLIS = 2;

    private static final long LONGEST_PAUSE_MILLIS = 128;

    private final Asking asking;

    /** How to ask the driver and to wait. */
    interface Asking {
        byte[] ask(Message message) throws Exception;

        void pause(long millis) throws InterruptedException;
    }

    BulkCall(Asking asking) {
        this.asking = asking;
    }

    /**
     * Calls and waits for the answer.
     *
     * @throws IOException if the driver cannot be reached, or the service failed
     */
    byte[] call(UUID service, byte[] request) throws IOException {
        var call = UUID.randomUUID();
        try {
            send(call, service, request);
            return fetch(call);
        } catch (IOException passedOn) {
            throw passedOn;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            var failure = new InterruptedIOException("interrupted while calling the driver");
            failure.initCause(interrupted);
            throw failure;
        } catch (Exception failed) {
            throw new IOException("a call to the driver failed: " + failed.getMessage(), failed);
        }
    }

    private void send(UUID call, UUID service, byte[] request) throws Exception {
        int offset = 0;
        do {
            int end = Math.min(request.length, offset + Exchange.PART);
            var part = Arrays.copyOfRange(request, offset, end);
            asking.ask(new Message.Send(call, service, offset, request.length, part));
            offset = end;
        } while (offset < request.length);
    }

    private byte[] fetch(UUID call) throws Exception {
        var portion = first(call);
        var answer = Arrays.copyOf(portion.part(), portion.total());
        int offset = portion.part().length;
        while (offset < answer.length) {
            var part = portion(call, offset).part();
            if (part.length == 0 || part.length > answer.length - offset) {
                throw new IOException("the driver sent " + part.length + " bytes where " + (answer.length - offset)
                        + " were missing");
            }
            System.arraycopy(part, 0, answer, offset, part.length);
            offset += part.length;
        }
        return answer;
    }

    private Message.Portion first(UUID call) throws Exception {
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            var portion = portion(call, 0);
            if (portion.stage() == Message.Stage.READY) {
                return portion;
            }
            asking.pause(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    private Message.Portion portion(UUID call, int offset) throws Exception {
        var portion = Message.Portion.read(asking.ask(new Message.Fetch(call, offset)));
        if (portion.stage() == Message.Stage.FAILED) {
            throw new IOException(new String(portion.part(), StandardCharsets.UTF_8));
        }
        return portion;
    }
}
