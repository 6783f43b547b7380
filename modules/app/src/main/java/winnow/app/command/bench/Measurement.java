package winnow.app.command.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.IntFunction;
import winnow.app.session.Build;
import winnow.search.Limits;
import winnow.simulator.GradedProblem;
import winnow.simulator.bench.Contest;
import winnow.simulator.bench.Scores;
import winnow.study.Catalogue;

/**
 * Searches problems with many seeds and prints regrets, a line a problem and way of grading, then their geometric mean
 * over the problems.
 *
 * @param options how often, on how many slots
 * @param method what the lines call it
 * @param terms of each run
 * @param graders each under a mark that is put behind the method's name, in the order of the lines
 */
record Measurement(SearchOptions options, String method, Terms terms, Map<String, Grader> graders) {

    /**
     * What all runs have in common.
     *
     * @param scheduler its name
     * @param settings of the scheduler, as far as it has them
     * @param limits of a run on so many slots
     * @param repeats how many trials may have the same configuration
     * @param points after how many epochs, over all trials, regrets are taken; ascending
     * @param measured one of the points: that of the geometric mean
     * @param noun what the problems are
     * @param offset added to regrets before a geometric mean, above 0: what makes no difference
     * @param figure how regrets are written
     */
    record Terms(
            String scheduler,
            Map<String, Long> settings,
            IntFunction<Limits> limits,
            int repeats,
            List<Integer> points,
            int measured,
            String noun,
            double offset,
            DoubleFunction<String> figure) {

        int last() {
            return points.get(points.size() - 1);
        }
    }

    /** Regrets of a run at the points. */
    @FunctionalInterface
    interface Grader {
        double[] grade(Contest contest, Contest.Run run, long seed);
    }

    /** What else is to be said of a problem's runs. */
    @FunctionalInterface
    interface Remark {
        Remark NONE = (contest, runs, seconds) -> Optional.empty();

        /** @param seconds of real time a run took on average */
        Optional<String> on(Contest contest, List<Contest.Run> runs, double seconds);
    }

    /** A run, the real time it took, and its regrets under each mark. */
    private record Graded(Contest.Run run, double seconds, Map<String, double[]> regrets) {}

    private Graded graded(Contest contest, long seed) {
        long start = System.nanoTime();
        var run = contest.run(seed);
        double seconds = (System.nanoTime() - start) / 1e9;
        var regrets = new LinkedHashMap<String, double[]>();
        graders.forEach((mark, grader) -> regrets.put(mark, grader.grade(contest, run, seed)));
        return new Graded(run, seconds, regrets);
    }

    /** Measures each problem in turn, prints as it goes, and writes the file that was asked for. */
    void measure(List<? extends GradedProblem> problems, Remark remark, Lines lines) {
        var catalogue = BenchStudy.offered();
        var contests = new ArrayList<Contest>();
        for (var problem : problems) {
            options.slots.forEach(slots -> contests.add(contest(catalogue, problem, slots)));
        }
        var byMethod = new LinkedHashMap<String, List<Scores>>();
        for (var contest : contests) {
            var graded = Seeds.each(options.seeds, options.threads, seed -> graded(contest, seed));
            for (var mark : graders.keySet()) {
                var scores = new Scores(
                        method(contest.slots()) + mark,
                        contest.problem().name(),
                        terms.points(),
                        graded.stream()
                                .map(Graded::regrets)
                                .map(regrets -> regrets.get(mark))
                                .toList());
                lines.print(scores.line(Build.version(), terms.figure()));
                byMethod.computeIfAbsent(scores.method(), m -> new ArrayList<>())
                        .add(scores);
            }
            var runs = graded.stream().map(Graded::run).toList();
            double seconds =
                    graded.stream().mapToDouble(Graded::seconds).average().orElse(0);
            remark.on(contest, runs, seconds)
                    .ifPresent(text -> lines.print(line(
                            method(contest.slots()) + " " + contest.problem().name() + ": " + text)));
        }
        summarise(byMethod, problems.size(), lines);
        if (options.csv != null) {
            ScoresFile.write(
                    options.csv,
                    byMethod.values().stream().flatMap(List::stream).toList());
        }
    }

    private Contest contest(Catalogue catalogue, GradedProblem problem, int slots) {
        var spec = new BenchStudy(
                        catalogue,
                        options.strategy,
                        terms.scheduler(),
                        terms.settings(),
                        terms.limits().apply(slots),
                        terms.repeats(),
                        options.set)
                .of(problem);
        return Contests.checked(() -> new Contest(problem, spec, catalogue::begin, slots, terms.last()));
    }

    private String method(int slots) {
        return Contests.method(method, slots);
    }

    private static String line(String text) {
        return "winnow " + Build.version() + " " + text;
    }

    private void summarise(Map<String, List<Scores>> byMethod, int problems, Lines lines) {
        int place = terms.points().indexOf(terms.measured());
        byMethod.forEach((name, scores) -> lines.print(line(name + " geometric mean over "
                + Contests.count(problems, terms.noun()) + " of (regret at " + terms.measured() + " + "
                + terms.offset() + "): " + terms.figure().apply(Scores.geometricMean(scores, place, terms.offset())))));
        int first = options.slots.get(0);
        for (int slots : options.slots.subList(1, options.slots.size())) {
            for (var mark : graders.keySet()) {
                var one = byMethod.getOrDefault(method(first) + mark, List.of());
                var more = byMethod.getOrDefault(method(slots) + mark, List.of());
                lines.print(line(Contests.loss(method(slots) + mark, first, one, more, terms.offset())));
            }
        }
    }
}
