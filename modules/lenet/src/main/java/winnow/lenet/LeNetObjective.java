package winnow.lenet;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import winnow.data.DataFolders;
import winnow.data.ImageSet;
import winnow.data.ImageSets;
import winnow.data.Split;
import winnow.kernel.Kernels;
import winnow.kernel.LeNetShape;
import winnow.kernel.TrainingRule;
import winnow.kernel.WarmUp;
import winnow.study.Objective;
import winnow.study.Training;
import winnow.study.TrialStart;

/**
 * Trains LeNet-5. One instance serves all trials of a JVM, from several threads; images are read once a JVM.
 *
 * @param dataset one of {@link ImageSets#NAMES}
 * @param folder the only folder to look for it in; empty: see {@link DataFolders#find}
 * @param digest what the data set's digest must be on every machine; empty: whatever it is
 * @param validation below 1 the share, from 1 on the number of the training images that validate, the last ones
 * @param classWeights what each of the ten classes counts in training; empty: all 1
 * @param engine what trains: {@code auto}, {@code vector} or {@code dl4j}
 * @param isCounting whether the number of the net's parameters is among what it measures
 */
public record LeNetObjective(
        String dataset,
        String folder,
        String digest,
        double validation,
        double[] classWeights,
        String engine,
        boolean isCounting)
        implements Objective {

    /** An objective that does not count parameters. */
    public LeNetObjective(
            String dataset, String folder, String digest, double validation, double[] classWeights, String engine) {
        this(dataset, folder, digest, validation, classWeights, engine, false);
    }

    /** An objective that trains by whatever engine is best. */
    public LeNetObjective(String dataset, String folder, String digest, double validation, double[] classWeights) {
        this(dataset, folder, digest, validation, classWeights, Engine.AUTO.word());
    }

    public LeNetObjective {
        if (classWeights.length != 0 && classWeights.length != LeNet.CLASSES) {
            throw new IllegalArgumentException("class_weights has " + classWeights.length + " numbers: " + LeNet.CLASSES
                    + ", one a class, would be right");
        }
        for (double weight : classWeights) {
            if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "class_weights has " + weight + ": numbers from 0 up would be right");
            }
        }
        classWeights = classWeights.clone();
        Word.parse(Engine.class, engine);
    }

    /** LeNet-5 on the bundled sample, the last fifth of whose training images validate. */
    public static LeNetObjective onSample() {
        return new LeNetObjective(winnow.data.FashionMnist.SAMPLE, "", "", 0.2, new double[0]);
    }

    /**
     * The same objective, insisting on the data that this machine has now.
     *
     * @throws winnow.data.IdxException if the data is not here or damaged
     * @throws IllegalArgumentException if {@code validation} leaves nothing to train on or to validate with
     */
    public LeNetObjective pinned() {
        var set = images();
        Split.of(validation, set.train().count());
        return new LeNetObjective(dataset, folder, set.digest(), validation, classWeights, engine, isCounting);
    }

    /** The same objective, which measures the number of the net's parameters as well. */
    public LeNetObjective counting() {
        return new LeNetObjective(dataset, folder, digest, validation, classWeights, engine, true);
    }

    /** The same objective for other machines: its images travel with it, unless they come with the program anyway. */
    public Objective travelling() {
        return dataset.equals(winnow.data.FashionMnist.SAMPLE) ? this : new TravellingLeNet(this);
    }

    @Override
    public Training begin(TrialStart start) {
        var set = images();
        var hyperparameters = LeNetHyperparameters.of(start.configuration());
        var split = Split.of(validation, set.train().count());
        var trial = LeNetTrial.of(hyperparameters, set, split, classWeights, start.seed());
        var choice = EngineChoice.of(Word.parse(Engine.class, engine), trial, start.gpus());
        // After the choice, which may be the one that loads ND4J.
        var from = start.checkpoint().map(bytes -> checkpoint(start, hyperparameters, bytes));
        return new LeNetTraining(trial, choice, from, isCounting);
    }

    /**
     * Does once what the first trials of a JVM would wait for: reads the data, has the kernels compiled, loads what
     * checkpoints are written with. Takes about three seconds of one core, so it pays only while the JVM waits for
     * something else; a JVM whose trials begin at once is warmed by them.
     */
    public void warmUp() {
        images();
        if (!engine.equals(Engine.DL4J.word()) && Kernels.available()) {
            WarmUp.run(LeNetShape.STANDARD, TrainingRule.of(winnow.kernel.Optimizer.MOMENTUM, 0.01), 64);
        }
        NativeBackend.prepare();
        Objects.requireNonNull(
                LeNet.served(LeNetHyperparameters.DEFAULTS, new double[0], 1).toJson());
    }

    /** Reads a checkpoint and makes sure that this training can go on from it. */
    private static LeNetCheckpoint checkpoint(TrialStart start, LeNetHyperparameters wanted, byte[] content) {
        var name = "the checkpoint of trial " + start.trial() + " after epoch " + start.from();
        var checkpoint = LeNetCheckpoint.read(name, content);
        var made = checkpoint.card().hyperparameters();
        if (checkpoint.epoch() != start.from()) {
            throw new CheckpointException(name + " was made after epoch " + checkpoint.epoch());
        }
        if (!LeNet.blocks(made).equals(LeNet.blocks(wanted)) || made.optimizer() != wanted.optimizer()) {
            throw new CheckpointException(name + " is of a net or optimizer other than its configuration's ("
                    + start.configuration() + "): " + made.configuration());
        }
        return checkpoint;
    }

    /** The images, from this JVM's memory or disk. */
    public ImageSet images() {
        var arrived = ImageSets.shared().kept(digest);
        if (arrived.isPresent()) {
            return arrived.get();
        }
        var given = folder.isEmpty() ? Optional.<Path>empty() : Optional.of(Path.of(folder));
        var set = ImageSets.shared().load(dataset, given, DataFolders.ofUser());
        if (!digest.isEmpty() && !digest.equals(set.digest())) {
            throw new IllegalStateException("the data set " + dataset + " in " + set.origin() + " has the digest "
                    + set.digest() + " here, and " + digest + " where the study was started: they must be the same");
        }
        return set;
    }
}
