package winnow.spec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import winnow.random.RandomStream;

/** Valid specs after an accident: lines and characters deleted, doubled, swapped, replaced. */
final class Damage {
    private static final List<String> VALID = List.of(Specs.QUICKSTART, Specs.EVERYTHING, Specs.SHORTEST);
    private static final String[] SCRAPS = {
        "{",
        "}",
        "[",
        "]",
        ":",
        ": ",
        ",",
        "-",
        "- ",
        "\"",
        "'",
        "#",
        "&a ",
        "*a",
        "!x ",
        "|",
        ">",
        "%",
        "\t",
        "\n",
        "\n  ",
        " ",
        "\u0000",
        "\ud83d",
        "é",
        "~",
        "null",
        "true",
        "no",
        "1e999",
        "-1",
        "0",
        "99999999999999999999",
        ".nan",
        "0x10",
        "name: asha",
        "when: {x: 1}",
        "log",
        "real",
        "../..",
        "${x}",
        "\r",
        "\u2028",
        "<<: *lr",
        "? "
    };

    private Damage() {}

    /** A damaged spec; the same number gives the same. */
    static String spec(int number) {
        var random = RandomStream.of(number, "damage", 0);
        var text = VALID.get(number % VALID.size());
        int wounds = 1 + random.nextInt(3);
        for (int i = 0; i < wounds; i++) {
            text = random.nextBoolean() ? lines(text, random) : characters(text, random);
        }
        return text;
    }

    private static String lines(String text, RandomStream random) {
        var lines = new ArrayList<>(text.lines().toList());
        if (lines.size() < 2) {
            return text;
        }
        int at = random.nextInt(lines.size());
        int other = random.nextInt(lines.size());
        switch (random.nextInt(5)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(other, lines.get(at));
            case 2 -> Collections.swap(lines, at, other);
            case 3 -> lines.set(at, " ".repeat(random.nextInt(5)) + lines.get(at));
            default -> lines.set(at, lines.get(at).strip());
        }
        return String.join("\n", lines) + "\n";
    }

    private static String characters(String text, RandomStream random) {
        int at = random.nextInt(text.length());
        int end = Math.min(text.length(), at + 1 + random.nextInt(random.nextBoolean() ? 2 : 20));
        var piece = text.substring(at, end);
        var scrap = SCRAPS[random.nextInt(SCRAPS.length)];
        return switch (random.nextInt(5)) {
            case 0 -> text.substring(0, at) + text.substring(end);
            case 1 -> text.substring(0, at) + piece + text.substring(at);
            case 2 -> text.substring(0, at) + scrap + text.substring(at);
            case 3 -> text.substring(0, at) + scrap + text.substring(end);
            default -> text.substring(0, at) + new StringBuilder(piece).reverse() + text.substring(end);
        };
    }
}
