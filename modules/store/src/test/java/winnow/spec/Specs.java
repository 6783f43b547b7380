package winnow.spec;

import java.util.List;
import winnow.study.StudySpec;
import winnow.testkit.SampleCatalogue;

/** Specs for tests, and what the reader says about them. */
final class Specs {
    /** The example of the user guide. */
    static final String QUICKSTART = """
        study: quickstart
        seed: 42
        objective: {name: lenet5, dataset: fashion-mnist-sample, validation: 0.2, metric: validation_loss, goal: minimize}
        space:
          learning_rate: {real: [1e-3, 0.3], scale: log}
          momentum:      {real: [0.0, 0.99], when: {optimizer: [sgd, nesterov]}}
          optimizer:     {choice: [sgd, nesterov, adam, adagrad]}
          batch_size:    {choice: [16, 32, 64]}
        strategy: {name: random}
        scheduler: {name: asha, min_epochs: 1, max_epochs: 9, factor: 3}
        limits: {trials: 27, epochs: 120, wall_clock: 10m, target: {validation_accuracy: 0.90}}
        resources: {cpus: 1, slots: 2}
        trial: {timeout: 30m, retries: 0}
        """;

    /** Every key there is, with comments, block and flow style, quotes, an anchor. */
    static final String EVERYTHING = """
        # everything a spec can say
        study: every.thing_1-2
        seed: -9223372036854775808
        objective:
          name: lenet5
          metric: validation_accuracy
          dataset: 'fashion-mnist'
          data: "/data/größe"   # quoted
          class_weights: [1, 2.5, 1e-1]
        space:
          learning_rate: &lr
            real: [0.001, 0.3]
            scale: log
            step: 0.001
          weight_decay: *lr
          momentum: {real: [0, 0.999], scale: reverse-log, when: {optimizer: sgd, batch_size: [16, 64]}}
          optimizer:
            choice:
              - sgd
              - "no"
              - adam
          dropout: {value: 0.5, when: {optimizer: [adam]}}
          batch_size: {integer: [16, 512], scale: log, step: 16}
          activation: relu
        points:
          - {learning_rate: 0.01, weight_decay: 0.002, optimizer: sgd, momentum: 0.9, batch_size: 16, activation: relu}
          - learning_rate: 0.02
            weight_decay: 0.002
            optimizer: adam
            dropout: 0.5
            batch_size: 32
            activation: relu
        constraints:
          - learning_rate * 64 / batch_size <= 0.5
          - "optimizer != 'no' or batch_size < 100"
        strategy: {name: grid, points: 3, shuffle: false}
        scheduler: {name: asha, max_epochs: 27, factor: 3.5, ties: newer, rungs: [1, 3, 9]}
        limits: {trials: 2000000, epochs: 900, target: {validation_loss: 0.25}, failures: 5}
        resources: {cpus: 2, gpus: 0.25, slots: 8}
        trial: {timeout: 1h30m, retries: 2}
        lockstep: 4
        checkpoints: {keep: 20}
        warm_start: [studies/one, "studies/two words"]
        repeats: 2
        engine: vector
        on_finish:
          - webhook: https://example.org/hook?study=1
          - {webhook: "http://10.0.0.7:8080/", plain_http: true, header: {Authorization: "Bearer ${ENV:TOKEN}", X-Team: red}}
        """;

    /** As few words as possible. */
    static final String SHORTEST = """
        study: tiny
        objective: synthetic
        space: {x: {real: [0, 1]}, n: {integer: [1, 9]}, fixed: true}
        limits: {trials: 9}
        """;

    private Specs() {}

    static StudySpec read(String text, String... overrides) {
        return StudySpecReader.read("x.yaml", text, SampleCatalogue.catalogue(), List.of(overrides));
    }

    /** The lines a person sees; none if the spec is valid. */
    static List<String> problems(String text, String... overrides) {
        try {
            read(text, overrides);
            return List.of();
        } catch (InvalidSpecException e) {
            return e.problems().stream().map(LocatedProblem::toString).toList();
        }
    }

    /** A valid spec with some of its top-level keys replaced or added. */
    static String with(String... lines) {
        var keys = List.of(lines).stream()
                .map(l -> l.substring(0, l.indexOf(':') + 1))
                .toList();
        var kept = SHORTEST.lines()
                .filter(l -> keys.stream().noneMatch(l::startsWith))
                .toList();
        return String.join("\n", kept) + "\n" + String.join("\n", lines) + "\n";
    }
}
