package winnow.spark;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * The driver's side of calls that are too large or too slow for one message: the request comes in parts, is served by a
 * thread of its own, and the answer is fetched in parts, asked for until it is there. The other side is {@link BulkCall}.
 */
final class Exchange {
    /** Largest part of a request or an answer, in bytes: what a message between JVMs may well hold. */
    static final int PART = 8 << 20;

    /** Largest request, in bytes. */
    static final int LARGEST = 1 << 30;

    private final Map<UUID, Counter> counters = new ConcurrentHashMap<>();
    private final Map<UUID, Call> calls = new ConcurrentHashMap<>();

    /** What serves calls. */
    @FunctionalInterface
    interface Service {
        byte[] serve(byte[] request) throws IOException;
    }

    private record Counter(Service service, Executor threads) {}

    /** A call under way. Its messages come one after another; only its answer comes from elsewhere. */
    private static final class Call {
        private final UUID service;
        private final CompletableFuture<byte[]> answer = new CompletableFuture<>();
        private byte[] request;
        private int received;

        Call(UUID service, int total) {
            this.service = service;
            this.request = new byte[total];
        }
    }

    void connect(UUID service, Service server, Executor threads) {
        counters.put(service, new Counter(server, threads));
    }

    void disconnect(UUID service) {
        counters.remove(service);
        calls.values().removeIf(call -> call.service.equals(service));
    }

    /** How many calls are under way. */
    int size() {
        return calls.size();
    }

    /**
     * Takes a part of a request; the last one sets the service to work.
     *
     * @throws IllegalArgumentException if there is no such service, or the part does not follow the one before
     */
    void send(Message.Send send) {
        var counter = Optional.ofNullable(counters.get(send.service()))
                .orElseThrow(() -> new IllegalArgumentException(
                        "the driver has no service " + send.service() + ": its study has ended"));
        if (send.total() < 0 || send.total() > LARGEST) {
            throw new IllegalArgumentException(
                    "a request of " + send.total() + " bytes: it must have 0 to " + LARGEST + " bytes");
        }
        var call = calls.computeIfAbsent(send.call(), absent -> new Call(send.service(), send.total()));
        boolean follows = send.offset() == call.received
                && send.total() == call.request.length
                && send.part().length <= send.total() - send.offset();
        if (!follows) {
            calls.remove(send.call());
            throw new IllegalArgumentException("a part of " + send.part().length + " bytes at " + send.offset() + " of "
                    + send.total() + " does not follow " + call.received + " of " + call.request.length);
        }
        System.arraycopy(send.part(), 0, call.request, call.received, send.part().length);
        call.received += send.part().length;
        if (call.received == call.request.length) {
            var request = call.request;
            call.request = new byte[0];
            counter.threads().execute(() -> serve(counter.service(), request, call.answer));
        }
    }

    private static void serve(Service service, byte[] request, CompletableFuture<byte[]> answer) {
        try {
            answer.complete(service.serve(request));
        } catch (IOException | RuntimeException | OutOfMemoryError failure) {
            answer.completeExceptionally(failure);
        }
    }

    /** A part of an answer. The call is over with the last part, or with its failure. */
    Message.Portion fetch(Message.Fetch fetch) {
        var call = calls.get(fetch.call());
        if (call == null) {
            return Message.Portion.failed(new IllegalStateException("the driver knows no such call any more"));
        }
        if (!call.answer.isDone()) {
            return Message.Portion.NOT_YET;
        }
        byte[] answer;
        try {
            answer = call.answer.join();
        } catch (CompletionException failed) {
            calls.remove(fetch.call());
            return Message.Portion.failed(Optional.ofNullable(failed.getCause()).orElse(failed));
        }
        int from = Math.max(0, Math.min(fetch.offset(), answer.length));
        int to = Math.min(answer.length, from + PART);
        if (to == answer.length) {
            calls.remove(fetch.call());
        }
        return new Message.Portion(Message.Stage.READY, answer.length, Arrays.copyOfRange(answer, from, to));
    }
}
