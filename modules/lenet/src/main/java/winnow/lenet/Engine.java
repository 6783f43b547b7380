package winnow.lenet;

/** What may train a trial, as a spec asks for it. */
enum Engine implements Word {
    /** the kernels where they work, else DL4J */
    AUTO("auto"),
    /** the kernels, or the trial fails */
    VECTOR("vector"),
    DL4J("dl4j");

    private final String word;

    Engine(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
