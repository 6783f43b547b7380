package winnow.export;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import winnow.simulator.Problem;
import winnow.simulator.Simulation;
import winnow.simulator.SyntheticCurves;
import winnow.spec.StudySpecReader;
import winnow.study.StudyState;
import winnow.testkit.SampleCatalogue;
import winnow.trial.Metrics;

/** A simulated study whose metrics and options have names that a careless writer would stumble over. */
public final class HostileStudy {
    public static final String FORMULA = "=1+1";
    public static final String QUOTED = "it's \"so\", is it?\nyes";
    public static final String PATH = "../../etc/passwd";
    public static final List<String> NAMES = List.of(FORMULA, QUOTED, PATH, "@x", "a/b", "'; DROP TABLE trials; --");

    private HostileStudy() {}

    /** Finished, with pruned trials; the metric is minimised. */
    public static Simulation.Result run(int trials) {
        return run(trials, "minimize", Integer.MAX_VALUE);
    }

    /** A study of so many trials, cut after so many entries of its journal. */
    public static Simulation.Result run(int trials, String goal, int entries) {
        var spec = StudySpecReader.read(
                "hostile.yaml", """
                    study: hostile
                    seed: 3
                    objective: {name: open, command: x, metric: loss, goal: %s}
                    space:
                      x: {real: [1e-4, 1], scale: log}
                      status: {integer: [-9, -1]}
                      kind: {choice: ["=cmd|'/c calc'!A0", "a,b", "c\\"d\\ne"]}
                      deep: {choice: [true, false], when: {kind: "a,b"}}
                    scheduler: {name: asha, max_epochs: 3}
                    limits: {trials: %d}
                    """.formatted(goal, trials), SampleCatalogue.catalogue(), List.of());
        var curves = new SyntheticCurves(spec.space(), 5, 0.01, "loss");
        Problem problem = (configuration, seed, epoch) -> {
            var values = new TreeMap<String, Double>(
                    Map.of("loss", curves.measure(configuration, seed, epoch).value("loss")));
            for (int i = 0; i < NAMES.size(); i++) {
                values.put(NAMES.get(i), i == 0 ? Double.NaN : i == 1 ? Double.POSITIVE_INFINITY : i + epoch);
            }
            return new Metrics(values);
        };
        StudyState start = SampleCatalogue.catalogue().begin(spec);
        return Simulation.of(start, problem, 2)
                .crashingAfter(entry -> entry.sequence() >= entries)
                .run();
    }

    public static RecordedStudy recorded(Simulation.Result run) {
        return RecordedStudy.of(run.state(), run.entries(), Map.of("java", "17", "processor", "a, \"b\""));
    }
}
