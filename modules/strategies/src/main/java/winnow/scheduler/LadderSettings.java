package winnow.scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import winnow.space.Value;
import winnow.study.Setting;
import winnow.study.Settings;
import winnow.study.SpecProblem;
import winnow.study.StudySpec;

/** The settings that describe rungs, and what can be wrong with them. */
final class LadderSettings {
    private static final int MOST_EPOCHS = 1_000_000;

    static final Setting MIN_EPOCHS =
            Setting.integer("min_epochs", 1, 1, MOST_EPOCHS, "Epochs of the first rung: the least a trial is trained.");
    static final Setting MAX_EPOCHS =
            Setting.integer("max_epochs", 27, 1, MOST_EPOCHS, "Epochs of the last rung: the most a trial is trained.");
    static final Setting FACTOR = Setting.integer(
            "factor", 3, 2, 1000, "One trial in so many goes on to the next rung, which has so many times the epochs.");
    static final List<Setting> ALL = List.of(MIN_EPOCHS, MAX_EPOCHS, FACTOR);

    private LadderSettings() {}

    /** Rungs at equal ratios from {@code min_epochs} to {@code max_epochs}. */
    static Ladder ladder(Settings settings) {
        return Ladder.upTo(
                settings.integer(MIN_EPOCHS.name()),
                settings.integer(MAX_EPOCHS.name()),
                settings.integer(FACTOR.name()));
    }

    /** Hyperband's brackets between {@code min_epochs} and {@code max_epochs}. */
    static Brackets brackets(Settings settings) {
        return Brackets.of(
                settings.integer(MIN_EPOCHS.name()),
                settings.integer(MAX_EPOCHS.name()),
                settings.integer(FACTOR.name()));
    }

    /** What is wrong between the settings of a ladder, and between them and the limits. */
    static List<SpecProblem> problems(StudySpec spec) {
        var problems = new ArrayList<SpecProblem>();
        var min = integer(spec, MIN_EPOCHS);
        var max = integer(spec, MAX_EPOCHS);
        var factor = integer(spec, FACTOR);
        if (min.isEmpty() || max.isEmpty() || factor.isEmpty()) {
            return problems;
        }
        long second = (long) min.getAsInt() * factor.getAsInt();
        if (max.getAsInt() < min.getAsInt()) {
            problems.add(new SpecProblem(
                    path(MAX_EPOCHS),
                    "max_epochs is " + max.getAsInt() + ": it must be at least min_epochs, which is "
                            + min.getAsInt()));
        } else if (max.getAsInt() < second) {
            problems.add(new SpecProblem(
                    path(MAX_EPOCHS),
                    "max_epochs is " + max.getAsInt() + ": no second rung can be reached, since it is at min_epochs"
                            + " times factor, " + second + " epochs"));
        }
        return problems;
    }

    /** That not one assignment of the scheduler can be paid for. */
    static List<SpecProblem> unaffordable(StudySpec spec, Setting first) {
        var epochs = spec.limits().epochs();
        var needed = integer(spec, first);
        return epochs.isPresent() && needed.isPresent() && epochs.getAsInt() < needed.getAsInt()
                ? List.of(new SpecProblem(
                        "limits.epochs",
                        "limits.epochs is " + epochs.getAsInt() + ": not one trial could begin, since scheduler "
                                + spec.scheduler().name() + " assigns " + needed.getAsInt() + " epochs at once ("
                                + first.name() + ")"))
                : List.of();
    }

    /** The value of a whole number in the scheduler's settings, if it is one within its range. */
    static OptionalInt integer(StudySpec spec, Setting setting) {
        var list = spec.scheduler().settings().values().getOrDefault(setting.name(), List.of());
        if (list.size() != 1 || !(list.get(0) instanceof Value.Integral value)) {
            return OptionalInt.empty();
        }
        boolean isLegal = value.value() >= setting.low().orElse(Integer.MIN_VALUE)
                && value.value() <= setting.high().orElse(Integer.MAX_VALUE);
        return isLegal ? OptionalInt.of((int) value.value()) : OptionalInt.empty();
    }

    static String path(Setting setting) {
        return "scheduler." + setting.name();
    }
}
