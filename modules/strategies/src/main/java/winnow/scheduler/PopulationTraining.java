package winnow.scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pcollections.TreePMap;
import winnow.random.RandomStream;
import winnow.search.Bracket;
import winnow.search.History;
import winnow.search.Move;
import winnow.search.Plan;
import winnow.search.Rung;
import winnow.search.Scheduler;
import winnow.search.StudyEvent;
import winnow.search.Verdict;
import winnow.trial.Observation;
import winnow.trial.Trial;
import winnow.trial.TrialStatus;

/**
 * Population-based training: a population trains side by side; at each rung the worst give up their places to forks of
 * the best, which go on from a copy of their weights with a perturbed configuration. What comes out is a schedule of
 * hyperparameters rather than one setting.
 *
 * <p>Jaderberg et al., "Population Based Training of Neural Networks", 2017, with the quantiles, factors and resampling
 * of Ray's {@code PopulationBasedTraining} ({@code synch=True}), and truncation selection. A generation is decided when
 * all its members have reached the rung: asynchronous variants compare a member with others at other budgets, and their
 * schedule depends on who was fast. A fork is a trial of its own with a parent, so that the journal holds the whole
 * schedule: following the parents of a trial gives what was trained with when. A member that failed is replaced like a
 * bad one. When a population has ended and trials are left, another begins.
 *
 * @param size how many trials a population has, at least 2
 * @param ladder the rungs at which it is exploited
 * @param quantile the share of the worst that is replaced, and of the best that replaces them, 0 to 1/2
 * @param resample the probability that a parameter of a fork is drawn anew rather than perturbed
 * @param changing names of the parameters that a fork may change
 * @param seed of the choices of parents and perturbations
 */
