package winnow.lenet;

/** How parameters follow the gradient; each is PyTorch's of that name, with PyTorch's constants. */
enum Optimizer implements Word {
    /** with classical momentum, which may be 0 */
    SGD("sgd", winnow.kernel.Optimizer.MOMENTUM),
    /** another name of sgd, for spaces that tell the two apart by it */
    MOMENTUM("momentum", winnow.kernel.Optimizer.MOMENTUM),
    NESTEROV("nesterov", winnow.kernel.Optimizer.NESTEROV),
    ADAM("adam", winnow.kernel.Optimizer.ADAM),
    ADAGRAD("adagrad", winnow.kernel.Optimizer.ADAGRAD),
    RMSPROP("rmsprop", winnow.kernel.Optimizer.RMSPROP),
    /** adam whose weight decay is decoupled: it does not go through the gradient */
    ADAMW("adamw", winnow.kernel.Optimizer.ADAMW);

    private final String word;
    private final winnow.kernel.Optimizer kernel;

    Optimizer(String word, winnow.kernel.Optimizer kernel) {
        this.word = word;
        this.kernel = kernel;
    }

    @Override
    public String word() {
        return word;
    }

    /** As the kernels call it. */
    winnow.kernel.Optimizer kernel() {
        return kernel;
    }

    /** Numbers of state a parameter. */
    int states() {
        return kernel.states();
    }
}
