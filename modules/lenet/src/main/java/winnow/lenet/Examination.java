package winnow.lenet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import winnow.data.Idx;
import winnow.data.LabelledImages;
import winnow.data.Split;

/**
 * What a saved model does with images that it was not trained on: those that validated its study, by which it was chosen,
 * and those of the test set, by which nothing was.
 *
 * @param classes names, in the order of their labels
 * @param confusion of the validation images: a row a true class, in it a count for each class that the model named
 * @param mistakes validation images that it got wrong with the highest loss, the worst first
 * @param filters of the first layer, each {@code size x size} weights
 * @param validation loss and accuracy on the validation images
 * @param test loss and accuracy on the test images
 */
public record Examination(
        List<String> classes,
        int[][] confusion,
        List<Mistake> mistakes,
        List<double[][]> filters,
        Measured validation,
        Measured test) {
    private static final int CHUNK = 200;
    private static final int SIDE = 28;

    /**
     * An image that the model took for something else.
     *
     * @param levels {@code 28 x 28} grey levels, 0 to 255
     * @param label its true class
     * @param named what the model took it for
     * @param sure the probability that the model gave to that
     * @param left the probability that it gave to the truth
     */
    public record Mistake(int[][] levels, int label, int named, double sure, double left) {}

    /** Mean cross-entropy and the share of right answers on so many images. */
    public record Measured(int images, double loss, double accuracy) {}

    public Examination {
        classes = List.copyOf(classes);
        mistakes = List.copyOf(mistakes);
        filters = List.copyOf(filters);
    }

    /**
     * Examines a model.
     *
     * @param name what messages call it
     * @param model its content
     * @param objective that it was trained by: says where the images are and which of them validate
     * @param most how many mistakes are kept at most
     * @throws CheckpointException if it is no model or damaged
     * @throws IllegalStateException if it was trained on other images than are here
     */
    public static Examination of(String name, byte[] model, LeNetObjective objective, int most) {
        var set = objective.images();
        NativeBackend.prepare();
        var checkpoint = LeNetCheckpoint.read(name, model);
        var card = checkpoint.card();
        if (!card.digest().equals(set.digest())) {
            throw new IllegalStateException(name + " was trained on " + card.dataset() + " with the digest "
                    + card.digest() + ", and the images here have " + set.digest() + ": they must be the same");
        }
        var split = Split.of(objective.validation(), set.train().count());
        var validation = set.train().slice(split.train(), set.train().count());
        var net = LeNet.net(
                card.hyperparameters(), card.classWeights(), card.stepsPerEpoch(), 0, checkpoint.parameters());
        try {
            var answers = answers(net, validation);
            int[][] confusion = new int[LeNet.CLASSES][LeNet.CLASSES];
            answers.forEach(answer -> confusion[validation.label(answer.image())][answer.named()]++);
            return new Examination(
                    card.classes(),
                    confusion,
                    mistakes(answers, validation, most),
                    filters(net),
                    measured(answers, validation),
                    measured(answers(net, set.test()), set.test()));
        } finally {
            Networks.free(net);
        }
    }

    /** What the net said of an image: the class, how sure it was of it, and the loss by the true class. */
    private record Answer(int image, int named, double sure, double loss) {}

    private static List<Answer> answers(MultiLayerNetwork net, LabelledImages images) {
        float[] scale = LeNet.scale();
        int[] order = IntStream.range(0, images.count()).toArray();
        var answers = new ArrayList<Answer>(order.length);
        for (int at = 0; at < order.length; at += CHUNK) {
            int size = Math.min(CHUNK, order.length - at);
            float[] logits = Evaluation.logits(net, images, order, at, size, scale);
            for (int i = 0; i < size; i++) {
                int from = i * LeNet.CLASSES;
                int named = Evaluation.largest(logits, from);
                answers.add(new Answer(
                        at + i,
                        named,
                        Math.exp(-SoftmaxCrossEntropy.loss(logits, from, LeNet.CLASSES, named)),
                        SoftmaxCrossEntropy.loss(logits, from, LeNet.CLASSES, images.label(at + i))));
            }
        }
        return answers;
    }

    private static Measured measured(List<Answer> answers, LabelledImages images) {
        double loss = answers.stream().mapToDouble(Answer::loss).sum();
        long right = answers.stream()
                .filter(answer -> answer.named() == images.label(answer.image()))
                .count();
        return new Measured(images.count(), loss / images.count(), (double) right / images.count());
    }

    private static List<Mistake> mistakes(List<Answer> answers, LabelledImages images, int most) {
        return answers.stream()
                .filter(answer -> answer.named() != images.label(answer.image()))
                .sorted(Comparator.comparingDouble(Answer::loss).reversed())
                .limit(most)
                .map(answer -> new Mistake(
                        levels(images, answer.image()),
                        images.label(answer.image()),
                        answer.named(),
                        answer.sure(),
                        Math.exp(-answer.loss())))
                .toList();
    }

    private static int[][] levels(LabelledImages images, int image) {
        int[][] levels = new int[SIDE][SIDE];
        for (int k = 0; k < Idx.PIXELS; k++) {
            levels[k / SIDE][k % SIDE] = images.pixel(image, k);
        }
        return levels;
    }

    /** The first layer's weights are {@code filters x 1 x size x size}. */
    private static List<double[][]> filters(MultiLayerNetwork net) {
        var weights = net.getLayer(0).getParam("W");
        int count = (int) weights.size(0);
        int size = (int) weights.size(2);
        float[] flat = Floats.of(weights);
        var filters = new ArrayList<double[][]>();
        for (int f = 0; f < count; f++) {
            double[][] filter = new double[size][size];
            for (int k = 0; k < size * size; k++) {
                filter[k / size][k % size] = flat[f * size * size + k];
            }
            filters.add(filter);
        }
        return filters;
    }
}
