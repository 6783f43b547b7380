package winnow.app.command.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import winnow.app.exit.ExitCode;
import winnow.app.exit.Refusal;
import winnow.simulator.bench.Scores;

/** Regrets of single seeds as comma-separated values: {@code method,problem,seed,at,regret}. */
final class ScoresFile {
    static final String HEAD = "method,problem,seed,at,regret";

    private ScoresFile() {}

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
