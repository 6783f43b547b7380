package winnow.app;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import winnow.app.session.Catalogues;
import winnow.coordinator.Opening;
import winnow.coordinator.StudyRun;
import winnow.coordinator.StudyWatcher;
import winnow.journal.FolderJournal;
import winnow.journal.StudyFolder;
import winnow.random.RandomStream;
import winnow.search.StudyEvent;
import winnow.simulator.Faults;
import winnow.simulator.Problem;
import winnow.spec.StudySpecReader;
import winnow.study.Input;
import winnow.study.StudyState;
import winnow.trial.Metrics;
import winnow.trial.Outcome;

/** A study that runs in a folder, with everything real but the training: its trials are simulated, and take their time. */
final class PacedStudy implements AutoCloseable {
    static final String EVIL = "</script><img src=x onerror=\\\"document.title='owned'\\\">";

    private static final Problem PROBLEM = (configuration, seed, epoch) -> {
        double miss = Math.log10(configuration.real("learning_rate")) + 1.5;
        double noise = RandomStream.of(seed, "noise", epoch).nextGaussian();
        double loss = 0.29 + 0.06 * miss * miss + 1.8 / (1 + epoch) + 0.01 * noise;
        return Metrics.of("validation_loss", loss, "validation_accuracy", Math.max(0.1, 1 - 0.36 * loss));
    };

    private static final Faults FAULTS =
            (assignment, epoch) -> assignment.configuration().real("learning_rate") > 0.5
                    ? Optional.of(new Outcome.Diverged(epoch, "loss is NaN <b>" + EVIL))
                    : Optional.empty();

    final StudyFolder folder;
    private final FolderJournal journal;
    private final StudyRun run;

    private PacedStudy(StudyFolder folder, FolderJournal journal, StudyRun run) {
        this.folder = folder;
        this.journal = journal;
        this.run = run;
    }

    /** @param speed virtual seconds a second */
    static PacedStudy start(Path directory, int trials, int slots, double speed) {
        var catalogue = Catalogues.recorded();
        var spec = StudySpecReader.read("paced.yaml", """
                study: paced
                seed: 42
                objective: lenet5
                space:
                  learning_rate: {real: [1e-4, 1.0], scale: log}
                  optimizer: {choice: [sgd, adam, "%s"]}
                  momentum: {real: [0.0, 0.99], scale: reverse-log, when: {optimizer: sgd}}
                  dense_units: {integer: [16, 512], scale: log}
                strategy: random
                scheduler: {name: asha, max_epochs: 27}
                limits: {trials: %d, epochs: 2000, wall_clock: 2h}
                resources: {slots: %d}
                """.formatted(EVIL, trials, slots), catalogue, List.of());
        var folder = StudyFolder.create(directory, spec);
        var journal = folder.openJournal();
        var begin = folder.replay(catalogue, journal.recovered());
        var run = StudyRun.start(new Opening(
                begin,
                new Input.Open(folder.specDigest(), spec.limits(), Map.of()),
                journal,
                new PacedCluster(spec, PROBLEM, FAULTS, slots, speed),
                folder.checkpointStore(),
                folder.commandBox(),
                Clock.systemUTC(),
                System::nanoTime,
                StudyWatcher.NONE));
        return new PacedStudy(folder, journal, run);
    }

    StudyState state() {
        return run.state();
    }

    /** Waits for its end. */
    StudyState end() throws Exception {
        return run.done().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    /** What its journal on the disk says. */
    List<StudyEvent> events() {
        return folder.entries().stream()
                .flatMap(entry -> entry.events().stream())
                .toList();
    }

    @Override
    public void close() {
        run.close();
        journal.close();
    }
}
