package winnow.lenet;

/** How weights begin. */
enum Initialisation implements Word {
    /** PyTorch's default: weights and biases uniform within 1 / sqrt(fan in), which is kaiming_uniform(a = sqrt 5) */
    TORCH("torch"),
    /** weights uniform within sqrt(6 / (fan in + fan out)), biases 0 (Glorot and Bengio, AISTATS 2010) */
    XAVIER("xavier");

    private final String word;

    Initialisation(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }

    double weightBound(int fanIn, int fanOut) {
        return this == TORCH ? 1 / Math.sqrt(fanIn) : Math.sqrt(6.0 / (fanIn + fanOut));
    }

    double biasBound(int fanIn) {
        return this == TORCH ? 1 / Math.sqrt(fanIn) : 0;
    }
}
