package winnow.kernel;

import java.util.List;

/**
 * Where one tensor lies in the flat array of all parameters.
 *
 * @param name as in {@code conv1.weight} or {@code dense2.bias}
 * @param offset index of its first value
 * @param dimensions row-major: {@code [out][in][kernel][kernel]} for a convolution's weights, {@code [out][in]} for a
 *     dense layer's, {@code [out]} for biases
 */
public record ParameterTensor(String name, int offset, List<Integer> dimensions) {

    /** A tensor; the dimensions are copied. */
    public ParameterTensor {
        dimensions = List.copyOf(dimensions);
    }

    /** How many values. */
    public int size() {
        return dimensions.stream().reduce(1, (a, b) -> a * b);
    }
}
