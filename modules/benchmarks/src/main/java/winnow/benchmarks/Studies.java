package winnow.benchmarks;

import java.util.List;
import winnow.app.session.Catalogues;
import winnow.spec.StudySpecReader;
import winnow.study.Catalogue;
import winnow.study.StudySpec;

/** The studies that are measured: six parameters, asynchronous halving over three rungs. */
final class Studies {
    static final Catalogue CATALOGUE = Catalogues.recorded();

    private Studies() {}

    static StudySpec spec(String strategy, int trials) {
        return StudySpecReader.read("measured.yaml", """
                study: measured
                seed: 1
                objective: {name: own, metric: loss, goal: minimize}
                space:
                  lr: {real: [1e-5, 1], scale: log}
                  momentum: {real: [0.0, 0.99]}
                  batch: {choice: [16, 32, 64, 128, 256]}
                  wd: {real: [1e-6, 0.1], scale: log}
                  units: {integer: [16, 256]}
                  opt: {choice: [sgd, adam, adagrad]}
                strategy: {name: %s}
                scheduler: {name: asha, min_epochs: 1, max_epochs: 9, factor: 3}
                limits: {trials: %d}
                """.formatted(strategy, trials), CATALOGUE, List.of());
    }
}
