package winnow.export.mlflow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Names as MLflow takes them: letters, digits, {@code _}, {@code -}, {@code .}, blanks and {@code /}, at most 250
 * characters, and no path that leads elsewhere.
 */
final class Names {
    private static final int LONGEST = 250;

    private Names() {}

    /** A name of MLflow for each name; no two are the same. */
    static Map<String, String> of(Collection<String> names) {
        var made = new LinkedHashMap<String, String>();
        for (var name : names) {
            var clean = clean(name);
            var free = clean;
            for (int i = 2; made.containsValue(free); i++) {
                free = clean + "_" + i;
            }
            made.put(name, free);
        }
        return made;
    }

    private static String clean(String name) {
        var known = name.replaceAll("[^A-Za-z0-9_. /-]", "_");
        var cut = known.substring(0, Math.min(known.length(), LONGEST - 5));
        List<String> parts = new ArrayList<>(List.of(cut.split("/", -1)));
        boolean isPath = parts.stream().allMatch(p -> !p.isBlank() && !p.equals(".") && !p.equals(".."));
        return isPath ? cut : cut.replace('/', '_').replaceFirst("^[. ]*$", "_");
    }
}
