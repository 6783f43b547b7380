package winnow.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import winnow.random.RandomStream;
import winnow.report.SlotUse;
import winnow.search.StudyEvent;
import winnow.simulator.Problem;
import winnow.simulator.Simulation;
import winnow.simulator.SyntheticCurves;
import winnow.space.Configuration;
import winnow.study.Entry;
import winnow.trial.Assignment;
import winnow.trial.Metrics;
import winnow.trial.Outcome;

/**
 * A large cluster on a virtual clock: what a decision costs the coordinator's processor, and how busy the slots are.
 * One trial in twenty takes ten times as long as the others, one assignment in fifty is lost with its machine, one trial
 * in a hundred fails. Prints decisions (assignments and verdicts), their time on average, everything included that
 * happens between them, and the share of slot time that went into epochs which were observed: while there were new trials
 * to open, and until the last assignment, which is late where a straggler is promoted.
 *
 * <p>Arguments: trials (default 100000), slots (1000), strategy (random).
 */
public final class Crowd {
    private Crowd() {}

    public static void main(String[] arguments) {
        int trials = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        int slots = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000;
        var strategy = arguments.length > 2 ? arguments[2] : "random";
        var spec = Studies.spec(strategy, trials);
        var begin = Studies.CATALOGUE.begin(spec);
        var problem = new Stragglers(new SyntheticCurves(spec.space(), 3, 0.05, "loss"));
        long began = processorNanos();
        var result = Simulation.of(begin, problem, slots).with(Crowd::fault).run();
        double millis = (processorNanos() - began) / 1e6;
        long decisions = decisions(result.entries());
        var use = SlotUse.of(result.entries(), slots);
        var full = SlotUse.of(untilLastTrial(result.entries()), slots);
        System.out.println(String.format(
                Locale.ROOT,
                "%s: %d trials on %d slots, %d entries, %d decisions in %.1f s: %.4f ms each; slots trained %.2f %% of their time"
                        + " while there were new trials, %.2f %% until the last promotion; it took %.0f s on the virtual clock; %d epochs charged, %d repeated, %d trials failed",
                strategy,
                result.state().history().trials().size(),
                slots,
                result.entries().size(),
                decisions,
                millis / 1000,
                millis / decisions,
                100 * full.busyShare(),
                100 * use.busyShare(),
                result.seconds(),
                result.state().ledger().charged(),
                result.state().ledger().repeated(),
                result.state().ledger().failed()));
    }

    /** Up to the last trial that was opened; after that the stragglers' promotions alone have work. */
    private static List<Entry> untilLastTrial(List<Entry> entries) {
        int last = entries.size();
        while (last > 0
                && entries.get(last - 1).events().stream().noneMatch(StudyEvent.TrialCreated.class::isInstance)) {
            last--;
        }
        return entries.subList(0, last);
    }

    private static long processorNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static Optional<Outcome> fault(Assignment assignment, int epoch) {
        double lost = RandomStream.of(7, "lost", assignment.trial() * 100L + assignment.attempt())
                .nextDouble();
        if (lost < 0.02 && epoch == assignment.to()) {
            return Optional.of(new Outcome.Lost(Outcome.Loss.DECOMMISSIONED, "the machine is gone"));
        }
        return RandomStream.of(7, "failed", assignment.trial()).nextDouble() < 0.01
                ? Optional.of(new Outcome.Failed(Outcome.Failure.USER_ERROR, "no such layer"))
                : Optional.empty();
    }

    /** One configuration in twenty trains ten times as long. */
    private record Stragglers(Problem problem) implements Problem {
        @Override
        public Metrics measure(Configuration configuration, long trialSeed, int epoch) {
            return problem.measure(configuration, trialSeed, epoch);
        }

        @Override
        public double seconds(Configuration configuration, int epoch) {
            double slow = RandomStream.of(7, "slow", configuration.hashCode()).nextDouble() < 0.05 ? 10 : 1;
            return 20 * slow * problem.seconds(configuration, epoch);
        }
    }

    private static long decisions(List<Entry> entries) {
        return entries.stream()
                .flatMap(entry -> entry.events().stream())
                .filter(e -> e instanceof StudyEvent.Assigned || e instanceof StudyEvent.Judged)
                .count();
    }
}
