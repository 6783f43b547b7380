package winnow.spec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import winnow.text.Nearest;

/** Collects what is wrong with a spec while it is read. */
final class Problems {
    /** A person can use no more; a hostile file could have a million. */
    private static final int MOST_SHOWN = 100;

    private final String source;
    private final Set<LocatedProblem> found = new LinkedHashSet<>();
    /** The path of every problem, and the path of everything it is a part of. */
    private final Set<String> dirty = new HashSet<>();

    /** @param source the spec's file, whose problems are shown before those of overrides */
    Problems(String source) {
        this.source = source;
    }

    void add(Place place, String path, String message) {
        found.add(new LocatedProblem(place, path, printable(message)));
        dirty.add("");
        dirty.add(path);
        for (int i = 1; i < path.length(); i++) {
            if (path.charAt(i) == '.' || path.charAt(i) == '[') {
                dirty.add(path.substring(0, i));
            }
        }
    }

    /** Whether nothing is wrong with a field or any part of it. */
    boolean isClean(String path) {
        return !dirty.contains(path);
    }

    /** As {@link Nearest#hint}; nothing once more was found than anybody will read. */
    String hint(String word, Collection<String> candidates) {
        return found.size() > MOST_SHOWN ? "" : Nearest.hint(word, candidates);
    }

    int count() {
        return found.size();
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidSpecException(sorted());
        }
    }

    private List<LocatedProblem> sorted() {
        Comparator<LocatedProblem> order =
                Comparator.comparing(p -> !p.place().source().equals(source));
        var sorted = new ArrayList<>(found);
        sorted.sort(order.thenComparing(p -> p.place().line())
                .thenComparing(p -> p.place().column()));
        if (sorted.size() <= MOST_SHOWN) {
            return sorted;
        }
        var shown = new ArrayList<>(sorted.subList(0, MOST_SHOWN));
        shown.add(new LocatedProblem(Place.of(source), "", "and " + (sorted.size() - MOST_SHOWN) + " more problems"));
        return shown;
    }

    /** The text without line breaks and control characters, which a file could use to deceive a terminal. */
    static String printable(String text) {
        var printable = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT || c == 0x2028 || c == 0x2029) {
                printable.append(String.format("\\u%04x", c));
            } else {
                printable.appendCodePoint(c);
            }
        });
        return printable.toString();
    }
}
