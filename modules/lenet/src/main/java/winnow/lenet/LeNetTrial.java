package winnow.lenet;

import java.util.Arrays;
import java.util.List;
import winnow.data.ImageSet;
import winnow.data.LabelledImages;
import winnow.data.Split;
import winnow.random.RandomStream;

/**
 * What a trial trains, whichever engine trains it.
 *
 * @param set the data
 * @param split how many of its training images train and validate
 * @param classWeights what each class counts in training; empty: all 1
 * @param seed all randomness comes from it
 */
record LeNetTrial(LeNetHyperparameters hyperparameters, ImageSet set, Split split, double[] classWeights, long seed) {

    /**
     * A trial.
     *
     * @param given the objective's class weights, times the inverse of their frequency if the hyperparameters ask for that
     */
    static LeNetTrial of(LeNetHyperparameters hyperparameters, ImageSet set, Split split, double[] given, long seed) {
        var plain = new LeNetTrial(hyperparameters, set, split, given, seed);
        return hyperparameters.classWeights() == ClassWeighting.NONE
                ? plain
                : new LeNetTrial(hyperparameters, set, split, balanced(given, plain.train()), seed);
    }

    private static double[] balanced(double[] given, LabelledImages train) {
        double[] weights = new double[LeNet.CLASSES];
        for (int i = 0; i < train.count(); i++) {
            weights[train.label(i)]++;
        }
        for (int c = 0; c < weights.length; c++) {
            double share = weights[c] * LeNet.CLASSES / train.count();
            weights[c] = share == 0 ? 0 : (given.length == 0 ? 1 : given[c]) / share;
        }
        return weights;
    }

    LabelledImages train() {
        return set.train().slice(0, split.train());
    }

    LabelledImages validation() {
        return set.train().slice(split.train(), split.train() + split.validation());
    }

    /** The last minibatch of an epoch may be smaller. */
    int stepsPerEpoch() {
        int size = hyperparameters.batchSize();
        return (split.train() + size - 1) / size;
    }

    /** Parameters to begin with. */
    float[] begin() {
        return LeNet.begin(hyperparameters, seed);
    }

    /** The numbers of the training images, shuffled for an epoch (Fisher and Yates). */
    int[] order(int epoch) {
        var random = RandomStream.of(seed, "order", epoch);
        int[] order = new int[split.train()];
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** The class weights as the kernels take them. */
    List<Double> weights() {
        return Arrays.stream(classWeights).boxed().toList();
    }

    /** The card of its model. */
    ModelCard card(int epoch, int iterations, EngineChoice engine, String natives) {
        return new ModelCard(
                hyperparameters,
                classWeights,
                set.classes(),
                set.name(),
                set.digest(),
                epoch,
                iterations,
                stepsPerEpoch(),
                engine.name(),
                engine.reason(),
                natives);
    }
}
