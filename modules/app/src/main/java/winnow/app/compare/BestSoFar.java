package winnow.app.compare;

import java.util.ArrayList;
import java.util.List;
import winnow.export.RecordedStudy;

/**
 * The best loss of a study so far, as stairs over the epochs it had spent.
 *
 * @param steps where it became better, ascending by epochs; the first is at the first observation with a loss
 * @param epochs that were observed in all
 * @param millis of the study's clock at the last of them
 */
public record BestSoFar(List<Step> steps, int epochs, long millis) {

    /** From so many epochs on, the study's best loss was this. */
    public record Step(int epochs, long millis, double loss) {}

    public BestSoFar {
        steps = List.copyOf(steps);
    }

    /** The stairs of a study. */
    public static BestSoFar of(RecordedStudy study) {
        var history = study.state().history();
        var steps = new ArrayList<Step>();
        double best = Double.POSITIVE_INFINITY;
        long millis = 0;
        for (var one : study.observed()) {
            var loss = history.loss(one.observation());
            millis = one.elapsedMillis();
            if (loss.isPresent() && loss.getAsDouble() < best) {
                best = loss.getAsDouble();
                steps.add(new Step(one.number(), millis, best));
            }
        }
        return new BestSoFar(steps, study.observed().size(), millis);
    }

    /** The best loss after so many epochs; NaN before there is one. */
    public double after(int spent) {
        double loss = Double.NaN;
        for (var step : steps) {
            if (step.epochs() > spent) {
                break;
            }
            loss = step.loss();
        }
        return loss;
    }

    /** Its mean over the epochs from the first loss to a number of epochs, less a value: what was missed on the way. */
    public double meanRegret(int until, double least) {
        double sum = 0;
        for (int place = 0; place < steps.size() && steps.get(place).epochs() <= until; place++) {
            int from = steps.get(place).epochs();
            int to = place + 1 < steps.size()
                    ? Math.min(until + 1, steps.get(place + 1).epochs())
                    : until + 1;
            sum += (to - from) * (steps.get(place).loss() - least);
        }
        return steps.isEmpty() ? Double.NaN : sum / (until - steps.get(0).epochs() + 1);
    }
}
