package winnow.app.session;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import winnow.importance.Calibration;
import winnow.importance.Fanova;
import winnow.importance.PedAnova;
import winnow.importance.Sample;
import winnow.lenet.Examination;
import winnow.lenet.LeNet5;
import winnow.lenet.LeNetObjective;
import winnow.report.Classified;
import winnow.report.Forest;
import winnow.report.ReportInput;
import winnow.trial.Goal;

/**
 * What a report shows beyond the journal: a model of the trials, and the winner at work.
 *
 * @param importances by method and parameter; empty where too few trials share a budget
 * @param forest the model behind them
 * @param classified what the winner does with images, or why that is not known
 */
record ReportParts(Map<String, Map<String, Double>> importances, Forest forest, Classified classified) {
    /** Trials at one budget below which importances are noise. */
    private static final int FEWEST = 8;

    /** Cells of a number's scale in a plane of two parameters. */
    private static final int CELLS = 16;

    /** Images that were classified worst. */
    private static final int WORST = 18;

    static ReportParts of(StudyRecord study) {
        var history = study.state().history();
        var sample = Sample.of(history);
        var classified = classified(study);
        if (sample.size() < FEWEST) {
            return new ReportParts(Map.of(), Forest.NONE, classified);
        }
        long seed = study.spec().seed();
        var fanova = Fanova.grown(sample, seed);
        Map<String, Map<String, Double>> importances = new LinkedHashMap<>();
        importances.put(ReportInput.FANOVA, fanova.shares());
        importances.put(ReportInput.PED_ANOVA, PedAnova.of(sample));
        var trials = Sample.trials(history);
        var guesses = Calibration.of(sample, seed);
        var forest = new Forest(
                Sample.budget(history),
                sample.size(),
                fanova.interactions().stream()
                        .map(one -> new Forest.Interaction(one.first(), one.second(), one.share()))
                        .toList(),
                fanova.surfaces(CELLS).stream()
                        .map(one -> new Forest.Surface(one.first(), one.second(), values(one.losses(), history.goal())))
                        .toList(),
                IntStream.range(0, guesses.length)
                        .mapToObj(i -> guess(trials.get(i).number(), guesses[i], history.goal()))
                        .toList());
        return new ReportParts(importances, forest, classified);
    }

    private static double[][] values(double[][] losses, Goal goal) {
        return Arrays.stream(losses)
                .map(row -> Arrays.stream(row).map(goal::loss).toArray())
                .toArray(double[][]::new);
    }

    private static Forest.Guess guess(int trial, Calibration.Guess guess, Goal goal) {
        double one = goal.loss(guess.low());
        double other = goal.loss(guess.high());
        return new Forest.Guess(
                trial,
                goal.loss(guess.observed()),
                goal.loss(guess.predicted()),
                Math.min(one, other),
                Math.max(one, other));
    }

    /** A report must not fail for want of images or of a model: then it says what is missing. */
    private static Classified classified(StudyRecord study) {
        try {
            var winner = Winner.of(study);
            if (winner.isEmpty()) {
                return Classified.nothing("There is no winner to look at.");
            }
            if (winner.get().checkpoint().isEmpty()) {
                return Classified.nothing("The winner's weights were not saved, so that it cannot be looked at.");
            }
            if (!winner.get().objective().equals(LeNet5.NAME)) {
                return Classified.nothing("Only winners of lenet5 can be looked at, and this study's objective is "
                        + winner.get().objective() + ".");
            }
            var model = winner.get().model(study.folder());
            return Catalogues.recorded().objective(study.spec()) instanceof LeNetObjective objective
                    ? shown(Examination.of("the winner", model.orElseThrow(), objective, WORST))
                    : Classified.nothing("This study's lenet5 is another than this program's.");
        } catch (RuntimeException missing) {
            return Classified.nothing("The winner could not be looked at: "
                    + Optional.ofNullable(missing.getMessage()).orElse(missing.toString()) + ".");
        }
    }

    private static Classified shown(Examination found) {
        List<Classified.Mistake> worst = found.mistakes().stream()
                .map(one -> new Classified.Mistake(one.levels(), one.label(), one.named(), one.sure(), one.left()))
                .toList();
        var test = found.test();
        return new Classified(
                "",
                found.classes(),
                found.confusion(),
                worst,
                found.filters(),
                Optional.of(new Classified.Measured(test.images(), test.loss(), test.accuracy())));
    }
}
