package winnow.app.display;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import winnow.app.display.Table.Column;
import winnow.lenet.LeNet5;
import winnow.search.Bracket;
import winnow.search.Plan;
import winnow.search.Scheduler;
import winnow.search.StudyEvent.WarmStarted;
import winnow.study.StudySpec;
import winnow.trial.Aim;

/**
 * What a study would do, before anything runs: how its scheduler plans it, if no trial fails.
 *
 * @param spec the study
 * @param plan the scheduler's, for {@code trials}
 * @param trials how many trials it can open
 * @param isBounded whether that follows from the spec; if not, only time ends the study, and the plan is an example
 * @param configurations how many can be tried; empty: infinitely many
 * @param earlier what is taken from earlier studies
 */
public record PlanView(
        StudySpec spec,
        Plan plan,
        int trials,
        boolean isBounded,
        Optional<BigInteger> configurations,
        List<WarmStarted> earlier) {

    /** Trials of the example where only time ends the study. */
    private static final int EXAMPLE = 27;

    /** The most trials that are planned for: far beyond what a plan can tell anybody. */
    private static final int MOST = 1_000_000;

    /** The plan of a spec that takes nothing from earlier studies. */
    public static PlanView of(StudySpec spec, Scheduler<?> scheduler) {
        return of(spec, scheduler, List.of());
    }

    /** The plan of a spec. */
    public static PlanView of(StudySpec spec, Scheduler<?> scheduler, List<WarmStarted> earlier) {
        var configurations = configurations(spec);
        int most = Math.min(
                proposable(spec, configurations), spec.limits().trials().orElse(MOST));
        int affordable = spec.limits().epochs().isPresent()
                ? affordable(
                        scheduler, Math.max(1, most), spec.limits().epochs().getAsInt())
                : most;
        boolean isBounded = affordable < MOST;
        int trials = Math.max(1, isBounded ? affordable : EXAMPLE);
        return new PlanView(spec, scheduler.plan(trials), trials, isBounded, configurations, earlier);
    }

    /** How many configurations the strategy can propose; empty: infinitely many. */
    private static Optional<BigInteger> configurations(StudySpec spec) {
        return switch (spec.strategy().name()) {
            case "manual" -> Optional.of(BigInteger.valueOf(spec.points().size()));
            case "grid" ->
                spec.space().grid(spec.strategy().settings().integer("points")).cardinality();
            default -> spec.space().cardinality();
        };
    }

    private static int proposable(StudySpec spec, Optional<BigInteger> configurations) {
        int repeats = spec.strategy().name().equals("manual") ? 1 : spec.repeats();
        return configurations
                .map(count -> count.multiply(BigInteger.valueOf(repeats))
                        .min(BigInteger.valueOf(MOST))
                        .intValue())
                .orElse(MOST);
    }

    /** The most trials, up to {@code most}, whose planned epochs are within the limit. */
    private static int affordable(Scheduler<?> scheduler, int most, int epochs) {
        int low = 1;
        int high = most;
        while (low < high) {
            int middle = low + (high - low + 1) / 2;
            if (scheduler.plan(middle).epochs() <= epochs) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** What its author might not have meant. */
    public List<String> warnings() {
        var warnings = new ArrayList<>(plan.warnings());
        warnings.addAll(LeNet5.warnings(spec));
        var slots = spec.resources().slots();
        if (slots.isPresent() && slots.getAsInt() >= trials && isBounded) {
            warnings.add(Figures.count(slots.getAsInt(), "slot") + " for " + Figures.count(trials, "trial")
                    + ": all start at once, and nothing is learnt from one before another");
        }
        if (slots.isPresent() && spec.lockstep().isPresent() && spec.lockstep().getAsInt() < slots.getAsInt()) {
            warnings.add("lockstep " + spec.lockstep().getAsInt() + " keeps at most that many of " + slots.getAsInt()
                    + " slots busy");
        }
        int wanted = spec.limits().trials().orElse(0);
        if (proposable(spec, configurations) < wanted) {
            warnings.add("there are " + proposable(spec, configurations) + " configurations to try, fewer than"
                    + " limits.trials, " + wanted + ": the study ends when all are tried");
        }
        if (trials < Math.min(wanted, proposable(spec, configurations))) {
            warnings.add("limits.epochs, " + spec.limits().epochs().orElse(0) + ", is spent after about "
                    + Figures.count(trials, "trial") + ", before limits.trials, " + wanted);
        }
        return warnings;
    }

    public List<String> lines(Screen screen) {
        var lines = new ArrayList<String>();
        lines.add(fact("study", spec.study() + ", seed " + spec.seed()));
        var aims = spec.objective().aims();
        lines.add(fact("objective", spec.objective().choice().name() + ", " + words(aims.get(0))));
        aims.stream().skip(1).forEach(aim -> lines.add(fact("and", words(aim))));
        lines.add(fact(
                "space",
                Figures.count(spec.space().dimensions(), "parameter") + ", "
                        + configurations
                                .map(c -> c + " configurations to try")
                                .orElse("infinitely many configurations")));
        lines.add(fact(
                "strategy",
                spec.strategy().name()
                        + (spec.points().isEmpty()
                                ? ""
                                : ", after " + Figures.count(spec.points().size(), "given point"))));
        for (var warm : earlier) {
            WarmStart.lines(warm).forEach(line -> lines.add(fact(line.startsWith(" ") ? "" : "warm start", line)));
        }
        lines.add(fact("scheduler", spec.scheduler().name()));
        lines.add(fact(
                "slots",
                spec.resources().slots().isPresent()
                        ? Integer.toString(spec.resources().slots().getAsInt())
                        : "as many as fit"));
        lines.add(fact("trials", trialWords()));
        lines.add(fact(
                "epochs",
                "about " + plan.epochs()
                        + (spec.limits().epochs().isPresent()
                                ? " of " + spec.limits().epochs().getAsInt()
                                : "")));
        spec.limits().wallClock().ifPresent(clock -> lines.add(fact("time", "at most " + Figures.clock(clock))));
        lines.add("");
        lines.addAll(ladder().lines(screen.width()));
        for (var warning : warnings()) {
            lines.add(screen.paint(Screen.Tone.WAITING, "warning: ") + warning);
        }
        return lines;
    }

    private static String words(Aim aim) {
        return aim.goal().name().toLowerCase(java.util.Locale.ROOT) + " " + aim.metric();
    }

    private String trialWords() {
        return isBounded
                ? "at most " + trials
                        + (plan.forks() == 0 ? "" : ", " + plan.forks() + " of them from checkpoints of others")
                : "as many as " + Figures.clock(spec.limits().wallClock().orElse(Duration.ZERO))
                        + " allow; this is what " + trials + " would take";
    }

    private static String fact(String name, String value) {
        return name + " ".repeat(13 - name.length()) + value;
    }

    private Table ladder() {
        var columns = List.of(
                new Column(List.of("bracket"), true),
                new Column(List.of("rung"), true),
                new Column(List.of("to epoch"), true),
                new Column(List.of("trials"), true));
        var rows = plan.brackets().stream().flatMap(b -> rows(b).stream()).toList();
        return new Table(columns, rows);
    }

    private static List<List<String>> rows(Bracket bracket) {
        return bracket.rungs().stream()
                .map(rung -> List.of(
                        Integer.toString(bracket.index()),
                        Integer.toString(rung.index()),
                        Integer.toString(rung.budget()),
                        Integer.toString(rung.trials())))
                .toList();
    }
}
