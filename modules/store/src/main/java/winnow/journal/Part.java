package winnow.journal;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of one file of a journal that is kept in several: what one coordinator wrote, before it began another file.
 *
 * @param owner the coordinator, counted from 1
 * @param number counted from 1 for each owner
 */
record Part(int owner, int number) implements Comparable<Part> {
    private static final Pattern NAME = Pattern.compile("part-([0-9]{6,9})-([0-9]{6,9})\\.jsonl");
    private static final Comparator<Part> ORDER =
            Comparator.comparingInt(Part::owner).thenComparingInt(Part::number);

    Part {
        if (owner < 1 || number < 1) {
            throw new IllegalArgumentException("owners and parts count from 1, and this is " + owner + ", " + number);
        }
    }

    /** The part that a file's name means. */
    static Optional<Part> named(String file) {
        var match = NAME.matcher(file);
        if (!match.matches()) {
            return Optional.empty();
        }
        int owner = Integer.parseInt(match.group(1));
        int number = Integer.parseInt(match.group(2));
        return owner == 0 || number == 0 ? Optional.empty() : Optional.of(new Part(owner, number));
    }

    String file() {
        return String.format(Locale.ROOT, "part-%06d-%06d.jsonl", owner, number);
    }

    @Override
    public int compareTo(Part other) {
        return ORDER.compare(this, other);
    }
}
