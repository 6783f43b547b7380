package winnow.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where data sets are looked for on this machine.
 *
 * @param cache where fetched data is kept
 * @param shared folders that others keep, for example Debian's packages
 */
public record DataFolders(Path cache, List<Path> shared) {

    /** Where Debian's package dataset-fashion-mnist puts its files. */
    public static final Path DEBIAN = Path.of("/usr/share/datasets/" + FashionMnist.FULL);

    public DataFolders {
        shared = List.copyOf(shared);
    }

    /** The folders of the user who runs this program. */
    public static DataFolders ofUser() {
        return of(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /**
     * The folders of a user: the cache is {@code $WINNOW_DATA/fashion-mnist}, else
     * {@code $XDG_CACHE_HOME/winnow/fashion-mnist}, else {@code ~/.cache/winnow/fashion-mnist}.
     */
    public static DataFolders of(Map<String, String> environment, Path home) {
        var root = variable(environment, "WINNOW_DATA")
                .or(() -> variable(environment, "XDG_CACHE_HOME").map(p -> p.resolve("winnow")))
                .orElseGet(() -> home.resolve(".cache").resolve("winnow"));
        return new DataFolders(root.resolve(FashionMnist.FULL), List.of(DEBIAN));
    }

    private static Optional<Path> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }

    /**
     * The folder that holds Fashion-MNIST: the given one, and only that, if there is one; else the cache, else a shared
     * one.
     *
     * @throws IdxException if no folder has the four files; the message lists what was looked at
     */
    public Path find(Optional<Path> given) {
        var places = new ArrayList<Path>();
        if (given.isPresent()) {
            places.add(given.get());
        } else {
            places.add(cache);
            places.addAll(shared);
        }
        return places.stream()
                .filter(FashionMnist::isIn)
                .findFirst()
                .orElseThrow(() -> new IdxException("Fashion-MNIST is not in "
                        + String.join(
                                " or ", places.stream().map(Path::toString).toList())
                        + ": a folder with "
                        + String.join(
                                ", ",
                                FashionMnist.PARTS.stream()
                                        .map(FashionMnist.Part::name)
                                        .toList())
                        + ", each plain or as .gz, would be right; `winnow data fetch` gets them, and the data set "
                        + FashionMnist.SAMPLE + " needs none"));
    }
}
