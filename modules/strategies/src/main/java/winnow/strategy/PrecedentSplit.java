package winnow.strategy;

import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * What was good in earlier studies, each by itself, and the rest: those in which some parameter took part.
 *
 * @param good indices of precedents
 * @param bad indices of the others, failed ones included
 */
record PrecedentSplit(int[] good, int[] bad) {
    /**
     * Splits them.
     *
     * @param place of the parameter that must take part
     * @param goodOf how many of so many are good
     */
    static PrecedentSplit of(Precedents precedents, int place, IntUnaryOperator goodOf) {
        var good = IntStream.builder();
        var bad = IntStream.builder();
        for (var study : precedents.studies()) {
            var taking = IntStream.of(study)
                    .filter(i -> !Double.isNaN(precedents.unit(i, place)))
                    .toArray();
            int most = goodOf.applyAsInt(taking.length);
            for (int i = 0; i < taking.length; i++) {
                (i < most && precedents.isFeasible(taking[i]) ? good : bad).accept(taking[i]);
            }
        }
        return new PrecedentSplit(good.build().toArray(), bad.build().toArray());
    }
}
