package winnow.dashboard;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import winnow.search.Request;
import winnow.study.StudySpec;

/**
 * What a person asked for in the page.
 *
 * @param reason why; may be empty
 */
record Wish(Request request, String reason) {
    private static final int LONGEST_REASON = 500;

    /** Limits that the page changes; a target is changed on the command line. */
    private static final List<String> LIMITS = List.of("trials", "epochs", "wall_clock", "failures");

    /**
     * Reads a form: {@code kind}, {@code reason}, and what the kind needs.
     *
     * @param present the study's spec, with the limits in force
     * @throws IllegalArgumentException if it is no wish; says why
     */
    static Wish of(String form, Helm helm, StudySpec present) {
        var fields = fields(form);
        var reason = fields.getOrDefault("reason", "").strip();
        if (reason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException(
                    "the reason has " + reason.length() + " characters; " + LONGEST_REASON + " are the most");
        }
        return new Wish(request(fields, helm, present), reason);
    }

    private static Request request(Map<String, String> fields, Helm helm, StudySpec present) {
        var kind = fields.getOrDefault("kind", "");
        return switch (kind) {
            case "pause" -> new Request.Pause();
            case "resume" -> new Request.Resume();
            case "stop" -> new Request.Stop();
            case "kill" -> new Request.Kill(number(fields, "trial"));
            case "pin" -> new Request.Pin(number(fields, "trial"));
            case "unpin" -> new Request.Unpin(number(fields, "trial"));
            case "extend" -> new Request.Extend(helm.limits(present, changes(fields)));
            case "promote" ->
                new Request.Promote(
                        number(fields, "trial"),
                        fields.getOrDefault("to", "").isBlank()
                                ? OptionalInt.empty()
                                : OptionalInt.of(number(fields, "to")));
            case "enqueue" -> new Request.Enqueue(helm.point(fields.getOrDefault("point", "")));
            default ->
                throw new IllegalArgumentException("kind is \"" + kind
                        + "\": it must be pause, resume, stop, extend, kill, promote, pin, unpin" + " or enqueue");
        };
    }

    /** What was written for each limit, as the command line takes it; nothing takes a limit away. */
    private static List<String> changes(Map<String, String> fields) {
        var changes = LIMITS.stream()
                .filter(fields::containsKey)
                .map(name ->
                        "limits." + name + "=" + fields.getOrDefault(name, "").strip())
                .toList();
        if (changes.isEmpty()) {
            throw new IllegalArgumentException("no limit was changed");
        }
        return changes;
    }

    private static int number(Map<String, String> fields, String name) {
        var word = fields.getOrDefault(name, "").strip();
        if (!word.matches("\\d{1,9}")) {
            throw new IllegalArgumentException(name + " is \"" + word + "\": it must be a whole number from 0");
        }
        return Integer.parseInt(word);
    }

    private static Map<String, String> fields(String form) {
        var fields = new HashMap<String, String>();
        for (var pair : form.split("&")) {
            int at = pair.indexOf('=');
            if (at > 0) {
                fields.put(decoded(pair.substring(0, at)), decoded(pair.substring(at + 1)));
            }
        }
        return fields;
    }

    private static String decoded(String word) {
        return URLDecoder.decode(word, StandardCharsets.UTF_8);
    }
}
