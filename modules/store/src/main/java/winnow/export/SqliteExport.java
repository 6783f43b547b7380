package winnow.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import winnow.space.ChoiceParameter;
import winnow.space.IntegerParameter;
import winnow.space.Parameter;
import winnow.space.RealParameter;
import winnow.space.Value;
import winnow.study.Entry;
import winnow.trial.Trial;

/**
 * A study as an SQLite database: tables and views that {@code schema.sql} describes. It is only ever written; names and
 * texts of a study are bound values in it, or quoted names of columns.
 */
public final class SqliteExport {
    private static final String SCHEMA = "schema.sql";

    private final RecordedStudy study;
    private final List<Entry> entries;
    private final String spec;
    private final Connection database;

    private SqliteExport(RecordedStudy study, List<Entry> entries, String spec, Connection database) {
        this.study = study;
        this.entries = entries;
        this.spec = spec;
        this.database = database;
    }

    /**
     * Writes the database.
     *
     * @param spec the text of the study's spec, as readers may see it
     * @param file a path where nothing is
     */
    public static void write(RecordedStudy study, List<Entry> entries, String spec, Path file) throws IOException {
        var config = new SQLiteConfig();
        // The file gets its name when it is whole: what breaks before that is thrown away.
        config.setJournalMode(SQLiteConfig.JournalMode.OFF);
        config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
        config.enableLoadExtension(false);
        var source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        try (var database = source.getConnection()) {
            database.setAutoCommit(false);
            new SqliteExport(study, entries, spec, database).fill();
            database.commit();
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void fill() throws SQLException {
        var schema =
                Arrays.stream(schema().split(";\\n")).filter(s -> !s.isBlank()).toList();
        try (var statement = database.createStatement()) {
            for (var part : schema) {
                if (part.contains("CREATE VIEW leaderboard")) {
                    statement.execute(configurations());
                }
                statement.execute(part);
            }
            // So that those who open the file see what wrote it, and in which form.
            statement.execute("PRAGMA user_version = 1");
        }
        fillStudy();
        fillSpace();
        fillTrials();
        fillObservations();
        fillDecisions();
    }

    /** The view of the trials' configurations has a column a parameter, so that no file can hold it. */
    private String configurations() {
        var columns = study.parameters().stream()
                .map(name -> ",\n  MAX(CASE WHEN name = " + text(name) + " THEN value END) AS " + column(name))
                .collect(Collectors.joining());
        return "-- Configurations, a column a parameter; null where a parameter takes no part.\n"
                + "CREATE VIEW configurations AS SELECT trial AS of_trial" + columns
                + "\n  FROM parameters GROUP BY trial";
    }

    /** A name is quoted; one that is also a column of the leaderboard's trials gets a prefix. */
    private static String column(String name) {
        var taken = List.of("rank", "trial", "best_loss", "best_epoch", "epochs", "status", "seconds", "of_trial");
        var free = taken.contains(name.toLowerCase(Locale.ROOT)) ? "parameter_" + name : name;
        return '"' + free.replace("\"", "\"\"") + '"';
    }

    private static String text(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }

    private void fillStudy() throws SQLException {
        var facts = new LinkedHashMap<String, @Nullable Object>();
        var state = study.state();
        var standing = state.standing();
        facts.put("name", study.name());
        facts.put("metric", study.metric());
        facts.put("goal", word(state.spec().objective().goal()));
        facts.put("objective", state.spec().objective().choice().name());
        facts.put("strategy", state.spec().strategy().name());
        facts.put("scheduler", state.spec().scheduler().name());
        facts.put("seed", Long.toString(state.spec().seed()));
        facts.put("phase", word(standing.phase()));
        facts.put("reason", standing.reason());
        facts.put("sessions", Integer.toString(standing.session()));
        facts.put("elapsed_seconds", Double.toString(standing.elapsedMillis() / 1000.0));
        facts.put("epochs_charged", Integer.toString(state.ledger().charged()));
        facts.put("journal_entries", Long.toString(state.sequence()));
        facts.put("opened_at", study.opened().map(Object::toString).orElse(null));
        facts.put("spec", spec);
        study.provenance().forEach((name, value) -> facts.put("provenance." + name, value));
        try (var insert = database.prepareStatement("INSERT INTO study VALUES (?, ?)")) {
            for (var fact : facts.entrySet()) {
                add(insert, fact.getKey(), fact.getValue());
            }
            insert.executeBatch();
        }
    }

    private void fillSpace() throws SQLException {
        try (var insert = database.prepareStatement("INSERT INTO space VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (var parameter : study.state().spec().space().parameters()) {
                var condition = parameter.when().map(SqliteExport::words).orElse(null);
                add(insert, concat(parameter.name(), shape(parameter), condition));
            }
            insert.executeBatch();
        }
    }

    private static @Nullable Object[] concat(String name, List<@Nullable Object> shape, @Nullable Object condition) {
        var row = new java.util.ArrayList<@Nullable Object>();
        row.add(name);
        row.addAll(shape);
        row.add(condition);
        return row.toArray();
    }

    /** Kind, scale, low, high, step, options. */
    private static List<@Nullable Object> shape(Parameter parameter) {
        if (parameter instanceof RealParameter real) {
            var step = real.step().isPresent() ? (Object) real.step().getAsDouble() : null;
            return Arrays.asList("real", real.scale().word(), real.low(), real.high(), step, null);
        } else if (parameter instanceof IntegerParameter integer) {
            return Arrays.asList(
                    "integer", integer.scale().word(), integer.low(), integer.high(), integer.step(), null);
        }
        var options = JsonNodeFactory.instance.arrayNode();
        ((ChoiceParameter) parameter).options().stream().map(Value::text).forEach(options::add);
        return Arrays.asList("choice", null, null, null, null, options.toString());
    }

    private static String words(winnow.space.Condition when) {
        return when.anyOf().entrySet().stream()
                .map(e -> e.getKey() + " is "
                        + e.getValue().stream().map(Value::text).collect(Collectors.joining(" or ")))
                .collect(Collectors.joining(" and "));
    }

    private void fillTrials() throws SQLException {
        try (var trials = database.prepareStatement("INSERT INTO trials (trial, status, epochs, best_epoch, seconds,"
                        + " origin, parent_trial, parent_epoch, bracket, seed, attempts, failures, started_at, ended_at, reason,"
                        + " note, best_loss) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
                var parameters = database.prepareStatement("INSERT INTO parameters VALUES (?, ?, ?)")) {
            for (var trial : study.trials()) {
                var facts = TrialFacts.of(study, trial);
                var row =
                        new java.util.ArrayList<@Nullable Object>(facts.facts().values());
                row.add(bestLoss(trial));
                add(trials, row.toArray());
                for (var value : facts.configuration().entrySet()) {
                    add(parameters, trial.number(), value.getKey(), value.getValue());
                }
            }
            trials.executeBatch();
            parameters.executeBatch();
        }
    }

    private @Nullable Object bestLoss(Trial trial) {
        return study.best(trial)
                .map(o -> (Object) study.state().history().loss(o).orElse(Double.NaN))
                .orElse(null);
    }

    private void fillObservations() throws SQLException {
        var history = study.state().history();
        try (var observations = database.prepareStatement("INSERT INTO observations VALUES (?, ?, ?, ?, ?, ?, ?)");
                var metrics = database.prepareStatement("INSERT INTO metrics VALUES (?, ?, ?)")) {
            for (var one : study.observed()) {
                var loss = history.loss(one.observation());
                add(
                        observations,
                        one.number(),
                        one.trial(),
                        one.observation().epoch(),
                        loss.isPresent() ? (Object) loss.getAsDouble() : null,
                        one.observation().seconds(),
                        one.at().toString(),
                        one.elapsedMillis() / 1000.0);
                for (var metric : one.observation().metrics().values().entrySet()) {
                    add(metrics, one.number(), metric.getKey(), metric.getValue());
                }
            }
            observations.executeBatch();
            metrics.executeBatch();
        }
    }

    private void fillDecisions() throws SQLException {
        try (var insert = database.prepareStatement("INSERT INTO decisions VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            for (var entry : entries) {
                int place = 0;
                for (var event : entry.events()) {
                    place++;
                    var found = Decision.of(event);
                    if (found.isPresent()) {
                        var one = found.get();
                        add(
                                insert,
                                entry.sequence(),
                                place,
                                entry.at().toString(),
                                one.trial().isPresent() ? (Object) one.trial().getAsInt() : null,
                                one.epoch().isPresent() ? (Object) one.epoch().getAsInt() : null,
                                one.word(),
                                one.reason());
                    }
                }
            }
            insert.executeBatch();
        }
    }

    private static void add(PreparedStatement insert, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            var value = values[i];
            // NaN becomes null by SQLite itself; a truth would become a number.
            insert.setObject(i + 1, value instanceof Boolean ? value.toString() : value);
        }
        insert.addBatch();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String schema() {
        try (var stream = SqliteExport.class.getResourceAsStream(SCHEMA)) {
            if (stream == null) {
                throw new IllegalStateException("resource " + SCHEMA + " is missing from the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + SCHEMA + " cannot be read", e);
        }
    }
}
