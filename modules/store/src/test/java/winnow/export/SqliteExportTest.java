package winnow.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winnow.simulator.Simulation;

class SqliteExportTest {
    private static final Simulation.Result RUN = HostileStudy.run(9);
    private static final RecordedStudy STUDY = HostileStudy.recorded(RUN);

    @TempDir
    private Path folder;

    private interface Query<T> {
        T ask(Connection database) throws SQLException;
    }

    private <T> T exported(Simulation.Result run, Query<T> query) throws IOException, SQLException {
        var file = folder.resolve("study.sqlite");
        SqliteExport.write(HostileStudy.recorded(run), run.entries(), "spec text", file);
        try (var database = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            return query.ask(database);
        }
    }

    private static List<List<String>> rows(Connection database, String sql) throws SQLException {
        try (var statement = database.createStatement();
                var result = statement.executeQuery(sql)) {
            var rows = new ArrayList<List<String>>();
            while (result.next()) {
                var row = new ArrayList<String>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(result.getObject(i)));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    @Test
    void holdsEverythingAndIsSound() throws IOException, SQLException {
        exported(RUN, database -> {
            assertThat(rows(database, "PRAGMA integrity_check")).containsExactly(List.of("ok"));
            assertThat(rows(database, "PRAGMA foreign_key_check")).isEmpty();
            assertThat(rows(database, "SELECT COUNT(*) FROM trials")).containsExactly(List.of("9"));
            assertThat(rows(database, "SELECT COUNT(*) FROM observations"))
                    .containsExactly(List.of(Integer.toString(STUDY.observed().size())));
            assertThat(rows(database, "SELECT DISTINCT metric FROM metrics").stream()
                            .flatMap(List::stream))
                    .containsAll(HostileStudy.NAMES)
                    .contains("loss");
            assertThat(rows(database, "SELECT value FROM study WHERE name = 'metric'"))
                    .containsExactly(List.of("loss"));
            assertThat(rows(database, "SELECT value FROM study WHERE name = 'provenance.processor'"))
                    .containsExactly(List.of("a, \"b\""));
            assertThat(rows(database, "SELECT parameter, kind, scale, condition FROM space"))
                    .contains(List.of("x", "real", "log", "null"))
                    .contains(List.of("deep", "choice", "null", "kind is a,b"));
            assertThat(rows(database, "SELECT COUNT(*) FROM decisions WHERE decision = 'opened'"))
                    .containsExactly(List.of("9"));
            return null;
        });
    }

    @Test
    void ranksTrialsAsTheStudyDoes() throws IOException, SQLException {
        var best = RUN.state().history().incumbent().orElseThrow();
        exported(RUN, database -> {
            var first = rows(
                            database,
                            "SELECT trial, best_loss, best_epoch, parameter_status, x, kind FROM leaderboard ORDER BY"
                                    + " rank")
                    .get(0);
            var trial = STUDY.trials().get(best.trial());
            assertThat(first.get(0)).isEqualTo(Integer.toString(best.trial()));
            assertThat(Double.parseDouble(first.get(1))).isEqualTo(best.loss());
            assertThat(first.get(2))
                    .isEqualTo(Integer.toString(best.observation().epoch()));
            assertThat(first.get(3))
                    .isEqualTo(Long.toString(trial.configuration().integer("status")));
            assertThat(Double.parseDouble(first.get(4)))
                    .isEqualTo(trial.configuration().real("x"));
            assertThat(first.get(5)).isEqualTo(trial.configuration().text("kind"));
            return null;
        });
    }

    @Test
    void knowsTheBestSoFarAfterEachObservation() throws IOException, SQLException {
        exported(RUN, database -> {
            double best = Double.POSITIVE_INFINITY;
            int improvements = 0;
            var rows = rows(database, "SELECT loss, best_loss, is_better FROM best_so_far ORDER BY observation");
            assertThat(rows).hasSize(STUDY.observed().size());
            for (var row : rows) {
                double loss = Double.parseDouble(row.get(0));
                assertThat(row.get(2)).isEqualTo(loss < best ? "1" : "0");
                improvements += loss < best ? 1 : 0;
                best = Math.min(best, loss);
                assertThat(Double.parseDouble(row.get(1))).isEqualTo(best);
            }
            assertThat(improvements).isGreaterThan(1);
            var statuses = STUDY.trials().stream()
                    .collect(Collectors.groupingBy(
                            t -> t.status().name().toLowerCase(Locale.ROOT), Collectors.counting()));
            assertThat(rows(database, "SELECT status, trials FROM outcomes"))
                    .containsExactlyInAnyOrderElementsOf(statuses.entrySet().stream()
                            .map(e -> List.of(e.getKey(), e.getValue().toString()))
                            .toList());
            return null;
        });
    }

    @Test
    void whatIsNoNumberIsNullAndALossIsAlwaysBetterBelow() throws IOException, SQLException {
        var maximised = HostileStudy.run(5, "maximize", Integer.MAX_VALUE);
        exported(maximised, database -> {
            assertThat(rows(database, "SELECT COUNT(*) FROM metrics WHERE metric = '=1+1' AND value IS NOT NULL"))
                    .containsExactly(List.of("0"));
            assertThat(rows(database, "SELECT trial FROM leaderboard WHERE rank = 1"))
                    .containsExactly(List.of(Integer.toString(maximised
                            .state()
                            .history()
                            .incumbent()
                            .orElseThrow()
                            .trial())));
            assertThat(rows(database, "SELECT DISTINCT sign(loss) FROM observations"))
                    .containsExactly(List.of("-1"));
            return null;
        });
    }

    @Test
    void aRunningStudyCanBeExported() throws IOException, SQLException {
        var cut = HostileStudy.run(9, "minimize", 7);
        exported(cut, database -> {
            assertThat(rows(database, "SELECT value FROM study WHERE name = 'phase'"))
                    .containsExactly(List.of("open"));
            assertThat(rows(database, "SELECT COUNT(*) FROM trials WHERE status = 'running'"))
                    .isNotEqualTo(List.of(List.of("0")));
            return null;
        });
    }
}
