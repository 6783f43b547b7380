package winnow.text;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * The valid word a person probably meant by a misspelt one.
 *
 * <p>Distance is that of Damerau and Levenshtein in its restricted form (optimal string alignment): insert, delete,
 * replace a letter, or swap two neighbours; case is ignored.
 */
public final class Nearest {
    private static final int LONGEST = 100;

    private Nearest() {}

    /**
     * The candidate nearest to {@code word}, the first of several; empty when none is near: more than a third of the
     * longer word's letters (at least one) would change, or the word has over 100 letters.
     */
    public static Optional<String> to(String word, Collection<String> candidates) {
        String best = null;
        int bestDistance = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            int longer = Math.max(word.length(), candidate.length());
            int allowed = Math.max(1, longer / 3);
            if (longer > LONGEST || Math.abs(word.length() - candidate.length()) > allowed) {
                continue;
            }
            int distance = distance(lower(word), lower(candidate));
            if (distance <= allowed && distance < Math.min(longer, bestDistance)) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    /** {@code "; did you mean 'sgd'?"} when a candidate is near, otherwise {@code "; known: a, b, c"}, for messages. */
    public static String hint(String word, Collection<String> candidates) {
        return to(word, candidates)
                .map(near -> "; did you mean '" + near + "'?")
                .orElseGet(() -> candidates.isEmpty() ? "" : "; known: " + listed(candidates));
    }

    private static String listed(Collection<String> candidates) {
        int shown = 12;
        String first = String.join(", ", candidates.stream().limit(shown).toList());
        return candidates.size() > shown ? first + ", ..." : first;
    }

    private static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 || j == 0 ? i + j : step(d, a, b, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int step(int[][] d, String a, String b, int i, int j) {
        int replace = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replace, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
    }
}
