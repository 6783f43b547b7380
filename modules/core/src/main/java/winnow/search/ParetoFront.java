package winnow.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import winnow.trial.Aim;
import winnow.trial.Observation;
import winnow.trial.Trial;

/**
 * The best that a study with several metrics found: the observations, over all trials and epochs, that no other one
 * dominates (see {@link Dominance}). With one metric it is the incumbent and its equals.
 *
 * @param aims the study's metrics, the main one first
 * @param members by their main loss, the best first; of equal ones of a trial the earliest
 */
public record ParetoFront(List<Aim> aims, List<Member> members) {

    /** A trial at an epoch. */
    public record Member(int trial, Observation observation) {}

    private record Candidate(Member member, double[] losses) {}

    public ParetoFront {
        aims = List.copyOf(aims);
        members = List.copyOf(members);
    }

    /** The front of what a history shows. */
    public static ParetoFront of(History history) {
        return of(history.aims(), history.trials());
    }

    /** The front of some trials; observations that lack a metric, or have one that is not finite, are left out. */
    public static ParetoFront of(List<Aim> aims, List<Trial> trials) {
        var candidates = new ArrayList<Candidate>();
        for (var trial : trials) {
            for (var observation : trial.observations()) {
                double[] losses = losses(aims, observation);
                if (Arrays.stream(losses).allMatch(Double::isFinite)) {
                    candidates.add(new Candidate(new Member(trial.number(), observation), losses));
                }
            }
        }
        candidates.sort(Comparator.comparing(Candidate::losses, Arrays::compare));
        var front = new ArrayList<Candidate>();
        for (var candidate : candidates) {
            boolean isBeaten = front.stream()
                    .anyMatch(one -> Dominance.dominates(one.losses(), candidate.losses())
                            || (one.member().trial() == candidate.member().trial()
                                    && Arrays.equals(one.losses(), candidate.losses())));
            if (!isBeaten) {
                front.add(candidate);
            }
        }
        return new ParetoFront(aims, front.stream().map(Candidate::member).toList());
    }

    private static double[] losses(List<Aim> aims, Observation observation) {
        return aims.stream().mapToDouble(aim -> aim.loss(observation.metrics())).toArray();
    }

    /** The losses of the members, a row each. */
    public double[][] losses() {
        return members.stream().map(m -> losses(aims, m.observation())).toArray(double[][]::new);
    }

    /** The trials that have a place in it. */
    public Set<Integer> trials() {
        return members.stream().map(Member::trial).collect(Collectors.toUnmodifiableSet());
    }
}
