package winnow.scheduler;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import winnow.search.History;
import winnow.trial.Trial;

/**
 * The order of trials at a budget, in which trials whose losses differ by less than the noise of the curves are
 * interchangeable.
 *
 * <p>Bohdal et al., ICLR 2023, section 4. The noise is the 90th percentile of the distances, at the budget, between
 * those pairs of trials whose order along the epochs changed and changed back; it is 0 while there is no such pair.
 *
 * @param history of the study
 * @param trials from best to worst at the budget, all with a finite loss there
 * @param budget where they are ranked, in epochs; all have been trained to it
 */
record SoftRanking(History history, List<Trial> trials, int budget) {
    private static final double PERCENTILE = 0.9;

    /** Whether ranking by an earlier budget puts no trial where its loss at this one does not belong. */
    boolean isThatOf(int earlier) {
        double noise = noise();
        var before = new ArrayList<>(trials);
        before.sort(Comparator.comparing(t -> Score.ofMain(history, t.number(), earlier)));
        for (int place = 0; place < trials.size(); place++) {
            double belongs = loss(trials.get(place), budget);
            if (Math.abs(loss(before.get(place), budget) - belongs) > noise) {
                return false;
            }
        }
        return true;
    }

    double noise() {
        var curves = trials.stream().map(this::curve).toList();
        var distances = new ArrayList<Double>();
        for (int i = 0; i < curves.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (crossings(curves.get(i), curves.get(j)) >= 2) {
                    distances.add(Math.abs(curves.get(i)[budget - 1] - curves.get(j)[budget - 1]));
                }
            }
        }
        if (distances.isEmpty()) {
            return 0;
        }
        Collections.sort(distances);
        double place = PERCENTILE * (distances.size() - 1);
        int below = (int) place;
        double low = distances.get(below);
        return place == below ? low : low + (place - below) * (distances.get(below + 1) - low);
    }

    private double[] curve(Trial trial) {
        double[] curve = new double[budget];
        for (int epoch = 1; epoch <= budget; epoch++) {
            curve[epoch - 1] = loss(trial, epoch);
        }
        return curve;
    }

    private double loss(Trial trial, int epoch) {
        return Score.ofMain(history, trial.number(), epoch).loss();
    }

    /** How often the lower of two curves becomes the higher; where they are equal, neither is. */
    private static int crossings(double[] one, double[] other) {
        int crossings = 0;
        int before = 0;
        for (int i = 0; i < one.length; i++) {
            int now = Double.compare(one[i], other[i]);
            crossings += now * before < 0 ? 1 : 0;
            before = now == 0 ? before : now;
        }
        return crossings;
    }
}
