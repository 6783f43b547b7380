package winnow.lenet;

/** How the learning rate goes over the life of a trial. */
enum LearningRateCourse implements Word {
    /** the same always */
    CONSTANT("constant"),
    /** times {@code step_decay} after every {@code step_epochs} */
    STEP("step"),
    /** half a cosine down to {@code cosine_floor} over {@code schedule_epochs}, then that */
    COSINE("cosine"),
    /** up from a 25th in {@code onecycle_rise} of {@code schedule_epochs}, then down to almost nothing */
    ONECYCLE("onecycle"),
    /** evenly up from {@code warmup_start} over {@code warmup_epochs}, then constant */
    WARMUP("warmup");

    private final String word;

    LearningRateCourse(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
