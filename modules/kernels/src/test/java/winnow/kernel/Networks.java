package winnow.kernel;

import java.util.Random;

/** Networks to try things on. */
final class Networks {
    private Networks() {}

    /** Weights and biases as PyTorch draws them: uniform within 1 / sqrt(fan in). */
    static float[] initial(LeNetShape shape, long seed) {
        var random = new Random(seed);
        float[] parameters = new float[shape.parameters()];
        double bound = 0;
        for (var tensor : shape.tensors()) {
            if (tensor.dimensions().size() > 1) {
                bound = 1
                        / Math.sqrt(tensor.size() / (double) tensor.dimensions().get(0));
            }
            for (int i = 0; i < tensor.size(); i++) {
                parameters[tensor.offset() + i] = (float) ((2 * random.nextDouble() - 1) * bound);
            }
        }
        return parameters;
    }
}
