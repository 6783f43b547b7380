package winnow.lenet;

/** What an image of each class counts in the loss of training. */
enum ClassWeighting implements Word {
    /** all the same, or as the objective's setting says */
    NONE("none"),
    /** each class as much as any other: by the inverse of its frequency among the training images */
    BALANCED("balanced");

    private final String word;

    ClassWeighting(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
