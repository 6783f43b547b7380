package winnow.scheduler;

import java.util.List;
import winnow.search.Scheduler;
import winnow.study.Offer;

/** The schedulers that a spec can name. */
public final class Schedulers {
    private Schedulers() {}

    /** One a scheduler, the simplest first. */
    public static List<Offer<Scheduler<?>>> offers() {
        return List.of(
                FullTraining.offer(),
                Halving.offer(),
                Asha.offer(),
                AshaStopping.offer(),
                Pasha.offer(),
                PercentileStopping.medianOffer(),
                PercentileStopping.percentileOffer(),
                Patience.offer(),
                Threshold.offer(),
                CurveStopping.offer(),
                PopulationOffer.offer(),
                Hyperband.offer(),
                AsyncHyperband.offer(),
                Hyperband.bohbOffer(),
                DifferentialHyperband.offer());
    }
}