public record PopulationTraining(
        int size, Ladder ladder, double quantile, double resample, Set<String> changing, long seed)
        implements Scheduler<PopulationTraining.Memory> {

    /**
     * What it remembers.
     *
     * @param live populations that are not over, by bracket
     * @param begun how many populations have begun
     */
    public record Memory(TreePMap<Integer, Population> live, int begun) {

        private Memory with(int bracket, Population population) {
            return new Memory(live.plus(bracket, population), begun);
        }
    }

    /** @throws IllegalArgumentException if a number is out of its range */
    public PopulationTraining {
        changing = Set.copyOf(changing);
        if (size < 2) {
            throw new IllegalArgumentException("population is " + size + ": it must be at least 2");
        }
        if (!(quantile >= 0 && quantile <= 0.5) || !(resample >= 0 && resample <= 1)) {
            throw new IllegalArgumentException(
                    "quantile " + quantile + " must be from 0 to 0.5, resample " + resample + " from 0 to 1");
        }
    }

    @Override
    public Memory initial() {
        return new Memory(TreePMap.empty(), 0);
    }

    @Override
    public Memory learn(Memory memory, History history, StudyEvent event) {
        if (event instanceof StudyEvent.TrialCreated created) {
            return created(memory, created);
        }
        if (event instanceof StudyEvent.Assigned assigned) {
            var trial = history.trial(assigned.assignment().trial());
            var population = memory.live().get(trial.bracket());
            return population == null || !population.isMember(trial.number()) || assigned.rung() == population.rung()
                    ? memory
                    : settled(memory, history, trial.bracket(), population.promote(trial.number()));
        }
        return event instanceof StudyEvent.Judged judged
                ? judged(memory, history, history.trial(judged.trial()), judged.verdict())
                : memory;
    }

    private Memory created(Memory memory, StudyEvent.TrialCreated created) {
        int bracket = created.bracket();
        var known = memory.live().get(bracket);
        if (known == null) {
            return new Memory(
                    memory.live().plus(bracket, Population.of(size).join(created.trial())), memory.begun() + 1);
        }
        if (created.parent().isEmpty()) {
            return memory.with(bracket, known.join(created.trial()));
        }
        int loser = known.nextLoser(quantile).orElseThrow().trial();
        return memory.with(bracket, known.replace(loser, created.trial()));
    }

    /** A member that waited and is stopped, as by a person, is the worst from then on: nobody's parent, and replaced. */
    private Memory judged(Memory memory, History history, Trial trial, Verdict verdict) {
        var population = memory.live().get(trial.bracket());
        if (population == null) {
            return memory;
        }
        int number = trial.number();
        boolean isMeasured = verdict instanceof Verdict.Pause || verdict instanceof Verdict.Complete;
        var changed = population;
        if (population.successors().contains(number)) {
            changed = population.endAhead(score(history, number, population.rung() + 1, isMeasured));
        } else if (population.isMember(number) && !(population.ended().containsKey(number) && isMeasured)) {
            changed = population.end(score(history, number, population.rung(), isMeasured));
        } else if (population.isReplaced(number)) {
            changed = population.release(number);
        }
        return settled(memory, history, trial.bracket(), changed);
    }

    private Score score(History history, int trial, int rung, boolean isMeasured) {
        return isMeasured ? Score.of(history, trial, ladder.budget(rung)) : Score.worst(trial);
    }

    /** Goes on to the next generation, or without the population, if this one is done with. */
    private Memory settled(Memory memory, History history, int bracket, Population population) {
        boolean isWaiting = population.members().stream()
                .anyMatch(t -> population.isUnjudged(t) && history.trial(t).status() == TrialStatus.PAUSED);
        var next = isWaiting ? population : population.advanced();
        boolean isOver = next.isComplete()
                && !next.hasRoom()
                && (next.rung() == ladder.top() || next.winners(quantile).isEmpty());
        return isOver ? new Memory(memory.live().minus(bracket), memory.begun()) : memory.with(bracket, next);
    }

    @Override
    public Move next(Memory memory, History history, boolean mayOpen) {
        for (var entry : memory.live().entrySet()) {
            var move = next(entry.getKey(), entry.getValue(), history, mayOpen);
            if (move.isPresent()) {
                return move.get();
            }
        }
        return mayOpen && memory.live().isEmpty()
                ? opening(memory.begun(), Population.of(size))
                : new Move.Wait("the generation waits for its members, or no trial is left to open");
    }

    private Optional<Move> next(int bracket, Population population, History history, boolean mayOpen) {
        if (population.hasRoom() && mayOpen) {
            return Optional.of(opening(bracket, population));
        }
        if (!population.isComplete() || population.rung() == ladder.top()) {
            return Optional.empty();
        }
        return fork(bracket, population, history, mayOpen)
                .or(() -> judgement(population, history))
                .or(() -> promotion(population, history));
    }

    private Move opening(int bracket, Population population) {
        return new Move.Open(
                ladder.budget(0),
                bracket,
                0,
                "member " + (population.members().size() + 1) + " of " + size
                        + (bracket == 0 ? "" : " of population " + bracket));
    }

    /** The next loser's place goes to a fork of a winner, as long as none of the generation has gone on. */
    private Optional<Move> fork(int bracket, Population population, History history, boolean mayOpen) {
        var next = population.nextLoser(quantile);
        var winners = population.winners(quantile);
        boolean isOpen = population.gone().size() == population.replaced();
        if (!mayOpen || !isOpen || winners.isEmpty() || next.isEmpty()) {
            return Optional.empty();
        }
        var loser = next.get();
        var random = RandomStream.of(seed, "fork", history.trials().size());
        var winner = winners.get(random.nextInt(winners.size()));
        var parent = history.trial(winner.trial());
        int epoch = ladder.budget(population.rung());
        var reason =
                "from trial " + winner.trial() + ", " + Wording.metric(history, winner.loss()) + " at epoch " + epoch
                        + ", in place of trial " + loser.trial() + ", "
                        + fate(loser, Score.of(history, loser.trial(), epoch), history);
        return Optional.of(new Move.Fork(
                winner.trial(),
                new Exploration(history.space(), changing, resample).around(parent.configuration(), random),
                ladder.budget(population.rung() + 1),
                bracket,
                population.rung() + 1,
                reason));
    }

    /** What is said of a loser; one that a person stopped while it waited has a loss that counts no more. */
    private static String fate(Score loser, Score measured, History history) {
        if (loser.isFinite()) {
            return Wording.value(history, loser.loss());
        }
        return measured.isFinite() ? "which was stopped" : "which failed";
    }

    private static Optional<Move> judgement(Population population, History history) {
        return population.members().stream()
                .filter(t -> population.isUnjudged(t) && history.trial(t).status() == TrialStatus.PAUSED)
                .findFirst()
                .map(t -> new Move.Judge(
                        t,
                        new Verdict.Stop("rank "
                                + (population
                                                .ranked()
                                                .indexOf(population.ended().get(t))
                                        + 1) + " of " + population.members().size()
                                + ": replaced by a fork of a better one")));
    }

    private Optional<Move> promotion(Population population, History history) {
        return population.ranked().stream()
                .filter(score -> !population.gone().contains(score.trial())
                        && history.trial(score.trial()).status() == TrialStatus.PAUSED)
                .findFirst()
                .map(score -> new Move.Promote(
                        score.trial(),
                        ladder.budget(population.rung() + 1),
                        population.rung() + 1,
                        "rank " + (population.ranked().indexOf(score) + 1) + " of "
                                + population.members().size() + " at epoch "
                                + ladder.budget(population.rung())));
    }

    @Override
    public Verdict judge(Memory memory, History history, Trial trial, Observation observation) {
        return Verdict.CONTINUE;
    }

    @Override
    public Verdict settle(Memory memory, History history, Trial trial) {
        int budget = trial.budget();
        var score = Score.of(history, trial.number(), budget);
        var where = Wording.metric(history, score.loss()) + " at epoch " + budget;
        if (budget >= ladder.most()) {
            return new Verdict.Complete(where + ", the last one");
        }
        int rung = ladder.rungAt(budget);
        if (rung < 0) {
            return new Verdict.Stop("its training ended at epoch " + budget + ", where there is no rung");
        }
        return score.isFinite()
                ? new Verdict.Pause(where + ": waits for the rest of its generation")
                : new Verdict.Stop("no finite " + history.metric() + " at epoch " + budget);
    }

    /** Exact, if no trial fails: populations with their forks, as many as the trials allow. */
    @Override
    public Plan plan(int trials) {
        var planned = new ArrayList<Bracket>();
        int forks = 0;
        int left = trials;
        while (left > 0) {
            int members = Math.min(size, left);
            int exchanges = Population.exchanged(members, quantile) * ladder.top();
            var rungs = new ArrayList<Rung>();
            for (int rung = 0; rung < ladder.size(); rung++) {
                rungs.add(new Rung(rung, ladder.budget(rung), members));
            }
            planned.add(new Bracket(planned.size(), rungs));
            left -= members;
            forks += Math.min(exchanges, left);
            left -= Math.min(exchanges, left);
        }
        return new Plan(planned, forks, warnings(trials));
    }

    private List<String> warnings(int trials) {
        if (trials < size) {
            return List.of("with " + Wording.count(trials, "trial") + " the population of " + size + " is not whole");
        }
        return trials == size
                ? List.of("with " + Wording.count(trials, "trial") + " none is left for forks: a population of " + size
                        + " replaces up to " + Population.exchanged(size, quantile) * ladder.top())
                : List.of();
    }
}
