package winnow.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import winnow.random.RandomStream;
import winnow.space.ChoiceParameter;
import winnow.space.Parameter;
import winnow.study.StudyState;

/** What a model of the trials and the winner would say, as if computed. */
final class Models {
    private static final List<String> CLASSES = List.of(
            "t-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot");

    private Models() {}

    /** Pairs, planes and guesses of a study with so many trials that a model can be fitted; else none. */
    static Forest forest(StudyState state) {
        var history = state.history();
        if (history.all().size() < 20) {
            return Forest.NONE;
        }
        var parameters = state.spec().space().parameters().stream()
                .filter(parameter -> parameter.cardinality().orElse(2) > 1)
                .toList();
        var interactions = new ArrayList<Forest.Interaction>();
        var surfaces = new ArrayList<Forest.Surface>();
        for (int i = 0; i < parameters.size(); i++) {
            for (int j = i + 1; j < parameters.size(); j++) {
                var first = parameters.get(i);
                var second = parameters.get(j);
                interactions.add(new Forest.Interaction(
                        first.name(), second.name(), 0.12 / (1 + interactions.size() * interactions.size())));
                surfaces.add(new Forest.Surface(first.name(), second.name(), bowl(first, second)));
            }
        }
        var random = RandomStream.of(7, "guesses", 0);
        var guesses = new ArrayList<Forest.Guess>();
        for (var trial : history.all()) {
            var loss = history.loss(trial, 1);
            if (loss.isPresent() && Double.isFinite(loss.getAsDouble())) {
                double observed = history.goal().loss(loss.getAsDouble());
                double predicted = observed + 0.05 * Math.abs(observed) * random.nextGaussian();
                double by = 0.08 * Math.abs(observed);
                guesses.add(new Forest.Guess(trial.number(), observed, predicted, predicted - by, predicted + by));
            }
        }
        return new Forest(1, guesses.size(), interactions, surfaces, guesses);
    }

    private static double[][] bowl(Parameter first, Parameter second) {
        double[][] values = new double[cells(first)][cells(second)];
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values[i].length; j++) {
                double u = (i + 0.5) / values.length - 0.7;
                double v = (j + 0.5) / values[i].length - 0.4;
                values[i][j] = 0.3 + u * u + v * v + u * v;
            }
        }
        return values;
    }

    private static int cells(Parameter parameter) {
        return parameter instanceof ChoiceParameter choice ? choice.options().size() : 16;
    }

    /** A winner that is right four times of five. */
    static Classified classified(StudyState state) {
        if (state.history().incumbent().isEmpty()) {
            return Classified.nothing("There is no winner.");
        }
        var random = RandomStream.of(11, "pictures", 0);
        int[][] confusion = new int[CLASSES.size()][CLASSES.size()];
        for (int i = 0; i < CLASSES.size(); i++) {
            confusion[i][i] = 96 - 3 * i;
            confusion[i][(i + 4) % CLASSES.size()] = 4 + 3 * i;
        }
        var worst = new ArrayList<Classified.Mistake>();
        for (int i = 0; i < 12; i++) {
            int[][] levels = new int[28][28];
            for (int[] row : levels) {
                for (int x = 0; x < row.length; x++) {
                    row[x] = random.nextInt(256);
                }
            }
            worst.add(new Classified.Mistake(levels, i % 10, (i + 4) % 10, 0.99 - 0.01 * i, 0.0003 * (i + 1)));
        }
        var filters = new ArrayList<double[][]>();
        for (int i = 0; i < 6; i++) {
            double[][] weights = new double[5][5];
            for (double[] row : weights) {
                for (int x = 0; x < row.length; x++) {
                    row[x] = 0.3 * random.nextGaussian();
                }
            }
            filters.add(weights);
        }
        return new Classified(
                "", CLASSES, confusion, worst, filters, Optional.of(new Classified.Measured(1000, 0.3412, 0.877)));
    }
}
