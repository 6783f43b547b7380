package winnow.lenet;

/** How parameters follow the gradient; each is PyTorch's of that name, with PyTorch's constants. */
enum Optimizer implements Word {
    SGD("sgd"),
    NESTEROV("nesterov"),
    ADAM("adam"),
    ADAGRAD("adagrad"),
    RMSPROP("rmsprop");

    private final String word;

    Optimizer(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }

    /** Numbers of state a parameter. */
    int states() {
        return this == ADAM ? 2 : 1;
    }
}
