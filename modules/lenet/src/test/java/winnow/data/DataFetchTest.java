package winnow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFetchTest {
    private static final CommandRunner NO_COMMANDS = (command, folder, longest) -> {
        throw new IOException("no such program");
    };

    @TempDir
    Path folder;

    private final byte[] content = "the content of a file".repeat(5_000).getBytes(StandardCharsets.UTF_8);
    private final List<String> log = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private byte[] packed;
    private FashionMnist.Part part;
    private HttpServer server;
    private URI base;

    @BeforeEach
    void start() throws IOException {
        packed = IdxTest.packed(content);
        part = new FashionMnist.Part("a-file", packed.length, digest(packed), digest(content));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
        base = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void theRightFileIsStored() throws Exception {
        answer(200, packed, packed.length);
        fetch(NO_COMMANDS, Duration.ofSeconds(10)).into(folder.resolve("new"), log::add);
        assertThat(folder.resolve("new/a-file.gz")).hasBinaryContent(packed);
        assertThat(log).containsExactly("downloaded " + folder.resolve("new/a-file.gz"));
    }

    @Test
    void aFileThatIsThereAlreadyIsKeptHoweverPacked() throws Exception {
        byte[] otherwise = packed.clone();
        otherwise[4] = 77;
        Files.write(folder.resolve("a-file.gz"), otherwise);
        fetch(NO_COMMANDS, Duration.ofSeconds(10)).into(folder, log::add);
        assertThat(log).containsExactly("kept " + folder.resolve("a-file.gz"));
    }

    @Test
    void aDamagedFileIsFetchedAgain() throws Exception {
        Files.write(folder.resolve("a-file.gz"), Arrays.copyOf(packed, 100));
        answer(200, packed, packed.length);
        fetch(NO_COMMANDS, Duration.ofSeconds(10)).into(folder, log::add);
        assertThat(folder.resolve("a-file.gz")).hasBinaryContent(packed);
    }

    @Test
    void aWrongChecksumIsRefused() {
        byte[] wrong = packed.clone();
        wrong[50] ^= 1;
        answer(200, wrong, wrong.length);
        assertFails(base + "a-file.gz has SHA-256 " + digest(wrong) + ": " + digest(packed) + " would be right");
    }

    @Test
    void aMissingFileIsReported() {
        answer(404, new byte[10], 10);
        assertFails(base + "a-file.gz answered with status 404: 200 would be right");
    }

    @Test
    void aTruncatedFileIsRefused() {
        answer(200, Arrays.copyOf(packed, 100), 100);
        assertFails(base + "a-file.gz has 100 bytes: " + packed.length + " would be right");
    }

    @Test
    void aBrokenConnectionIsReported() {
        answer(200, Arrays.copyOf(packed, 100), packed.length);
        assertFails(base + "a-file.gz could not be downloaded: ");
    }

    @Test
    void moreThanTheKnownSizeIsNotStored() {
        answer(200, Arrays.copyOf(packed, 5_000_000), 5_000_000);
        assertFails("the server sent more than the " + packed.length + " bytes of the file");
    }

    @Test
    void aServerThatNeverAnswersIsGivenUp() {
        server.createContext("/", exchange -> await());
        assertFails(base + "a-file.gz sent nothing for 0.2 s", Duration.ofMillis(200));
    }

    @Test
    void aServerThatStopsInTheMiddleIsGivenUp() {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, packed.length);
            exchange.getResponseBody().write(packed, 0, 20);
            exchange.getResponseBody().flush();
            await();
        });
        assertFails(base + "a-file.gz sent nothing for 0.3 s", Duration.ofMillis(300));
    }

    @Test
    void whereTheDownloadFailsDebiansPackageIsTaken() throws Exception {
        answer(404, new byte[0], -1);
        var commands = new ArrayList<List<String>>();
        CommandRunner debian = (command, work, longest) -> {
            commands.add(command);
            if (command.get(0).equals("apt-get")) {
                Files.writeString(work.resolve("dataset-fashion-mnist_0.0_all.deb"), "package");
            } else {
                var target = work.resolve("content/usr/share/datasets/fashion-mnist");
                Files.write(Files.createDirectories(target).resolve("a-file.gz"), packed);
            }
            return new CommandRunner.Ending(0, "");
        };
        fetch(debian, Duration.ofSeconds(10)).into(folder, log::add);
        assertThat(folder.resolve("a-file.gz")).hasBinaryContent(packed);
        assertThat(commands).hasSize(2);
        assertThat(commands.get(0)).containsExactly("apt-get", "download", "dataset-fashion-mnist");
        assertThat(commands.get(1)).startsWith("dpkg-deb", "-x").endsWith("content");
        assertThat(log).hasSize(3).last().isEqualTo("unpacked " + folder.resolve("a-file.gz"));
    }

    @Test
    void aPackageWithAnotherContentIsRefused() {
        answer(404, new byte[0], -1);
        CommandRunner other = (command, work, longest) -> {
            Files.writeString(work.resolve("dataset-fashion-mnist_0.0_all.deb"), "package");
            var target = work.resolve("content/usr/share/datasets/fashion-mnist");
            Files.writeString(Files.createDirectories(target).resolve("a-file.gz"), "something else");
            return new CommandRunner.Ending(0, "");
        };
        assertThatThrownBy(() -> fetch(other, Duration.ofSeconds(10)).into(folder, log::add))
                .isInstanceOf(DataFetchException.class)
                .hasMessageContaining("its a-file.gz is missing or has another content");
        assertThat(folder.resolve("a-file.gz")).doesNotExist();
    }

    @Test
    void aFailingCommandIsReportedWithItsOutput() {
        answer(404, new byte[0], -1);
        CommandRunner failing = (command, work, longest) -> new CommandRunner.Ending(100, "E: no such package\n");
        assertThatThrownBy(() -> fetch(failing, Duration.ofSeconds(10)).into(folder, log::add))
                .hasMessageContaining("status 404")
                .hasMessageContaining(
                        "`apt-get download dataset-fashion-mnist` ended with code 100: E: no such package");
    }

    @Test
    void realCommandsRunInTheirFolderAndAreStoppedWhenTheyTakeTooLong() throws Exception {
        var runner = CommandRunner.real();
        assertThat(runner.run(List.of("pwd"), folder, Duration.ofSeconds(10)))
                .isEqualTo(new CommandRunner.Ending(0, folder.toRealPath() + "\n"));
        assertThatThrownBy(() -> runner.run(List.of("sleep", "60"), folder, Duration.ofMillis(50)))
                .hasMessage("sleep 60 took longer than 0 s");
    }

    private void assertFails(String message) {
        assertFails(message, Duration.ofSeconds(10));
    }

    private void assertFails(String message, Duration patience) {
        assertThatThrownBy(() -> fetch(NO_COMMANDS, patience).into(folder, log::add))
                .isInstanceOf(DataFetchException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("Debian's package dataset-fashion-mnist could not be used: no such program");
        assertThat(folder).isEmptyDirectory();
    }

    private DataFetch fetch(CommandRunner runner, Duration patience) {
        return new DataFetch(base, List.of(part), patience, runner);
    }

    private void answer(int status, byte[] body, long announced) {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, announced);
            write(exchange, body);
        });
    }

    private static void write(HttpExchange exchange, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    private void await() {
        try {
            over.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static String digest(byte[] bytes) {
        try {
            return Digests.of(new java.io.ByteArrayInputStream(bytes));
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
