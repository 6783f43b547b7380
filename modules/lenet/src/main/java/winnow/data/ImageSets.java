package winnow.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The data sets of this JVM, by name: each is read once and shared by all trials.
 *
 * <p>A file that changes on disk is read again by whoever asks next; those who have the old content keep it.
 */
public final class ImageSets {

    /** Names that {@link #load} knows. */
    public static final List<String> NAMES = List.of(FashionMnist.SAMPLE, FashionMnist.FULL);

    private static final ImageSets SHARED = new ImageSets();

    private final Map<String, ImageSet> loaded = new ConcurrentHashMap<>();
    private final Map<String, ImageSet> arrived = new ConcurrentHashMap<>();

    ImageSets() {}

    /** The one of this JVM. */
    public static ImageSets shared() {
        return SHARED;
    }

    /**
     * A data set.
     *
     * @param name one of {@link #NAMES}
     * @param given the only folder to look in, for the whole data set; empty: see {@link DataFolders#find}
     * @param folders where else to look
     * @throws IdxException if it is not there or damaged
     * @throws IllegalArgumentException if there is none of that name
     */
    public ImageSet load(String name, Optional<Path> given, DataFolders folders) {
        if (name.equals(FashionMnist.SAMPLE)) {
            return loaded.computeIfAbsent(name, key -> FashionMnist.sample());
        }
        if (!name.equals(FashionMnist.FULL)) {
            throw new IllegalArgumentException("there is no data set " + name + "; there are " + NAMES);
        }
        var folder = folders.find(given);
        return loaded.computeIfAbsent(state(folder), key -> FashionMnist.in(folder));
    }

    /** Keeps a data set that came from another machine. */
    public void keep(ImageSet set) {
        arrived.put(set.digest(), set);
    }

    /** The data set with a digest that came from another machine. */
    public Optional<ImageSet> kept(String digest) {
        return Optional.ofNullable(arrived.get(digest));
    }

    /** The folder with the sizes and times of its files: another text when a file has changed. */
    private static String state(Path folder) {
        var text = new StringBuilder(folder.toAbsolutePath().normalize().toString());
        for (var part : FashionMnist.PARTS) {
            for (var name : List.of(part.name(), part.packedName())) {
                var file = folder.resolve(name);
                try {
                    if (Files.isRegularFile(file)) {
                        text.append('|')
                                .append(name)
                                .append(Files.size(file))
                                .append('@')
                                .append(Files.getLastModifiedTime(file));
                    }
                } catch (IOException unreadable) {
                    throw new IdxException(file + " cannot be read: " + unreadable, unreadable);
                }
            }
        }
        return text.toString();
    }
}
