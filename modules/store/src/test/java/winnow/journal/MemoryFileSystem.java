package winnow.journal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.Syncable;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * A Hadoop file system in memory, {@code memory://NAME/}. It obeys {@code create} without overwrite, cannot append, and
 * is one of two kinds: one whose streams can be synced, and whose files are there as soon as they are created, empty; or
 * an object store, whose files are there as a whole when they are closed. A disk outlives the file systems on it.
 */
public final class MemoryFileSystem extends FileSystem {
    static final String SCHEME = "memory";

    private static final Map<String, Disk> DISKS = new ConcurrentHashMap<>();

    private URI uri = URI.create(SCHEME + ":///");
    private Disk disk = new Disk();

    /** What is done before and after each call, on the caller's thread; it may throw. */
    interface Weather {
        void before(String call, String path) throws IOException;

        /** The call was obeyed; an exception now means that its answer is lost. */
        void after(String call, String path) throws IOException;

        Weather FAIR = new Weather() {
            @Override
            public void before(String call, String path) {}

            @Override
            public void after(String call, String path) {}
        };
    }

    /** The files, by path; folders have no content. */
    static final class Disk {
        private final TreeMap<String, byte[]> files = new TreeMap<>();
        private final TreeMap<String, Boolean> folders = new TreeMap<>(Map.of("/", true));
        volatile boolean isStore;
        volatile Weather weather = Weather.FAIR;

        /** Whether the next sync or close leaves half of its bytes and fails. */
        volatile boolean isTearing;

        static Disk named(String name) {
            return DISKS.computeIfAbsent(name, n -> new Disk());
        }

        private synchronized <T> T exclusively(Call<T> call) throws IOException {
            return call.run();
        }

        synchronized byte[] content(String path) {
            return files.get(path).clone();
        }

        synchronized void put(String path, byte[] content) {
            files.put(path, content.clone());
        }

        synchronized void remove(String path) {
            files.remove(path);
        }

        synchronized java.util.List<String> files() {
            return new ArrayList<>(files.keySet());
        }
    }

    /** A file system on a disk. */
    static MemoryFileSystem on(String name) {
        var made = new MemoryFileSystem();
        try {
            made.initialize(URI.create(SCHEME + "://" + name + "/"), new Configuration(false));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return made;
    }

    @Override
    public void initialize(URI name, Configuration conf) throws IOException {
        super.initialize(name, conf);
        setConf(conf);
        uri = URI.create(SCHEME + "://" + name.getAuthority());
        disk = Disk.named(name.getAuthority());
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public URI getUri() {
        return uri;
    }

    @Override
    public boolean hasPathCapability(Path path, String capability) {
        return capability.equals("fs.capability.paths.append") && !disk.isStore;
    }

    private static String key(Path path) {
        return path.toUri().getPath();
    }

    private interface Call<T> {
        T run() throws IOException;
    }

    private <T> T call(String name, String path, Call<T> call) throws IOException {
        disk.weather.before(name, path);
        var result = disk.exclusively(call);
        disk.weather.after(name, path);
        return result;
    }

    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
        return call("open", key(path), () -> {
            var content = disk.files.get(key(path));
            if (content == null) {
                throw new FileNotFoundException("no file " + path);
            }
            return new FSDataInputStream(new Content(content));
        });
    }

    @Override
    public FSDataOutputStream create(
            Path path,
            FsPermission permission,
            boolean overwrite,
            int bufferSize,
            short replication,
            long blockSize,
            Progressable progress)
            throws IOException {
        var key = key(path);
        if (disk.isStore) {
            return new FSDataOutputStream(new Upload(key, overwrite), null);
        }
        return call("create", key, () -> {
            require(key, overwrite);
            folder(key(path.getParent()));
            disk.files.put(key, new byte[0]);
            return new FSDataOutputStream(new Growing(key), null);
        });
    }

    private void require(String key, boolean overwrite) throws IOException {
        if (disk.folders.containsKey(key) || (!overwrite && disk.files.containsKey(key))) {
            throw new FileAlreadyExistsException(key + " exists");
        }
    }

    private void folder(String key) throws IOException {
        for (var path = new Path(key); path != null; path = path.getParent()) {
            if (disk.files.containsKey(key(path))) {
                throw new ParentNotDirectoryException(path + " is a file");
            }
            disk.folders.put(key(path), true);
        }
    }

    @Override
    public FSDataOutputStream append(Path path, int bufferSize, Progressable progress) {
        throw new UnsupportedOperationException("append");
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        return call("rename", key(from), () -> {
            if (!disk.files.containsKey(key(from)) || disk.files.containsKey(key(to))) {
                return false;
            }
            disk.files.put(key(to), disk.files.remove(key(from)));
            return true;
        });
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        return call("delete", key(path), () -> {
            var inside = key(path) + "/";
            if (recursive) {
                disk.files.keySet().removeIf(key -> key.startsWith(inside));
                disk.folders.keySet().removeIf(key -> key.startsWith(inside));
            }
            boolean wasFolder = disk.folders.remove(key(path)) != null;
            return disk.files.remove(key(path)) != null || wasFolder;
        });
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        return call("list", key(path), () -> {
            if (!disk.folders.containsKey(key(path))) {
                throw new FileNotFoundException("no folder " + path);
            }
            var found = new ArrayList<FileStatus>();
            for (var key : disk.files.keySet()) {
                if (key(new Path(key).getParent()).equals(key(path))) {
                    found.add(status(key));
                }
            }
            for (var key : disk.folders.keySet()) {
                if (!key.equals("/") && key(new Path(key).getParent()).equals(key(path))) {
                    found.add(status(key));
                }
            }
            return found.toArray(FileStatus[]::new);
        });
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        return call("status", key(path), () -> {
            if (!disk.files.containsKey(key(path)) && !disk.folders.containsKey(key(path))) {
                throw new FileNotFoundException("nothing at " + path);
            }
            return status(key(path));
        });
    }

    private FileStatus status(String key) {
        var content = disk.files.get(key);
        return new FileStatus(
                content == null ? 0 : content.length, content == null, 1, 1 << 20, 0, new Path(uri.toString() + key));
    }

    @Override
    public boolean mkdirs(Path path, FsPermission permission) throws IOException {
        return call("mkdirs", key(path), () -> {
            folder(key(path));
            return true;
        });
    }

    @Override
    public void setWorkingDirectory(Path path) {
        throw new UnsupportedOperationException("there is no working directory");
    }

    @Override
    public Path getWorkingDirectory() {
        return new Path(uri.toString() + "/");
    }

    /** A file that grows by what is synced. */
    private final class Growing extends OutputStream implements Syncable, StreamCapabilities {
        private final String key;
        private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

        Growing(String key) {
            this.key = key;
        }

        @Override
        public void write(int b) {
            pending.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            pending.write(bytes, from, length);
        }

        private void publish(String name) throws IOException {
            call(name, key, () -> {
                var before = disk.files.getOrDefault(key, new byte[0]);
                var added = pending.toByteArray();
                pending.reset();
                boolean isTorn = disk.isTearing && added.length > 0;
                int length = isTorn ? added.length / 2 : added.length;
                var after = Arrays.copyOf(before, before.length + length);
                System.arraycopy(added, 0, after, before.length, length);
                disk.files.put(key, after);
                if (isTorn) {
                    disk.isTearing = false;
                    throw new IOException("the connection broke");
                }
                return null;
            });
        }

        @Override
        public void hflush() throws IOException {
            publish("flush");
        }

        @Override
        public void hsync() throws IOException {
            publish("sync");
        }

        @Override
        public void close() throws IOException {
            publish("close");
        }

        @Override
        public boolean hasCapability(String capability) {
            return capability.equals(HSYNC);
        }
    }

    /** An object that is there when it is closed. */
    private final class Upload extends OutputStream implements StreamCapabilities {
        private final String key;
        private final boolean overwrite;
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();
        private boolean isClosed;

        Upload(String key, boolean overwrite) {
            this.key = key;
            this.overwrite = overwrite;
        }

        @Override
        public void write(int b) {
            content.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            content.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            if (isClosed) {
                return;
            }
            isClosed = true;
            call("put", key, () -> {
                require(key, overwrite);
                folder(key(new Path(key).getParent()));
                disk.files.put(key, content.toByteArray());
                return null;
            });
        }

        @Override
        public boolean hasCapability(String capability) {
            return false;
        }
    }

    private static final class Content extends FSInputStream {
        private final byte[] content;
        private ByteArrayInputStream in;

        Content(byte[] content) {
            this.content = content;
            this.in = new ByteArrayInputStream(content);
        }

        @Override
        public int read() {
            return in.read();
        }

        @Override
        public int read(byte[] bytes, int from, int length) {
            return in.read(bytes, from, length);
        }

        @Override
        public void seek(long position) {
            in = new ByteArrayInputStream(content, (int) position, content.length);
        }

        @Override
        public long getPos() {
            return (long) content.length - in.available();
        }

        @Override
        public boolean seekToNewSource(long position) {
            return false;
        }
    }
}
