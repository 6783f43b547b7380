package winnow.app.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import winnow.app.display.Figures;
import winnow.app.display.Summary;
import winnow.journal.StudyFolder;
import winnow.study.StudyState;

/** What a webhook is sent when a study has ended; {@code docs/on-finish.schema.json} describes it. */
final class FinishNotice {
    /** Of the form; raised when something in it changes its meaning. */
    private static final int VERSION = 1;

    private FinishNotice() {}

    /**
     * The notice.
     *
     * @param winner what the study found; of a study in a folder
     * @param folder where the study is; a study may have none
     */
    static ObjectNode of(StudyState state, Optional<Winner> winner, Instant at, Optional<StudyFolder> folder) {
        var json = Json.object();
        json.put("event", "study_finished");
        json.put("version", VERSION);
        json.put("winnow", Build.version());
        json.put("at", at.toString());
        json.put("text", text(state));
        // With the study's name and begin this tells one end from another, should a notice come twice.
        json.put("end", state.sequence());
        var summary = Json.of(Summary.of(state, OptionalLong.empty()));
        summary.remove("best");
        json.setAll(summary);
        var objective = state.spec().objective();
        state.history()
                .incumbent()
                .ifPresentOrElse(
                        best -> {
                            var node = json.putObject("best");
                            node.put("trial", best.trial());
                            node.put("epoch", best.observation().epoch());
                            node.put("metric", objective.metric());
                            node.put("goal", objective.goal().name().toLowerCase(Locale.ROOT));
                            node.put("value", objective.goal().loss(best.loss()));
                            node.set("metrics", Json.of(best.observation().metrics()));
                            node.set(
                                    "configuration",
                                    Json.of(state.trial(best.trial()).configuration()));
                        },
                        () -> json.putNull("best"));
        folder.ifPresent(where -> {
            var paths = json.putObject("paths");
            paths.put("folder", where.toString());
            paths.put("report", where.reportPlace());
            paths.put("journal", where.journalPlace());
            winner.ifPresent(found -> paths.put("winner", where.winnerPlace()));
        });
        return json;
    }

    /** The same in a sentence, under the name that chat programs read. */
    private static String text(StudyState state) {
        var objective = state.spec().objective();
        var best = state.history()
                .incumbent()
                .map(found -> "best " + objective.metric() + " "
                        + Figures.measure(objective.goal().loss(found.loss())) + " by trial " + found.trial()
                        + " at epoch " + found.observation().epoch())
                .orElse("no trial measured anything");
        return "Study " + state.spec().study() + " is finished ("
                + state.standing().reason() + "): " + best + ", "
                + Figures.count(state.trials().size(), "trial") + ", "
                + Figures.count(state.ledger().charged(), "epoch");
    }
}
