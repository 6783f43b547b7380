package winnow.app.command.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import winnow.app.display.Console;
import winnow.app.exit.ExitCode;
import winnow.app.exit.Refusal;
import winnow.simulator.bench.Contest;
import winnow.simulator.bench.Scores;

/** What measurements of all kinds share: how methods are called and figures written. */
final class Contests {
    private Contests() {}

    /** A contest; arguments out of range are the user's. */
    static Contest checked(Supplier<Contest> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException wrong) {
            throw new Refusal(ExitCode.USAGE, String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /** {@code random}, or {@code random (8 slots)}. */
    static String method(String name, int slots) {
        return slots == 1 ? name : name + " (" + slots + " slots)";
    }

    /** What more slots cost: the measure against that of the first number of slots, at equal trials. */
    static String loss(String method, int firstSlots, List<Scores> first, List<Scores> scores, double offset) {
        var text = new StringBuilder(method + " against " + count(firstSlots, "slot") + ", (regret + " + offset + "):");
        var points = first.get(0).points();
        for (int place = 0; place < points.size(); place++) {
            double ratio = Scores.geometricMean(scores, place, offset) / Scores.geometricMean(first, place, offset);
            text.append(String.format(Locale.ROOT, " @%d x %.3f", points.get(place), ratio));
        }
        return text.toString();
    }

    /** Standard output, line by line as they come. */
    static Lines lines(Console console) {
        return line -> {
            console.out().println(line);
            console.out().flush();
        };
    }

    static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
