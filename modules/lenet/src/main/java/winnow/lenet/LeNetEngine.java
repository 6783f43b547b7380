package winnow.lenet;

import winnow.data.LabelledImages;

/** What trains a trial's net, step by step, and holds its parameters. For one thread. */
interface LeNetEngine extends AutoCloseable {

    /**
     * One step of the optimizer on training images {@code order[at] ... order[at + count - 1]}.
     *
     * @return their mean loss before it, without any penalty
     */
    double step(int[] order, int at, int count);

    /** Whether every parameter is neither NaN nor infinite. */
    boolean finite();

    /** Measures images. */
    Evaluation evaluate(LabelledImages images);

    /** A copy of the state. */
    LeNetCheckpoint checkpoint(int epoch);

    @Override
    void close();
}
