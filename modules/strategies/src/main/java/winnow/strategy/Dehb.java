package winnow.strategy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePMap;
import org.pcollections.TreePVector;
import winnow.random.RandomStream;
import winnow.scheduler.DifferentialHyperband;
import winnow.scheduler.Ranking;
import winnow.scheduler.Score;
import winnow.search.Ask;
import winnow.search.History;
import winnow.search.Strategy;
import winnow.search.StudyEvent;
import winnow.search.Suggestion;
import winnow.study.Offer;
import winnow.study.Setting;
import winnow.study.StudySpec;

/**
 * DEHB's differential evolution: a subpopulation for each budget, rand/1 mutation and binomial crossover. A trial takes
 * the place of its target in the subpopulation of its budget if its loss is no worse.
 *
 * <p>Awad, Mallik and Hutter, IJCAI 2021; F = CR = 0.5. On the first rung of a bracket parents come from the
 * subpopulation of that budget; on a higher rung they are the best of the next lower budget, so that what was learnt
 * cheaply is passed on. Where there are fewer than three parents, those of all budgets are taken, and while these are
 * too few configurations are drawn at random, or are the best of earlier studies, of which ten join at first. Coordinates that leave [0, 1] are drawn anew; parameters that take no part
 * in a parent have random coordinates. A failed trial has an infinite loss and is no parent. Made for the scheduler
 * {@code dehb}; with another it evolves each budget that trials begin at by itself.
 *
 * @param scaling F, how far a mutant moves, above 0 and at most 2
 * @param crossover CR, the probability that a coordinate is the mutant's, 0 to 1
 * @param sizes of the subpopulations, by budget
 */
public record Dehb(double scaling, double crossover, Map<Integer, Integer> sizes) implements Strategy<Dehb.Memory> {
    private static final Setting SCALING =
            Setting.real("scaling", 0.5, 0.01, 2, "How far a mutant moves along the difference of two trials (F).");
    private static final Setting CROSSOVER =
            Setting.real("crossover", 0.5, 0, 1, "The probability that a parameter is the mutant's (CR).");

    private static final String NAME = "dehb";
    private static final int USUAL_SIZE = 20;
    private static final int PARENTS = 3;
    private static final int TRIES = 50;
    /** How many of the best of earlier studies are tried again. */
    private static final int KNOWN = 10;

    /** The place in a subpopulation that a trial under way competes for. */
    public record Target(int budget, int place) {}

    /**
     * What it remembers.
     *
     * @param places scores of who holds each place, by budget; infinite as long as it is under way
     * @param turn the place to be competed for next, by budget
     * @param targets of the trials under way
     * @param first the lowest budget of each bracket
     * @param precedents of earlier studies
     */
    public record Memory(
            TreePMap<Integer, PVector<Score>> places,
            PMap<Integer, Integer> turn,
            PMap<Integer, Target> targets,
            PMap<Integer, Integer> first,
            Precedents precedents) {

        PVector<Score> at(int budget) {
            return places.getOrDefault(budget, TreePVector.empty());
        }
    }

    /** @throws IllegalArgumentException if a setting is out of range */
    public Dehb {
        sizes = Map.copyOf(sizes);
        if (!(scaling > 0 && scaling <= 2) || !(crossover >= 0 && crossover <= 1)) {
            throw new IllegalArgumentException(
                    "scaling " + scaling + " must be above 0 and at most 2, crossover " + crossover + " from 0 to 1");
        }
    }

    static Offer<Strategy<?>> offer() {
        return Offer.of(
                NAME,
                "DEHB's differential evolution: a subpopulation for each budget.",
                List.of(SCALING, CROSSOVER),
                (settings, spec) ->
                        new Dehb(settings.real(SCALING.name()), settings.real(CROSSOVER.name()), sizes(spec)));
    }

    private static Map<Integer, Integer> sizes(StudySpec spec) {
        return spec.scheduler().name().equals(NAME)
                ? DifferentialHyperband.populations(spec.scheduler().settings())
                : Map.of();
    }

    @Override
    public Memory initial() {
        return new Memory(
                TreePMap.empty(), HashTreePMap.empty(), HashTreePMap.empty(), HashTreePMap.empty(), Precedents.NONE);
    }

    @Override
    public Memory learn(Memory memory, History history, StudyEvent event) {
        if (event instanceof StudyEvent.Assigned assigned) {
            int trial = assigned.assignment().trial();
            return memory.targets().containsKey(trial)
                    ? memory
                    : entering(
                            memory,
                            history.trial(trial).bracket(),
                            trial,
                            assigned.assignment().to());
        }
        if (event instanceof StudyEvent.Judged judged) {
            var target = memory.targets().get(judged.trial());
            return target == null ? memory : settled(memory, history, judged.trial(), target);
        }
        if (event instanceof StudyEvent.WarmStarted warm) {
            return new Memory(
                    memory.places(),
                    memory.turn(),
                    memory.targets(),
                    memory.first(),
                    memory.precedents().learn(history, warm));
        }
        return memory;
    }

