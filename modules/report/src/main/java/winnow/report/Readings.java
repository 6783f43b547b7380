package winnow.report;

import java.util.Comparator;
import java.util.List;
import winnow.study.StudyState;
import winnow.trial.Trial;
import winnow.trial.TrialStatus;

/** What to see in plots of the space between the trials, and of the winner: sentences, empty where there is no plot. */
final class Readings {
    private final ReportInput input;
    private final StudyState state;
    private final String metric;

    Readings(ReportInput input) {
        this.input = input;
        state = input.state();
        metric = state.history().metric();
    }

    private long measured() {
        return state.history().all().stream()
                .filter(trial -> state.history().bestLoss(trial).isPresent())
                .count();
    }

    String contour() {
        if (measured() < 2 || state.spec().space().parameters().size() < 2) {
            return "";
        }
        var forest = input.forest();
        return "The ground is " + metric
                + (forest.surfaces().isEmpty()
                        ? " interpolated from the trials (by inverse distance), since there are too few at one budget"
                                + " for a model"
                        : " at epoch " + forest.budget() + " as the forest behind fANOVA expects it, averaged over all"
                                + " other parameters")
                + "; marks are the trials. Look for where the good ground lies, and whether it runs aslant: then the"
                + " two must be tuned together.";
    }

    String rank() {
        return measured() < 2 || state.spec().space().parameters().size() < 2
                ? ""
                : "The same plane with each trial coloured by its rank alone, so that a few very bad values cannot hide"
                        + " the differences among the good. Colours that part into regions say that the two parameters"
                        + " decide; colours mixed everywhere say that others do.";
    }

    String distribution() {
        return measured() < 2
                ? ""
                : "How many trials reached what: at each " + metric + ", the share of trials at least as good."
                        + " If the later half of the trials lies above the earlier half, the search has learnt where"
                        + " to look.";
    }

    String interactions() {
        var all = input.forest().interactions();
        if (all.isEmpty()) {
            return "";
        }
        var first = all.get(0);
        double sum = all.stream().mapToDouble(Forest.Interaction::share).sum();
        return "How much of the variance of " + metric + " two parameters explain together, beyond what each explains"
                + " alone (fANOVA): " + percent(sum) + " in all pairs, most in " + first.first() + " with "
                + first.second() + " (" + percent(first.share()) + "). Parameters of a strong pair should not be tuned"
                + " one after the other.";
    }

    String calibration() {
        var guesses = Guesses.of(input);
        int count = guesses.of().size();
        if (count == 0) {
            return "";
        }
        double share = (double) guesses.held() / count;
        return whose(guesses) + " Marks on the line were expected exactly. The intervals should hold 90 % of them"
                + (guesses.isOwn() ? ", the noise of a training aside," : "") + " and hold " + guesses.held() + " of "
                + count + " (" + percent(share) + "): " + verdict(share)
                + " The rank correlation of expected and observed is "
                + Figures.number(
                        correlation(guesses.of().stream().map(Guesses.At::guess).toList()))
                + ".";
    }

    private String whose(Guesses guesses) {
        int missing = guesses.asked() - guesses.of().size();
        return guesses.isOwn()
                ? "How well the strategy knew what it was doing: each mark is a trial, its " + metric
                        + " against what the strategy's own model expected when it proposed it, as the journal says."
                        + (missing > 0 ? " " + missing + " more did not come so far." : "")
                : "How well the trials tell of one another: each mark is a trial, its " + metric + " at epoch "
                        + input.forest().budget() + " against what a random forest fitted afterwards to nine tenths of"
                        + " the other trials expected (ten-fold cross-validation; the journal has no expectations of"
                        + " the strategy's own).";
    }

    private static String verdict(double share) {
        if (share < 0.8) {
            return "the model is surer than it should be.";
        }
        return share > 0.97 ? "the model is less sure than it could be." : "its uncertainty can be believed.";
    }

    /** Spearman's, with the mean rank for equal values. */
    private static double correlation(List<Forest.Guess> guesses) {
        double[] a = ranks(guesses.stream().mapToDouble(Forest.Guess::observed).toArray());
        double[] b = ranks(guesses.stream().mapToDouble(Forest.Guess::predicted).toArray());
        double middle = (a.length + 1) / 2.0;
        double both = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i < a.length; i++) {
            both += (a[i] - middle) * (b[i] - middle);
            first += (a[i] - middle) * (a[i] - middle);
            second += (b[i] - middle) * (b[i] - middle);
        }
        double scale = Math.sqrt(first * second);
        return scale > 0 ? Math.round(100 * both / scale) / 100.0 : 0;
    }

    private static double[] ranks(double[] values) {
        double[] ranks = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            double below = 0;
            double equal = 0;
            for (double other : values) {
                below += other < values[i] ? 1 : 0;
                equal += other == values[i] ? 1 : 0;
            }
            ranks[i] = below + (equal + 1) / 2;
        }
        return ranks;
    }

    String classified() {
        var classified = input.classified();
        if (!classified.isShown()) {
            return "";
        }
        int right = 0;
        int most = 0;
        var pair = "";
        for (int i = 0; i < classified.confusion().length; i++) {
            right += classified.confusion()[i][i];
            for (int j = 0; j < classified.confusion().length; j++) {
                if (i != j && classified.confusion()[i][j] > most) {
                    most = classified.confusion()[i][j];
                    pair = classified.classes().get(i) + " for "
                            + classified.classes().get(j);
                }
            }
        }
        return "What the winner makes of the " + classified.images() + " validation images: " + right + " are right"
                + (most == 0 ? "." : ", and it most often takes " + pair + " (" + most + " times).")
                + " A row is a true class, a column what the winner named; below are the images that it got worst, and"
                + " what its first layer looks for.";
    }

    /** What the winner is worth on images by which nothing was chosen; empty if that is not known. */
    String test() {
        return input.classified()
                .test()
                .map(test -> "On " + test.images() + " test images, by which nothing was chosen, it reaches accuracy "
                        + Figures.number(test.accuracy()) + " and loss " + Figures.number(test.loss()) + ".")
                .orElse("");
    }

    /** What the search took, and what it did not take since trials were stopped early. */
    String cost(Chronicle chronicle) {
        int epochs = chronicle.now().epochs();
        if (epochs == 0) {
            return "";
        }
        var spent = "The search spent " + Figures.count(epochs, "epoch") + " in "
                + Figures.duration(chronicle.now().millis() / 1000.0);
        int most = chronicle.rungs().isEmpty() ? 0 : chronicle.rungs().last();
        long saved = 0;
        double seconds = 0;
        for (var trial : cut()) {
            int left = most - trial.budget();
            if (left > 0 && trial.budget() > 0) {
                saved += left;
                seconds += left * trial.seconds() / trial.observations().size();
            }
        }
        return saved == 0
                ? spent + "."
                : spent + "; stopping hopeless trials before epoch " + most + " saved about " + saved + " epochs, "
                        + Figures.duration(seconds) + " of training.";
    }

    /** Trials that had less than all epochs because something better was to be done. */
    private List<Trial> cut() {
        return state.history().all().stream()
                .filter(trial -> trial.status() == TrialStatus.PAUSED || trial.status() == TrialStatus.STOPPED)
                .sorted(Comparator.comparingInt(Trial::number))
                .toList();
    }

    static String percent(double share) {
        return Figures.number(Math.round(share * 1000) / 10.0) + " %";
    }
}
