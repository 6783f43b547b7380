package winnow.app.session;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import winnow.search.ParetoFront;
import winnow.study.StudyState;

/** The Pareto front of a study with several metrics, for a program to read. */
final class FrontJson {
    private FrontJson() {}

    /** Adds {@code front}, an entry for each trial and epoch in it; nothing if the study has one metric. */
    static void add(ObjectNode json, StudyState state) {
        if (state.history().hasSeveralAims()) {
            json.set("front", of(state));
        }
    }

    private static ArrayNode of(StudyState state) {
        var list = Json.object().putArray("front");
        for (var member : ParetoFront.of(state.history()).members()) {
            var trial = state.trial(member.trial());
            var one = list.addObject();
            one.put("trial", member.trial());
            one.put("epoch", member.observation().epoch());
            member.observation().metrics().values().forEach(one::put);
            one.set("configuration", Json.of(trial.configuration()));
            trial.checkpoint(member.observation().epoch()).ifPresent(saved -> one.put("checkpoint", saved.name()));
        }
        return list;
    }
}
