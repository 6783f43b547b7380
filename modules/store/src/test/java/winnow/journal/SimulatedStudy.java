package winnow.journal;

import java.util.ArrayList;
import java.util.List;
import winnow.simulator.Simulation;
import winnow.simulator.SyntheticCurves;
import winnow.spec.StudySpecReader;
import winnow.study.Entry;
import winnow.study.StudySpec;
import winnow.study.StudyState;
import winnow.testkit.SampleCatalogue;

/** A study that ran on the virtual clock, with pauses and promotions. */
final class SimulatedStudy {
    private SimulatedStudy() {}

    static StudySpec spec(int trials) {
        return StudySpecReader.read("simulated.yaml", """
                study: simulated
                seed: 3
                objective: synthetic
                space: {x: {real: [1e-4, 1], scale: log}, kind: {choice: [a, b]}, n: {integer: [1, 9], when: {kind: b}}}
                scheduler: {name: asha, max_epochs: 3}
                limits: {trials: %d}
                """.formatted(trials), SampleCatalogue.catalogue(), List.of());
    }

    static Simulation simulation(StudySpec spec, StudyState start) {
        return Simulation.of(start, new SyntheticCurves(spec.space(), 5, 0.01, "loss"), 2);
    }

    static List<Entry> entries(int trials) {
        var spec = spec(trials);
        var result = simulation(spec, SampleCatalogue.catalogue().begin(spec)).run();
        return new ArrayList<>(result.entries());
    }
}
