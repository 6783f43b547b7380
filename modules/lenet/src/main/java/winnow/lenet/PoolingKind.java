package winnow.lenet;

import org.deeplearning4j.nn.conf.layers.PoolingType;
import winnow.kernel.Pooling;

/** How 2 x 2 values become one. */
enum PoolingKind implements Word {
    MAX("max", PoolingType.MAX, Pooling.MAX),
    AVERAGE("average", PoolingType.AVG, Pooling.AVERAGE);

    private final String word;
    private final PoolingType type;
    private final Pooling kernel;

    PoolingKind(String word, PoolingType type, Pooling kernel) {
        this.word = word;
        this.type = type;
        this.kernel = kernel;
    }

    @Override
    public String word() {
        return word;
    }

    /** As DL4J calls it. */
    PoolingType type() {
        return type;
    }

    /** As the kernels call it. */
    Pooling kernel() {
        return kernel;
    }
}
