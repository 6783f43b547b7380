package winnow.data;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Downloads one file over HTTP and checks it while it comes in: no byte more than its known size is stored, and its
 * SHA-256 must be the known one. A server that is silent for longer than {@code patience} is given up.
 */
final class Download {
    private final Duration patience;

    Download(Duration patience) {
        this.patience = patience;
    }

    /**
     * Downloads.
     *
     * @param file where to; not whole if this throws
     * @throws DataFetchException if the server does not give the right file
     * @throws IOException if the file cannot be written
     */
    void to(Path file, URI address, FashionMnist.Part part) throws IOException, InterruptedException {
        var received = new AtomicLong();
        var client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(patience)
                .build();
        var request = HttpRequest.newBuilder(address).GET().build();
        var digest = Digests.sha256();
        try (var channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            var answer = client.sendAsync(
                    request,
                    head -> head.statusCode() == 200
                            ? new Body(channel, digest, received, part.packedBytes())
                            : HttpResponse.BodySubscribers.replacing(null));
            int status = await(answer, received, address).statusCode();
            if (status != 200) {
                throw new DataFetchException(address + " answered with status " + status + ": 200 would be right");
            }
            channel.force(true);
        }
        check(address, part, received.get(), Digests.hex(digest));
    }

    private static void check(URI address, FashionMnist.Part part, long bytes, String digest) {
        if (bytes != part.packedBytes()) {
            throw new DataFetchException(
                    address + " has " + bytes + " bytes: " + part.packedBytes() + " would be right");
        }
        if (!digest.equals(part.packedDigest())) {
            throw new DataFetchException(
                    address + " has SHA-256 " + digest + ": " + part.packedDigest() + " would be right");
        }
    }

    private HttpResponse<Void> await(CompletableFuture<HttpResponse<Void>> answer, AtomicLong received, URI address)
            throws IOException, InterruptedException {
        long before = -1;
        while (true) {
            try {
                return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException silent) {
                long now = received.get();
                if (now == before || now == 0) {
                    answer.cancel(true);
                    throw new DataFetchException(
                            address + " sent nothing for " + patience.toMillis() / 1000.0 + " s", silent);
                }
                before = now;
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof DataFetchException known) {
                    throw known;
                }
                throw new DataFetchException(address + " could not be downloaded: " + failed.getCause(), failed);
            } catch (InterruptedException interrupted) {
                answer.cancel(true);
                throw interrupted;
            }
        }
    }

    /** Writes what comes in. */
    private static final class Body implements BodySubscriber<Void> {
        private final FileChannel channel;
        private final MessageDigest digest;
        private final AtomicLong received;
        private final long most;
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private Flow.Subscription subscription;

        Body(FileChannel channel, MessageDigest digest, AtomicLong received, long most) {
            this.channel = channel;
            this.digest = digest;
            this.received = received;
            this.most = most;
        }

        @Override
        public CompletionStage<Void> getBody() {
            return done;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            try {
                for (var buffer : buffers) {
                    if (received.addAndGet(buffer.remaining()) > most) {
                        throw new DataFetchException("the server sent more than the " + most + " bytes of the file");
                    }
                    digest.update(buffer.duplicate());
                    while (buffer.hasRemaining()) {
                        channel.write(buffer);
                    }
                }
            } catch (IOException | DataFetchException failed) {
                subscription.cancel();
                done.completeExceptionally(failed);
            }
        }

        @Override
        public void onError(Throwable thrown) {
            done.completeExceptionally(thrown);
        }

        @Override
        public void onComplete() {
            done.complete(null);
        }
    }
}
