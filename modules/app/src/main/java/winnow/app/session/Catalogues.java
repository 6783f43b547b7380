package winnow.app.session;

import java.util.List;
import java.util.stream.Stream;
import winnow.lenet.LeNet5;
import winnow.scheduler.Schedulers;
import winnow.strategy.Strategies;
import winnow.strategy.Surrogates;
import winnow.study.Catalogue;
import winnow.study.Objective;
import winnow.study.Offer;
import winnow.surrogate.GaussianProcess;
import winnow.surrogate.NeuralNetworks;
import winnow.surrogate.RandomForest;

/** All that a spec can name, joined from the modules. */
public final class Catalogues {

    /** The name in a spec of an objective that a program of the user's own brings along. */
    public static final String OWN = OwnObjective.NAME;

    private static final Surrogates SURROGATES =
            new Surrogates(GaussianProcess::new, RandomForest::new, NeuralNetworks::new);

    private Catalogues() {}

    /** What this program offers. */
    public static Catalogue all() {
        return new Catalogue(
                Strategies.offers(SURROGATES), Schedulers.offers(), List.of(LeNet5.offer(), OwnObjective.offer()));
    }

    /** What this program offers, and an objective that a program brings along under the name {@value #OWN}. */
    public static Catalogue with(Objective objective) {
        return joined(OwnObjective.given(objective));
    }

    /** What this program offers, for studies whose trials are trained by somebody else. */
    public static Catalogue outside() {
        return joined(OwnObjective.unchecked());
    }

    /**
     * For a spec that was checked when its study began: nothing is checked again that may have changed since, such as
     * where data is; and an objective of a program's own may be named, but not made.
     */
    public static Catalogue recorded() {
        var all = outside();
        return new Catalogue(
                all.strategies().stream()
                        .map(o -> o.checkedBy(spec -> List.of()))
                        .toList(),
                all.schedulers().stream()
                        .map(o -> o.checkedBy(spec -> List.of()))
                        .toList(),
                all.objectives().stream()
                        .map(o -> o.checkedBy(spec -> List.of()))
                        .toList());
    }

    private static Catalogue joined(Offer<Objective> own) {
        var all = all();
        return new Catalogue(
                all.strategies(),
                all.schedulers(),
                Stream.concat(
                                all.objectives().stream()
                                        .filter(offer -> !offer.name().equals(OWN)),
                                Stream.of(own))
                        .toList());
    }
}
