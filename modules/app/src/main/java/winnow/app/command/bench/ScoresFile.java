package winnow.app.command.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import winnow.app.exit.ExitCode;
import winnow.app.exit.Refusal;
import winnow.simulator.bench.Scores;
import winnow.simulator.recorded.Csv;
import winnow.simulator.recorded.TableException;

/** Regrets of single seeds as comma-separated values: {@code method,problem,seed,at,regret}. */
final class ScoresFile {
    static final String HEAD = "method,problem,seed,at,regret";

    private ScoresFile() {}

    /** What is compared: the same problem with the same seed. */
    record Key(String problem, int seed) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byProblem = problem.compareTo(other.problem);
            return byProblem != 0 ? byProblem : Integer.compare(seed, other.seed);
        }
    }

    /**
     * The regrets of each method at a point.
     *
     * @throws Refusal if it is not such a file, or has nothing at the point
     */
    static Map<String, Map<Key, Double>> read(Path file, int at) {
        var methods = new LinkedHashMap<String, Map<Key, Double>>();
        try {
            var csv = Csv.read(file);
            if (!String.join(",", csv.columns()).equals(HEAD)) {
                throw Refusal.usage(file + ":1: the columns are " + csv.columns() + ", not " + HEAD);
            }
            for (int row = 0; row < csv.rows().size(); row++) {
                if (csv.number(row, 3) == at) {
                    var fields = csv.rows().get(row);
                    var key = new Key(fields.get(1), (int) csv.number(row, 2));
                    var regrets = methods.computeIfAbsent(fields.get(0), m -> new HashMap<>());
                    if (regrets.put(key, csv.number(row, 4)) != null) {
                        throw Refusal.usage(csv.where(row) + ": " + key.problem() + " with seed " + key.seed()
                                + " stands there twice");
                    }
                }
            }
        } catch (TableException unusable) {
            throw new Refusal(ExitCode.USAGE, String.valueOf(unusable.getMessage()), unusable);
        }
        if (methods.isEmpty()) {
            throw Refusal.usage(file + ": has no regret at " + at);
        }
        return methods;
    }

    static void write(Path file, List<Scores> all) {
        var text = new StringBuilder(HEAD).append('\n');
        for (var scores : all) {
            for (int seed = 0; seed < scores.regrets().size(); seed++) {
                for (int place = 0; place < scores.points().size(); place++) {
                    text.append(scores.method())
                            .append(',')
                            .append(scores.problem())
                            .append(',')
                            .append(seed)
                            .append(',')
                            .append(scores.points().get(place))
                            .append(',')
                            .append(scores.regrets().get(seed)[place])
                            .append('\n');
                }
            }
        }
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException unwritable) {
            throw new Refusal(ExitCode.USAGE, "--csv " + file + ": cannot be written: " + unwritable, unwritable);
        }
    }
}
