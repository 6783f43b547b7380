package winnow.kernel;

/** PyTorch's optimizers in double precision, parameter by parameter. */
final class ReferenceOptimizer {
    private final TrainingRule rule;
    private final double[] first;
    private final double[] second;
    private long step;

    ReferenceOptimizer(TrainingRule rule, int parameters) {
        this.rule = rule;
        this.first = new double[parameters];
        this.second = new double[parameters];
    }

    void step(double[] p, double[] gradient) {
        double rate = rule.learningRate() * rule.schedule().factor(step++);
        for (int i = 0; i < p.length; i++) {
            boolean decoupled = rule.optimizer() == Optimizer.ADAMW;
            double g = gradient[i] + (decoupled ? 0 : rule.weightDecay() * p[i]);
            switch (rule.optimizer()) {
                case SGD -> p[i] -= rate * g;
                case MOMENTUM -> {
                    first[i] = rule.momentum() * first[i] + g;
                    p[i] -= rate * first[i];
                }
                case NESTEROV -> {
                    first[i] = rule.momentum() * first[i] + g;
                    p[i] -= rate * (g + rule.momentum() * first[i]);
                }
                case ADAM, ADAMW -> {
                    p[i] *= decoupled ? 1 - rate * rule.weightDecay() : 1;
                    first[i] = rule.beta1() * first[i] + (1 - rule.beta1()) * g;
                    second[i] = rule.beta2() * second[i] + (1 - rule.beta2()) * g * g;
                    double mean = first[i] / (1 - Math.pow(rule.beta1(), step));
                    double square = second[i] / (1 - Math.pow(rule.beta2(), step));
                    p[i] -= rate * mean / (Math.sqrt(square) + 1e-8);
                }
                case ADAGRAD -> {
                    first[i] += g * g;
                    p[i] -= rate * g / (Math.sqrt(first[i]) + 1e-10);
                }
                case RMSPROP -> {
                    first[i] = rule.beta2() * first[i] + (1 - rule.beta2()) * g * g;
                    p[i] -= rate * g / (Math.sqrt(first[i]) + 1e-8);
                }
            }
        }
    }
}
