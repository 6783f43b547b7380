package winnow.lenet;

import java.io.Serializable;
import java.util.List;
import winnow.data.ImageSet;
import winnow.data.ImageSets;
import winnow.data.LabelledImages;
import winnow.study.Objective;
import winnow.study.Training;
import winnow.study.TrialStart;

/**
 * A {@link LeNetObjective} that takes its images along when it is serialised, so that machines need not have the data set:
 * 55 MB for the whole of Fashion-MNIST, which Spark brings once to each executor. What arrives is the objective itself.
 */
final class TravellingLeNet implements Objective {
    private final LeNetObjective objective;

    TravellingLeNet(LeNetObjective objective) {
        this.objective = objective;
    }

    @Override
    public Training begin(TrialStart start) {
        return objective.begin(start);
    }

    private Object writeReplace() {
        var set = objective.images();
        return new Parcel(
                objective.pinned(),
                set.name(),
                set.origin(),
                set.classes(),
                set.train().pixels(),
                set.train().labels(),
                set.test().pixels(),
                set.test().labels());
    }

    /** What travels. */
    private record Parcel(
            LeNetObjective objective,
            String name,
            String origin,
            List<String> classes,
            byte[] trainPixels,
            byte[] trainLabels,
            byte[] testPixels,
            byte[] testLabels)
            implements Serializable {

        private Object readResolve() {
            var train = LabelledImages.of("training images of " + origin, trainPixels, trainLabels);
            var test = LabelledImages.of("test images of " + origin, testPixels, testLabels);
            // The digest is taken anew from what arrived.
            ImageSets.shared().keep(ImageSet.of(name, origin, classes, train, test));
            return objective;
        }
    }
}
