package winnow.app.command.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import winnow.app.session.Build;
import winnow.random.RandomStream;
import winnow.search.Limits;
import winnow.simulator.GradedProblem;
import winnow.simulator.bench.Contest;
import winnow.simulator.bench.IncumbentRule;
import winnow.simulator.bench.Regrets;
import winnow.simulator.bench.Scores;
import winnow.study.Catalogue;

/**
 * Measures a strategy on problems whose trials are all one epoch: regrets after fixed numbers of trials, a line a problem
 * and rule, then the geometric mean over the problems.
 *
 * @param options who searches, how often
 * @param repeats how many trials may have the same configuration
 * @param rules a rule for each mark that is put behind the strategy's name, in the order of the lines
 * @param noun what the problems are
 * @param offset added to regrets before a geometric mean, above 0: what makes no difference
 */
record FixedPoints(SearchOptions options, int repeats, Map<String, IncumbentRule> rules, String noun, double offset) {
    private static final List<Integer> POINTS = List.of(10, 30, 100, 200);
    private static final int MEASURED = POINTS.indexOf(100);

    /** Measures each problem in turn, prints as it goes, and writes the file that was asked for. */
    void measure(List<? extends GradedProblem> problems, Lines lines) {
        var catalogue = BenchStudy.offered();
        var contests = new ArrayList<Contest>();
        for (var problem : problems) {
            options.slots.forEach(slots -> contests.add(contest(catalogue, problem, slots)));
        }
        var byMethod = new LinkedHashMap<String, List<Scores>>();
        for (var contest : contests) {
            for (var scores : search(contest)) {
                lines.print(scores.line(Build.version()));
                byMethod.computeIfAbsent(scores.method(), m -> new ArrayList<>())
                        .add(scores);
            }
        }
        summarise(byMethod, problems.size(), lines);
        if (options.csv != null) {
            ScoresFile.write(
                    options.csv,
                    byMethod.values().stream().flatMap(List::stream).toList());
        }
    }

    private Contest contest(Catalogue catalogue, GradedProblem problem, int slots) {
        int trials = POINTS.get(POINTS.size() - 1);
        var spec = new BenchStudy(
                        catalogue,
                        options.strategy,
                        "none",
                        Map.of("max_epochs", 1L),
                        Limits.ofTrials(trials),
                        repeats,
                        options.set)
                .of(problem);
        return Contests.checked(() -> new Contest(problem, spec, catalogue::begin, slots, trials));
    }

    private List<Scores> search(Contest contest) {
        var graded = Seeds.each(options.seeds, options.threads, seed -> {
            var run = contest.run(seed);
            var regrets = new LinkedHashMap<String, double[]>();
            rules.forEach((mark, rule) -> regrets.put(mark, graded(contest, run, rule, seed)));
            return regrets;
        });
        return rules.keySet().stream()
                .map(mark -> new Scores(
                        method(contest.slots()) + mark,
                        contest.problem().name(),
                        POINTS,
                        graded.stream().map(seed -> seed.get(mark)).toList()))
                .toList();
    }

    private static double[] graded(Contest contest, Contest.Run run, IncumbentRule rule, long seed) {
        return Regrets.after(
                POINTS, run, contest.problem(), rule, contest.spec().repeats(), RandomStream.of(seed, "incumbent", 0));
    }

    private String method(int slots) {
        return Contests.method(options.strategy, slots);
    }

    private void summarise(Map<String, List<Scores>> byMethod, int problems, Lines lines) {
        byMethod.forEach((method, scores) -> lines.print("winnow " + Build.version() + " " + method
                + " geometric mean over " + Contests.count(problems, noun) + " of (regret at " + POINTS.get(MEASURED)
                + " + " + offset + "): " + Contests.figure(Scores.geometricMean(scores, MEASURED, offset))));
        int first = options.slots.get(0);
        for (int slots : options.slots.subList(1, options.slots.size())) {
            for (var mark : rules.keySet()) {
                var one = byMethod.getOrDefault(method(first) + mark, List.of());
                var more = byMethod.getOrDefault(method(slots) + mark, List.of());
                lines.print("winnow " + Build.version() + " "
                        + Contests.loss(method(slots) + mark, first, one, more, offset));
            }
        }
    }
}
