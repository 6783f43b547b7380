package winnow.space;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules that a single parameter must keep, and the arguments of its methods. */
final class ParameterRules {
    static final int LONGEST_NAME = 64;
    static final int MOST_OPTIONS = 10_000;
    /** Largest integer, and largest ratio of a bound to its step: beyond, cells could not be told apart in [0, 1]. */
    static final long MOST_STEPS = 1_000_000_000_000L;

    private static final double LARGEST = 1e300;
    private static final double SMALLEST = 1e-290;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Set<String> RESERVED = Set.of("and", "or", "not", "true", "false");

    private final String subject;
    private final List<SpaceProblem> problems = new ArrayList<>();

    ParameterRules(String subject) {
        this.subject = subject;
        if (!NAME.matcher(subject).matches()) {
            add("name", "'" + subject + "' is no name: letters, digits and _ only, not a digit first");
        } else if (subject.length() > LONGEST_NAME) {
            add("name", "the name has " + subject.length() + " letters; at most " + LONGEST_NAME + " are allowed");
        } else if (RESERVED.contains(subject)) {
            add("name", "'" + subject + "' is a word of the constraint language and cannot be a name");
        }
    }

    List<SpaceProblem> problems() {
        return List.copyOf(problems);
    }

    private void add(String field, String message) {
        problems.add(new SpaceProblem(subject, field, message));
    }

    /** Checks a real parameter. */
    ParameterRules real(double low, double high, Scale scale, double step) {
        if (!bounded(low) || !bounded(high)) {
            add("range", "bounds must be numbers between -1e300 and 1e300, not " + range(low, high));
        } else if (low >= high) {
            emptyRange(Decimal.text(low), Decimal.text(high), low == high);
        } else if (high - low < SMALLEST) {
            add("range", "the range " + range(low, high) + " is narrower than 1e-290");
        } else if (scaled(low, high, scale) && !Double.isNaN(step)) {
            realStep(low, high, scale, step);
        }
        return this;
    }

    private static boolean bounded(double bound) {
        return Math.abs(bound) <= LARGEST;
    }

    private static String range(double low, double high) {
        return "[" + low + ", " + high + "]";
    }

    private void emptyRange(String low, String high, boolean equal) {
        String cure = equal ? "; a fixed value is a choice of one: [" + low + "]" : ": low must be below high";
        add("range", "the range [" + low + ", " + high + "] is empty" + cure);
    }

    private boolean scaled(double low, double high, Scale scale) {
        if (scale == Scale.LOG && low < SMALLEST) {
            add("scale", "a log scale needs a low bound above 0 (at least 1e-290), not " + Decimal.text(low));
            return false;
        }
        if (scale == Scale.REVERSE_LOG && (low < 0 || high >= 1)) {
            add("scale", "a reverse-log scale needs 0 <= low and high < 1, not " + range(low, high));
            return false;
        }
        return true;
    }

    private void realStep(double low, double high, Scale scale, double step) {
        if (!(step > 0) || Double.isInfinite(step)) {
            add("step", "a step must be positive, not " + step);
        } else if (Math.max(Math.abs(low), Math.abs(high)) / step > MOST_STEPS) {
            add("step", "the step " + Decimal.text(step) + " is too fine: at least a 10^-12th of the larger bound");
        } else if (RealParameter.stepsIn(low, high, step) < 1) {
            add("step", "the step " + Decimal.text(step) + " is larger than the range " + range(low, high));
        } else if (scale == Scale.LOG && step >= 2 * low) {
            add(
                    "step",
                    "on a log scale the step must be below twice the low bound, so that half a step below it is"
                            + " still positive; " + Decimal.text(step) + " is not below " + Decimal.text(2 * low));
        } else if (scale == Scale.REVERSE_LOG && high + step / 2 >= 1) {
            add(
                    "step",
                    "on a reverse-log scale half a step above the high bound must stay below 1; " + Decimal.text(high)
                            + " + " + Decimal.text(step) + "/2 does not");
        }
    }

    /** Checks an integer parameter. */
    ParameterRules integer(long low, long high, Scale scale, long step) {
        if (Math.min(low, high) < -MOST_STEPS || Math.max(low, high) > MOST_STEPS) {
            add("range", "integer bounds must lie within plus and minus 10^12, not [" + low + ", " + high + "]");
        } else if (low >= high) {
            emptyRange(Long.toString(low), Long.toString(high), low == high);
        } else if (scale == Scale.REVERSE_LOG) {
            add("scale", "a reverse-log scale is for real numbers below 1, not for integers");
        } else if (scale == Scale.LOG && low < 1) {
            add("scale", "a log scale needs integers of 1 or more, not " + low);
        } else if (step <= 0) {
            add("step", "a step must be positive, not " + step);
        } else if (step > high - low) {
            add("step", "the step " + step + " is larger than the range [" + low + ", " + high + "]");
        } else if (scale == Scale.LOG && step >= 2 * low) {
            add(
                    "step",
                    "on a log scale the step must be below twice the low bound, so that half a step below it is"
                            + " still positive; " + step + " is not below " + 2 * low);
        }
        return this;
    }

    /** Checks a choice. */
    ParameterRules choice(List<Value> options) {
        if (options.isEmpty()) {
            add("choice", "a choice needs at least one option");
        } else if (options.size() > MOST_OPTIONS) {
            add("choice", "a choice has at most " + MOST_OPTIONS + " options, not " + options.size());
        } else {
            distinct(options);
        }
        return this;
    }

    private void distinct(List<Value> options) {
        // Options are told apart by their text in specs, reports and on the command line: 1, 1.0 and "1" are one.
        Map<String, Value> seen = new HashMap<>();
        for (Value option : options) {
            String text = option.numeric() ? Decimal.text(option.number()) : option.text();
            String key = option instanceof Value.Text words ? looks(words.value()) : text;
            Value first = seen.putIfAbsent(key, option);
            if (first != null) {
                String same = first.equals(option) ? "appears twice" : "cannot be told from '" + first.text() + "'";
                add("choice", "the option '" + option.text() + "' " + same);
            }
        }
    }

    private static String looks(String text) {
        try {
            return Pattern.matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?", text)
                    ? Decimal.text(Double.parseDouble(text))
                    : text;
        } catch (NumberFormatException e) {
            return text; // several points, for example a version number
        }
    }

    /** Returns {@code unit}, which must lie in [0, 1]. */
    static double unit(String name, double unit) {
        if (!(unit >= 0 && unit <= 1)) {
            throw new IllegalArgumentException("coordinate of " + name + " must lie in [0, 1], not " + unit);
        }
        return unit;
    }

    /** Returns {@code value}, which must be legal for the parameter. */
    static Value legal(Parameter parameter, Value value) {
        if (!parameter.contains(value)) {
            throw new IllegalArgumentException(misfit(parameter, value));
        }
        return value;
    }

    /** Why a value is not legal, in words. */
    static String misfit(Parameter parameter, Value value) {
        String shown = parameter.name() + "=" + value.text();
        return parameter
                .canonical(value)
                .map(near ->
                        shown + " is not the exact form of a value; that is " + near.text() + " (" + kind(near) + ")")
                .orElseGet(() -> shown + " is not " + parameter.describe());
    }

    private static String kind(Value value) {
        if (value instanceof Value.Real) {
            return "real";
        }
        return value instanceof Value.Integral ? "integer" : "option";
    }
}
