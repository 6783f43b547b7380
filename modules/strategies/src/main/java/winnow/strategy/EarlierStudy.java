package winnow.strategy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import winnow.search.History;
import winnow.search.Precedent;
import winnow.search.StudyEvent.WarmStarted;
import winnow.space.SpaceMapping;

/** Takes over what an earlier study observed. */
public final class EarlierStudy {
    /** The most observations that a study takes over, from all earlier ones together. */
    public static final int MOST = 500;

    private static final String UNMEASURED = "nothing was measured";

    private EarlierStudy() {}

    /**
     * What can be taken from a study: an observation a trial, from the best to the worst. Losses are those at the largest
     * budget that at least four trials reached, as {@link ModelRows} has them; failed trials are the worst.
     *
     * @param from the earlier study's folder, for a person
     * @param earlier its trials
     * @param mapping from its space to the new one
     * @param most how many at most
     */
    public static WarmStarted taken(String from, History earlier, SpaceMapping mapping, int most) {
        Map<String, Integer> leftOut = new TreeMap<>();
        var memory = ModelMemory.of(earlier);
        var rows = ModelRows.of(memory, memory.sightings().size(), earlier);
        List<Precedent> found = new ArrayList<>();
        for (int row : ranked(rows.losses())) {
            var trial = earlier.trial(rows.trials()[row]);
            var place = mapping.of(trial.configuration());
            if (place instanceof SpaceMapping.Inside inside) {
                found.add(new Precedent(inside.configuration(), rows.losses()[row]));
            } else if (place instanceof SpaceMapping.Outside outside) {
                leftOut.merge(outside.reason(), 1, Integer::sum);
            }
        }
        int unmeasured = earlier.trials().size() - rows.size();
        if (unmeasured > 0) {
            leftOut.put(UNMEASURED, unmeasured);
        }
        if (found.size() > most) {
            leftOut.put(
                    "of more than " + most + " the best quarter and an even choice of the rest is taken",
                    found.size() - most);
        }
        return new WarmStarted(from, earlier.trials().size(), few(found, most), leftOut);
    }

    private static int[] ranked(double[] losses) {
        var order = new Integer[losses.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> losses[i]));
        return Arrays.stream(order).mapToInt(i -> i).toArray();
    }

    private static List<Precedent> few(List<Precedent> ranked, int most) {
        if (ranked.size() <= most) {
            return ranked;
        }
        int best = most / 4;
        var few = new ArrayList<>(ranked.subList(0, best));
        int rest = ranked.size() - best;
        int wanted = most - best;
        for (int i = 0; i < wanted; i++) {
            few.add(ranked.get(best + (int) ((long) i * rest / wanted)));
        }
        return few;
    }
}
