package winnow.app.command.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import winnow.app.compare.Comparison;
import winnow.app.display.Console;
import winnow.app.exit.ExitCode;
import winnow.app.exit.Refusal;

/** Says which of several measured methods is better, and how sure that is. */
@Command(
        name = "compare",
        header = "Compares measured methods, and says how sure the difference is.",
        description = {
            "",
            "Reads the files that --csv wrote and compares every two methods, problem by problem and seed by seed, at "
                    + "one number of trials or epochs: mean regrets, how often which is lower, and the p of the "
                    + "paired signed-rank test of Wilcoxon, corrected for the number of comparisons by Holm's method."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  winnow bench compare random.csv grid.csv",
            "  winnow bench compare curves.csv --at 1040",
        })
public final class BenchCompareCommand implements Callable<Integer> {
    private final Console console;

    @Option(
            names = "--at",
            paramLabel = "N",
            defaultValue = "100",
            description = "After how many trials or epochs; ${DEFAULT-VALUE} by default.")
    private int at;

    @Parameters(arity = "1..*", paramLabel = "CSV", description = "Files of regrets.")
    private List<Path> files;

    public BenchCompareCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var methods = methods();
        var names = List.copyOf(methods.keySet());
        if (names.size() < 2) {
            throw Refusal.usage("there is nothing to compare: the files hold " + names + " at " + at);
        }
        var lines = Contests.lines(console);
        for (var name : names) {
            var regrets = methods.getOrDefault(name, Map.of());
            double mean = regrets.values().stream()
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElse(Double.NaN);
            lines.print(name + ": mean regret at " + at + " is " + String.format(Locale.ROOT, "%.4g", mean) + " over "
                    + Contests.count(regrets.size(), "run"));
        }
        var comparisons = new ArrayList<Comparison>();
        for (int i = 0; i < names.size(); i++) {
            for (int j = i + 1; j < names.size(); j++) {
                comparisons.add(compare(names.get(i), names.get(j), methods));
            }
        }
        Comparison.corrected(comparisons).forEach(c -> lines.print(line(c)));
        return ExitCode.DONE.number();
    }

    /** The regrets of each method, by problem and seed. */
    private Map<String, Map<ScoresFile.Key, Double>> methods() {
        var methods = new LinkedHashMap<String, Map<ScoresFile.Key, Double>>();
        for (var file : files) {
            ScoresFile.read(file, at).forEach((method, regrets) -> {
                var name = methods.containsKey(method) ? file.getFileName() + " " + method : method;
                if (methods.put(name, regrets) != null) {
                    throw Refusal.usage(file + ": " + name + " was read already");
                }
            });
        }
        return methods;
    }

    private Comparison compare(String first, String second, Map<String, Map<ScoresFile.Key, Double>> methods) {
        var ofFirst = new TreeMap<>(methods.getOrDefault(first, Map.of()));
        var ofSecond = methods.getOrDefault(second, Map.of());
        ofFirst.keySet().retainAll(ofSecond.keySet());
        if (ofFirst.isEmpty()) {
            throw Refusal.usage(first + " and " + second + " have no problem and seed in common at " + at);
        }
        return Comparison.of(
                first,
                second,
                ofFirst.values().stream().mapToDouble(Double::doubleValue).toArray(),
                ofFirst.keySet().stream()
                        .mapToDouble(key -> ofSecond.getOrDefault(key, Double.NaN))
                        .toArray());
    }

    private static String line(Comparison c) {
        return String.format(
                Locale.ROOT,
                "%s against %s: lower in %d, higher in %d of %d pairs, p %.3g, corrected %.3g",
                c.first(),
                c.second(),
                c.wins(),
                c.losses(),
                c.pairs(),
                c.p(),
                c.corrected());
    }
}
