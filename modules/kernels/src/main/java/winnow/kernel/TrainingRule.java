package winnow.kernel;

import java.util.List;

/**
 * How a network is trained: what a step minimises and how it moves the parameters. Each component means what it means in
 * PyTorch.
 *
 * @param optimizer how parameters follow the gradient
 * @param learningRate step size before the schedule, above 0
 * @param momentum of momentum and nesterov, at least 0 and below 1
 * @param beta1 of adam and adamw
 * @param beta2 of adam and adamw; of rmsprop its {@code alpha}
 * @param weightDecay on weights and biases: decoupled for adamw, else added to the gradient; at least 0
 * @param dropout probability of dropping a unit of a hidden dense layer, after its activation; at least 0, below 1
 * @param labelSmoothing share of the target spread over all classes, at least 0 and below 1
 * @param classWeights what an image of each class counts in the loss, which is a weighted mean; empty: all the same
 * @param schedule the learning rate's course
 * @param augmentation how images are varied
 */
public record TrainingRule(
        Optimizer optimizer,
        double learningRate,
        double momentum,
        double beta1,
        double beta2,
        double weightDecay,
        double dropout,
        double labelSmoothing,
        List<Double> classWeights,
        Schedule schedule,
        Augmentation augmentation) {

    /**
     * A rule.
     *
     * @throws IllegalArgumentException if a component is out of its range
     */
    public TrainingRule {
        Check.positive("learningRate", learningRate);
        Check.below("momentum", momentum, 0, 1);
        Check.below("beta1", beta1, 0, 1);
        Check.below("beta2", beta2, 0, 1);
        Check.below("weightDecay", weightDecay, 0, Double.POSITIVE_INFINITY);
        Check.below("dropout", dropout, 0, 1);
        Check.below("labelSmoothing", labelSmoothing, 0, 1);
        classWeights = List.copyOf(classWeights);
        classWeights.forEach(weight -> Check.below("classWeights", weight, 0, Double.POSITIVE_INFINITY));
    }

    /** A rule with PyTorch's defaults for the optimizer (but momentum 0.9 where it has one), and nothing else. */
    public static TrainingRule of(Optimizer optimizer, double learningRate) {
        double beta2 = optimizer == Optimizer.RMSPROP ? 0.99 : 0.999;
        return new TrainingRule(
                optimizer, learningRate, 0.9, 0.9, beta2, 0, 0, 0, List.of(), Schedule.CONSTANT, Augmentation.NONE);
    }

    /** This rule with another momentum. */
    public TrainingRule withMomentum(double value) {
        return new TrainingRule(
                optimizer,
                learningRate,
                value,
                beta1,
                beta2,
                weightDecay,
                dropout,
                labelSmoothing,
                classWeights,
                schedule,
                augmentation);
    }

    /** This rule with other betas. */
    public TrainingRule withBetas(double first, double second) {
        return new TrainingRule(
                optimizer,
                learningRate,
                momentum,
                first,
                second,
                weightDecay,
                dropout,
                labelSmoothing,
                classWeights,
                schedule,
                augmentation);
    }

    /** This rule with another weight decay. */
    public TrainingRule withWeightDecay(double value) {
        return new TrainingRule(
                optimizer,
                learningRate,
                momentum,
                beta1,
                beta2,
                value,
                dropout,
                labelSmoothing,
                classWeights,
                schedule,
                augmentation);
    }

    /** This rule with another dropout. */
    public TrainingRule withDropout(double value) {
        return new TrainingRule(
                optimizer,
                learningRate,
                momentum,
                beta1,
                beta2,
                weightDecay,
                value,
                labelSmoothing,
                classWeights,
                schedule,
                augmentation);
    }

    /** This rule with another label smoothing. */
    public TrainingRule withLabelSmoothing(double value) {
        return new TrainingRule(
                optimizer,
                learningRate,
                momentum,
                beta1,
                beta2,
                weightDecay,
                dropout,
                value,
                classWeights,
                schedule,
                augmentation);
    }

    /** This rule with other class weights. */
    public TrainingRule withClassWeights(List<Double> values) {
        return new TrainingRule(
                optimizer,
                learningRate,
                momentum,
                beta1,
                beta2,
                weightDecay,
                dropout,
                labelSmoothing,
                values,
                schedule,
                augmentation);
    }

    /** This rule with another schedule. */
    public TrainingRule withSchedule(Schedule value) {
        return new TrainingRule(
                optimizer,
                learningRate,
                momentum,
                beta1,
                beta2,
                weightDecay,
                dropout,
                labelSmoothing,
                classWeights,
                value,
                augmentation);
    }

    /** This rule with another augmentation. */
    public TrainingRule withAugmentation(Augmentation value) {
        return new TrainingRule(
                optimizer,
                learningRate,
                momentum,
                beta1,
                beta2,
                weightDecay,
                dropout,
                labelSmoothing,
                classWeights,
                schedule,
                value);
    }
}
