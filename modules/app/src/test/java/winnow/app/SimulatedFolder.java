package winnow.app;

import java.nio.file.Path;
import java.util.List;
import winnow.app.session.Catalogues;
import winnow.journal.StudyFolder;
import winnow.search.StudyEvent.StudyStarted;
import winnow.simulator.Simulation;
import winnow.simulator.SyntheticCurves;
import winnow.spec.StudySpecReader;
import winnow.study.Entry;
import winnow.trial.Metrics;

/** The folder of a study that ran on the virtual clock: all that commands which look on need. */
final class SimulatedFolder {
    private SimulatedFolder() {}

    /** A spec, with lines that are added. */
    static String spec(long seed, String... lines) {
        return """
            study: simulated
            seed: %d
            objective: {name: own, metric: validation_loss, goal: minimize}
            space:
              learning_rate: {real: [1e-3, 0.3], scale: log}
              optimizer: {choice: [sgd, adam]}
              momentum: {real: [0, 0.99], when: {optimizer: sgd}}
              units: {integer: [10, 90]}
            """.formatted(seed) + String.join("\n", lines) + "\n";
    }

    /** Runs a study to its end, and leaves its folder. */
    static Path of(Path directory, String yaml) {
        return of(directory, yaml, Integer.MAX_VALUE);
    }

    /** Runs a study until its journal has so many entries. */
    static Path of(Path directory, String yaml, int entries) {
        of(new StudyFolder(directory), yaml, entries);
        return directory;
    }

    /** Runs a study until its journal has so many entries, in a folder that may be on any file system. */
    static void of(StudyFolder place, String yaml, int entries) {
        var catalogue = Catalogues.recorded();
        var spec = StudySpecReader.read("test.yaml", yaml, catalogue, List.of());
        var folder = place.create(spec);
        var curves = new SyntheticCurves(spec.space(), 5, 0.01, "loss");
        var result = Simulation.of(
                        catalogue.begin(spec),
                        (configuration, seed, epoch) -> {
                            double loss =
                                    curves.measure(configuration, seed, epoch).value("loss");
                            return Metrics.of("validation_loss", loss, "validation_accuracy", Math.exp(-loss));
                        },
                        2)
                .crashingAfter(entry -> entry.sequence() >= entries)
                .run();
        try (var journal = folder.openJournal()) {
            journal.append(result.entries().stream()
                    .map(entry -> begunWith(entry, folder.specDigest()))
                    .toList());
        }
    }

    /** The entry as that of a study which was begun with the folder's spec. */
    private static Entry begunWith(Entry entry, String specDigest) {
        var events = entry.events().stream()
                .map(event -> event instanceof StudyStarted started
                        ? new StudyStarted(started.study(), started.seed(), specDigest)
                        : event)
                .toList();
        return new Entry(entry.sequence(), entry.at(), entry.elapsedMillis(), events);
    }
}
