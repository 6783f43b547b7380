package winnow.lenet;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Copies between ND4J's arrays and Java's, in bulk. */
final class Floats {

    private Floats() {}

    /** The elements of an array in row-major order. */
    static float[] of(INDArray array) {
        float[] copy = new float[Math.toIntExact(array.length())];
        boolean plain = array.ordering() == 'c' && !array.isView();
        if (plain) {
            array.data().asNioFloat().get(copy);
        } else {
            var dense = array.dup('c');
            dense.data().asNioFloat().get(copy);
            if (dense.closeable()) {
                dense.close();
            }
        }
        return copy;
    }

    /** Overwrites an array that is row-major and no view. */
    static void into(INDArray array, float[] values) {
        array.data().asNioFloat().put(values);
    }
}