    private Memory entering(Memory memory, int bracket, int trial, int budget) {
        var held = memory.at(budget);
        int size = sizes.getOrDefault(budget, USUAL_SIZE);
        boolean isNew = held.size() < size;
        int place = isNew ? held.size() : memory.turn().getOrDefault(budget, 0);
        return new Memory(
                isNew
                        ? memory.places().plus(budget, held.plus(new Score(Double.POSITIVE_INFINITY, trial)))
                        : memory.places(),
                isNew ? memory.turn() : memory.turn().plus(budget, (place + 1) % size),
                memory.targets().plus(trial, new Target(budget, place)),
                memory.first().containsKey(bracket)
                        ? memory.first()
                        : memory.first().plus(bracket, budget),
                memory.precedents());
    }

    private static Memory settled(Memory memory, History history, int trial, Target target) {
        var own = Score.of(history, trial, target.budget());
        var held = memory.at(target.budget());
        var holder = held.get(target.place());
        boolean isBetter = holder.trial() == trial || !Ranking.isWorse(own, holder);
        return new Memory(
                isBetter ? memory.places().plus(target.budget(), held.with(target.place(), own)) : memory.places(),
                memory.turn(),
                memory.targets().minus(trial),
                memory.first(),
                memory.precedents());
    }

    @Override
    public Suggestion suggest(Memory memory, History history, Ask ask, RandomStream random) {
        var parents = parents(memory, ask);
        if (parents.size() < PARENTS || (ask.proposals() % 2 == 0 && ask.proposals() < 2 * KNOWN)) {
            var known = StartUp.known(memory.precedents(), history, ask.proposals() / 2);
            if (known.isPresent()) {
                return known.get();
            }
        }
        if (parents.size() < PARENTS) {
            return new Untried(history.space(), history).draw(random);
        }
        for (int attempt = 0; attempt < TRIES; attempt++) {
            var child = child(memory, history, ask.budget(), parents, random);
            var configuration = history.space().decode(child);
            if (!history.tried().containsKey(configuration) && history.space().constraintsHold(configuration)) {
                return new Suggestion.Propose(configuration, "");
            }
        }
        return new Untried(history.space(), history).draw(random);
    }

    private List<Score> parents(Memory memory, Ask ask) {
        boolean isFirst = ask.budget() <= memory.first().getOrDefault(ask.bracket(), ask.budget());
        var lower = memory.places().headMap(ask.budget());
        var pool = isFirst || lower.isEmpty() ? memory.at(ask.budget()) : memory.at(lower.lastKey());
        var own = Ranking.of(pool).stream()
                .filter(score -> score.loss() < Double.POSITIVE_INFINITY)
                .limit(isFirst ? pool.size() : sizes.getOrDefault(ask.budget(), USUAL_SIZE))
                .toList();
        return own.size() >= PARENTS ? own : everyone(memory);
    }

    private static List<Score> everyone(Memory memory) {
        return memory.places().values().stream()
                .flatMap(List::stream)
                .filter(score -> score.loss() < Double.POSITIVE_INFINITY)
                .sorted(Comparator.comparingInt(Score::trial).thenComparingDouble(Score::loss))
                .toList();
    }

    /** A mutant of three parents, crossed with the target: the trial whose place it competes for. */
    private double[] child(Memory memory, History history, int budget, List<Score> parents, RandomStream random) {
        var three = new ArrayList<double[]>();
        var left = new ArrayList<>(parents);
        for (int i = 0; i < PARENTS; i++) {
            three.add(point(history, left.remove(random.nextInt(left.size())).trial(), random));
        }
        var held = memory.at(budget);
        boolean isFull = held.size() >= sizes.getOrDefault(budget, USUAL_SIZE);
        double[] child = isFull
                ? point(history, held.get(memory.turn().getOrDefault(budget, 0)).trial(), random)
                : three.get(0).clone();
        int always = random.nextInt(child.length);
        for (int j = 0; j < child.length; j++) {
            double moved = three.get(0)[j] + scaling * (three.get(1)[j] - three.get(2)[j]);
            double within = moved >= 0 && moved <= 1 ? moved : random.nextDouble();
            child[j] = j == always || random.nextDouble() < crossover ? within : child[j];
        }
        return child;
    }

    private static double[] point(History history, int trial, RandomStream random) {
        double[] units = history.space().encode(history.trial(trial).configuration());
        for (int j = 0; j < units.length; j++) {
            units[j] = Double.isNaN(units[j]) ? random.nextDouble() : units[j];
        }
        return units;
    }
}
