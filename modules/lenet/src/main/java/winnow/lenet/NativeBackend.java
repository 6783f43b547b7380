package winnow.lenet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.javacpp.Loader;
import org.deeplearning4j.nn.layers.mkldnn.BaseMKLDNNHelper;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * ND4J's native code in this JVM: which build of it, where it is unpacked, and how many threads it uses.
 *
 * <p>{@link #prepare} must run before any other use of ND4J or DL4J, since the choice is made by system properties that
 * are read when ND4J loads. It turns on DL4J's oneDNN layers, which need all of: natives built with oneDNN, the property
 * {@code org.eclipse.deeplearning4j.helpers.disable=false}, and the class {@code org.nd4j.nativeblas.Nd4jCpu} of this
 * module. Properties that are set already are left alone.
 *
 * <p>ND4J runs on the CPU or on CUDA, one of them for the life of a JVM: the first of {@link #prepare} and {@link #onCuda}
 * decides.
 *
 * @param natives the platform and build in use, for example {@code linux-x86_64-onednn-avx512}
 * @param oneDnn whether DL4J's layers use oneDNN
 * @param isCuda whether arrays live on a GPU
 * @param threads OpenMP and BLAS threads of one training
 */
public record NativeBackend(String natives, boolean oneDnn, boolean isCuda, int threads) {
    /** The name in provenance of DL4J on a GPU. */
    static final String CUDA_ENGINE = "dl4j-cuda-11.6";

    private static final String EXTENSION = "org.bytedeco.javacpp.platform.extension";
    private static final String CACHE = "org.bytedeco.javacpp.cachedir";
    private static final String NO_POINTER_GC = "org.bytedeco.javacpp.nopointergc";

    /** Loads ND4J once, in the class initialiser, so that threads wait for each other. */
    private static final class Loaded {
        static final NativeBackend BACKEND = load();
    }

    /** Whether CUDA is asked for; read when ND4J loads. */
    private static final AtomicBoolean WANTS_CUDA = new AtomicBoolean();

    /** Loads ND4J with the best natives for this CPU; the first call takes about a second, later ones nothing. */
    public static NativeBackend prepare() {
        return Loaded.BACKEND;
    }

    /**
     * Loads ND4J on CUDA, if it has not been loaded yet. Where CUDA does not start, it runs on the CPU after all.
     */
    static NativeBackend onCuda() {
        WANTS_CUDA.set(true);
        return Loaded.BACKEND;
    }

    /** The engine's name in provenance: {@code dl4j-onednn}, or {@code dl4j} where oneDNN is not to be had. */
    public String engine() {
        if (isCuda) {
            return CUDA_ENGINE;
        }
        return oneDnn ? "dl4j-onednn" : "dl4j";
    }

    /** Has the calling thread's arrays made on a GPU from now on; ND4J's threads start on the first. */
    static void use(int device) {
        Nd4j.getAffinityManager().unsafeSetDevice(device);
    }

    private static NativeBackend load() {
        if (Boolean.getBoolean(NO_POINTER_GC)) {
            throw new IllegalStateException(
                    "the system property " + NO_POINTER_GC + " is true: it leaks native memory, leave it out");
        }
        preset("org.bytedeco.javacpp.maxphysicalbytes", "0");
        preset("org.eclipse.deeplearning4j.helpers.disable", "false");
        preset("org.deeplearning4j.crash.reporting.enabled", "false");
        preset("org.nd4j.log.initialization", "false");
        chosen().ifPresent(natives -> preset(EXTENSION, natives.extension()));
        if (!WANTS_CUDA.get()) {
            ND4JClassLoading.setNd4jClassloader(Nd4jBackends.onCpu(NativeBackend.class.getClassLoader()));
        }
        var cache = cacheFolder();
        cache.ifPresent(folder -> preset(CACHE, folder.toString()));
        unpack(cache);
        setThreads(1);
        return new NativeBackend(inUse(), BaseMKLDNNHelper.mklDnnEnabled(), isOnCuda(), 1);
    }

    private static Optional<Natives> chosen() {
        var flags =
                Natives.flagsOf(Path.of("/proc/cpuinfo"), System.getProperty("os.name"), System.getProperty("os.arch"));
        var loader = NativeBackend.class.getClassLoader();
        return Natives.choose(flags, resource -> loader.getResource(resource) != null);
    }

    private static void preset(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** A folder that all JVMs of this user share, so that 400 MB are unpacked once a machine and not once a JVM. */
    private static Optional<Path> cacheFolder() {
        var base = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(value -> !value.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
        var folder = base.resolve("winnow").resolve("natives-1.0.0-M2.1");
        try {
            return Optional.of(Files.createDirectories(folder)).filter(Files::isWritable);
        } catch (IOException impossible) {
            return Optional.empty();
        }
    }

    /**
     * Loads ND4J; the first JVM of a machine unpacks under a lock, since JavaCPP's own unpacking fails now and then when
     * several JVMs do it at once (bytedeco/javacpp#608).
     */
    private static void unpack(Optional<Path> cache) {
        var mark = cache.map(folder -> folder.resolve("unpacked" + System.getProperty(EXTENSION, "")));
        if (mark.isEmpty() || Files.exists(mark.get())) {
            loadNd4j();
            return;
        }
        try (var channel = FileChannel.open(
                        cache.get().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            loadNd4j();
            if (lock.isValid() && !Files.exists(mark.get())) {
                Files.createFile(mark.get());
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("ND4J's natives cannot be unpacked in " + cache.get(), failed);
        }
    }

    private static void loadNd4j() {
        if (Nd4j.getBackend() == null) {
            throw new IllegalStateException("ND4J loaded without a backend");
        }
    }

    /**
     * Sets the threads of a single operation, for all trainings of this JVM. oneDNN's own are set by the environment
     * variable {@code OMP_NUM_THREADS} only, when the JVM starts.
     */
    static void setThreads(int threads) {
        Nd4j.getEnvironment().setMaxThreads(threads);
        Nd4j.getEnvironment().setMaxMasterThreads(threads);
        Nd4j.factory().blas().setMaxThreads(threads);
    }

    private static boolean isOnCuda() {
        return Nd4j.getBackend().getClass().getSimpleName().equals("JCublasBackend");
    }

    /** Where the loaded library came from says which build it is, whatever the properties ask for. */
    private static String inUse() {
        var bindings = NativeOpsHolder.getInstance().getDeviceNativeOps().getClass();
        var file = Path.of(Loader.load(bindings));
        return Optional.ofNullable(file.getParent())
                .map(Path::getFileName)
                .map(Path::toString)
                .orElse("unknown");
    }
}
