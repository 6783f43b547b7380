package winnow.strategy;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import winnow.random.RandomStream;
import winnow.search.Ask;
import winnow.search.History;
import winnow.search.Strategy;
import winnow.search.StudyEvent;
import winnow.search.Suggestion;
import winnow.space.SearchSpace;
import winnow.space.Value;
import winnow.study.Offer;
import winnow.study.Setting;
import winnow.study.Settings;
import winnow.study.SpecProblem;
import winnow.study.StudySpec;

/**
 * Tries every point of a grid once: each combination of values of the parameters that take part, without those that
 * break a constraint or were tried already.
 *
 * @param points values of each continuous parameter, and of integers with more values than that; 1 to 10,000
 * @param shuffle whether in random order; otherwise later parameters vary fastest
 */
public record GridSearch(int points, boolean shuffle) implements Strategy<GridSearch.Memory> {
    private static final Setting POINTS = Setting.integer(
            "points",
            5,
            1,
            10_000,
            "How many values of each real parameter, and at most of each integer one, are tried.");
    private static final Setting SHUFFLE =
            Setting.truth("shuffle", false, "Whether the points are tried in random order.");

    /** @throws IllegalArgumentException if {@code points} is out of range */
    public GridSearch {
        if (points < 1 || points > 10_000) {
            throw new IllegalArgumentException("points is " + points + ": it must be from 1 to 10000");
        }
    }

    /**
     * What it remembers, so that a suggestion need not begin at the first point.
     *
     * @param grid the points as a space; empty before the study begins
     * @param next the first turn that may be due
     */
    public record Memory(Optional<SearchSpace> grid, BigInteger next) {}

    static Offer<Strategy<?>> offer() {
        return Offer.<Strategy<?>>of(
                        "grid",
                        "Tries every combination of evenly spaced values.",
                        List.of(POINTS, SHUFFLE),
                        (settings, spec) -> of(settings))
                .checkedBy(Unteachable.and(GridSearch::problems));
    }

    private static GridSearch of(Settings settings) {
        return new GridSearch(settings.integer(POINTS.name()), settings.truth(SHUFFLE.name()));
    }

    private static List<SpecProblem> problems(StudySpec spec) {
        var points = spec.strategy().settings().values().getOrDefault(POINTS.name(), List.of());
        var limit = spec.limits().trials();
        boolean isLegal = points.size() == 1
                && points.get(0) instanceof Value.Integral number
                && number.value() >= 1
                && number.value() <= 10_000;
        if (limit.isEmpty() || !isLegal) {
            return List.of();
        }
        var grid = spec.space().grid((int) points.get(0).number());
        var needed = count(spec, grid, limit.getAsInt());
        return needed.compareTo(BigInteger.valueOf(limit.getAsInt())) <= 0
                ? List.of()
                : List.of(new SpecProblem("limits.trials", tooFew(spec, grid, limit.getAsInt(), needed)));
    }

    private static String tooFew(StudySpec spec, SearchSpace grid, int limit, BigInteger needed) {
        return "limits.trials is " + limit + ", but the grid has " + needed + " configurations"
                + (grid.constraints().isEmpty() ? "" : " before constraints")
                + (spec.points().isEmpty() ? "" : ", points included")
                + ": raise it, lower strategy.points, or use strategy random";
    }

    /** How many trials the grid takes; exact up to the limit where it can be listed, else without its constraints. */
    private static BigInteger count(StudySpec spec, SearchSpace grid, int limit) {
        var size = size(grid);
        long extra = spec.points().stream()
                .distinct()
                .filter(point -> !grid.contains(point))
                .count();
        if (size.compareTo(BigInteger.valueOf(Untried.LISTED)) <= 0
                && !grid.constraints().isEmpty()) {
            long feasible = grid.configurations()
                    .filter(grid::constraintsHold)
                    .limit(limit + 1L)
                    .count();
            if (feasible + extra <= limit) {
                return BigInteger.valueOf(feasible + extra);
            }
        }
        return size.add(BigInteger.valueOf(extra));
    }

    @Override
    public Memory initial() {
        return new Memory(Optional.empty(), BigInteger.ZERO);
    }

    @Override
    public Memory learn(Memory memory, History history, StudyEvent event) {
        if (event instanceof StudyEvent.StudyStarted) {
            return new Memory(Optional.of(history.space().grid(points)), BigInteger.ZERO);
        }
        return event instanceof StudyEvent.TrialCreated && !shuffle
                ? new Memory(memory.grid(), due(grid(memory, history), history, memory.next()))
                : memory;
    }

    @Override
    public Suggestion suggest(Memory memory, History history, Ask ask, RandomStream random) {
        var grid = grid(memory, history);
        if (shuffle) {
            return new Untried(grid, history).draw(random);
        }
        var size = size(grid);
        var due = due(grid, history, memory.next());
        return due.compareTo(turns(history, size)) < 0
                ? new Suggestion.Propose(grid.configurationAt(due.mod(size)), place(due, size))
                : new Suggestion.Exhausted("all " + size + " points of the grid have been tried"
                        + (grid.constraints().isEmpty() ? "" : ", but for those that break a constraint"));
    }

    private static String place(BigInteger turn, BigInteger size) {
        return "point " + turn.mod(size).add(BigInteger.ONE) + " of " + size;
    }

    /**
     * The first turn, from a given one on, whose point is to be tried. Turns go round the grid as often as the study
     * allows repeats; in round r, counted from 0, a point is skipped if it was tried more than r times.
     */
    private static BigInteger due(SearchSpace grid, History history, BigInteger from) {
        var size = size(grid);
        var turns = turns(history, size);
        for (var turn = from; turn.compareTo(turns) < 0; turn = turn.add(BigInteger.ONE)) {
            var point = grid.configurationAt(turn.mod(size));
            int round = turn.divide(size).intValueExact();
            if (history.tried().getOrDefault(point, 0) <= round && grid.constraintsHold(point)) {
                return turn;
            }
        }
        return turns;
    }

    private static BigInteger turns(History history, BigInteger size) {
        return size.multiply(BigInteger.valueOf(history.repeats()));
    }

    private static BigInteger size(SearchSpace grid) {
        return grid.cardinality().orElseThrow();
    }

    private SearchSpace grid(Memory memory, History history) {
        return memory.grid().orElseGet(() -> history.space().grid(points));
    }
}
