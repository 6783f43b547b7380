package winnow.scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import winnow.search.History;
import winnow.search.Limits;
import winnow.search.Move;
import winnow.search.Plan;
import winnow.search.Request;
import winnow.search.Scheduler;
import winnow.search.StudyEvent;
import winnow.search.Verdict;
import winnow.study.Offer;
import winnow.study.Setting;
import winnow.study.SpecProblem;
import winnow.study.StudySpec;
import winnow.trial.Observation;
import winnow.trial.Trial;

/**
 * Synchronous successive halving: all trials of a rung are trained to its budget, then the best ⌈n/factor⌉ go on and the
 * others are stopped.
 *
 * <p>Jamieson and Talwalkar, "Non-stochastic Best Arm Identification and Hyperparameter Optimization", AISTATS 2016, with
 * the counts and budgets of scikit-learn's {@code HalvingGridSearchCV} and {@code HalvingRandomSearchCV}, whose names
 * the settings have. Departures: trials go on from their checkpoints instead of training again, so that the rounds that
 * aggressive elimination holds at one budget are one cut; a failed trial counts as the worst of its rung and never goes
 * on; equal losses are told apart by trial number.
 *
 * <p>The candidates are as many as {@code limits.trials} when the first session opens. If the limit is raised later, the
 * additional trials hold a tournament of their own.
 *
 * @param minEpochs the least budget of the first rung
 * @param maxEpochs the largest budget
 * @param factor of budgets from rung to rung; one trial in so many goes on
 * @param isExhausting whether the first rung is as high as it can be, so that the last one uses {@code maxEpochs}
 * @param isAggressive whether the first rung is cut as often as it takes to leave no more than {@code factor} trials in
 *     the last one, where candidates are too many for the budgets
 */
public record Halving(int minEpochs, int maxEpochs, int factor, boolean isExhausting, boolean isAggressive)
        implements Scheduler<Tournaments> {

    private static final Setting MIN_RESOURCES = Setting.word(
            "min_resources",
            "exhaust",
            List.of("exhaust", "smallest"),
            "Where the first rung is: at min_epochs (smallest), or as high as lets the last one use max_epochs"
                    + " (exhaust).");
    private static final Setting AGGRESSIVE = Setting.truth(
            "aggressive_elimination",
            false,
            "Whether the first rung is cut harder where there are too many candidates for the budgets.");

    /** The rungs of a tournament, and how its first one is cut. */
    record Shape(Ladder ladder, Cut cut) {}

    /** @throws IllegalArgumentException if the budgets are not 1 or more and ascending, or the factor is below 2 */
    public Halving {
        Ladder.upTo(minEpochs, maxEpochs, factor);
    }

    /** Halving as scikit-learn does it if nothing else is said: exhausting, not aggressive. */
    public Halving(int minEpochs, int maxEpochs, int factor) {
        this(minEpochs, maxEpochs, factor, true, false);
    }

    static Offer<Scheduler<?>> offer() {
        return Offer.<Scheduler<?>>of(
                        "halving",
                        "Synchronous successive halving: when all trials of a rung have finished, the best go on.",
                        List.of(
                                LadderSettings.MIN_EPOCHS,
                                LadderSettings.MAX_EPOCHS,
                                LadderSettings.FACTOR,
                                MIN_RESOURCES,
                                AGGRESSIVE),
                        (settings, spec) -> new Halving(
                                settings.integer(LadderSettings.MIN_EPOCHS.name()),
                                settings.integer(LadderSettings.MAX_EPOCHS.name()),
                                settings.integer(LadderSettings.FACTOR.name()),
                                settings.text(MIN_RESOURCES.name()).equals("exhaust"),
                                settings.truth(AGGRESSIVE.name())))
                .checkedBy(Halving::problems);
    }

    private static List<SpecProblem> problems(StudySpec spec) {
        var problems = new ArrayList<>(LadderSettings.problems(spec));
        problems.addAll(LadderSettings.unaffordable(spec, LadderSettings.MIN_EPOCHS));
        if (spec.limits().trials().isEmpty()) {
            problems.add(new SpecProblem(
                    "limits.trials", "scheduler halving needs limits.trials: so many candidates enter the first rung"));
        }
        return problems;
    }

    /** What a tournament is like, as {@code BaseSuccessiveHalving._run_search} of scikit-learn 1.5 has it. */
    Shape shape(int candidates) {
        int required = 1 + log(candidates);
        int least = isExhausting ? (int) Math.max(minEpochs, maxEpochs / power(required - 1)) : minEpochs;
        int rungs = Math.min(required, 1 + log(maxEpochs / least));
        var budgets = new ArrayList<Integer>();
        for (int rung = 0; rung < rungs; rung++) {
            budgets.add((int) Math.min(least * power(rung), maxEpochs));
        }
        int rounds = isAggressive && rungs > 1 ? 1 + required - rungs : 1;
        return new Shape(new Ladder(factor, budgets), new Cut.RoundedUp(factor, rounds));
    }

    /** The largest k with {@code factor^k <= number}; exact, where scikit-learn's logarithm may be off by one. */
    private int log(int number) {
        int exponent = 0;
        for (long power = factor; power <= number; power *= factor) {
            exponent++;
        }
        return exponent;
    }

    private long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= factor;
        }
        return power;
    }

    @Override
    public Tournaments initial() {
        return Tournaments.NONE;
    }

    @Override
    public Tournaments learn(Tournaments memory, History history, StudyEvent event) {
        if (event instanceof StudyEvent.SessionOpened opened) {
            return planned(memory, opened.limits());
        }
        if (event instanceof StudyEvent.Requested requested && requested.request() instanceof Request.Extend extend) {
            return planned(memory, extend.limits());
        }
        return memory.learn(history, event);
    }

    private Tournaments planned(Tournaments memory, Limits limits) {
        int more = limits.trials().orElse(0) - memory.planned();
        return more <= 0 ? memory : memory.begin(tournament(more));
    }

    private Tournament tournament(int candidates) {
        var shape = shape(candidates);
        return Tournament.of(shape.ladder(), shape.cut(), candidates);
    }

    @Override
    public Move next(Tournaments memory, History history, boolean mayOpen) {
        return memory.decision(history, mayOpen)
                .or(() -> mayOpen ? memory.opening() : Optional.empty())
                .orElseGet(() -> new Move.Wait("every rung waits for its trials, or all are decided"));
    }

    @Override
    public Verdict judge(Tournaments memory, History history, Trial trial, Observation observation) {
        return Verdict.CONTINUE;
    }

    @Override
    public Verdict settle(Tournaments memory, History history, Trial trial) {
        return memory.settle(history, trial);
    }

    /** Exact: what happens if no trial fails and nothing but the trials is limited. */
    @Override
    public Plan plan(int trials) {
        var shape = shape(trials);
        var bracket = Tournament.of(shape.ladder(), shape.cut(), trials).planned(0);
        return new Plan(List.of(bracket), warnings(shape, trials));
    }

    private List<String> warnings(Shape shape, int trials) {
        var ladder = shape.ladder();
        var warnings = new ArrayList<String>();
        if (ladder.size() == 1) {
            warnings.add("with " + Wording.count(trials, "trial") + " there is one rung, at epoch " + ladder.most()
                    + ": nothing is halved; it takes at least " + factor + " trials");
        }
        if (ladder.most() < maxEpochs) {
            warnings.add("the last rung is at epoch " + ladder.most() + ", not at max_epochs, " + maxEpochs
                    + ": no power of " + factor + " leads there from the first, at epoch " + ladder.budget(0));
        }
        return warnings;
    }
}
