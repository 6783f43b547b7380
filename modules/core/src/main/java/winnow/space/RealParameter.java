package winnow.space;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A real number between two bounds, continuous or in steps.
 *
 * <p><b>Digits.</b> No double survives a way through a logarithm and back unharmed, so the legal values of a continuous
 * parameter are the two bounds and, between them, decimal numbers of limited length: on a linear scale multiples of a
 * power of ten that cuts the range into 10^6 to 10^7 pieces; on a log scale numbers of 7 significant digits; on a
 * reverse-log scale numbers whose distance from 1 has 7 significant digits. Narrow ranges keep more digits (log: one
 * more for each power of ten that high/low - 1 falls below 1, at most 13; others: at most 14 of the larger bound).
 * These are a million times coarser than rounding errors, hence {@code decode(encode(v))} equals {@code v} exactly; and
 * a thousand times finer than a loss can tell apart, and readable: 0.01234568.
 *
 * <p><b>Steps.</b> With a step the legal values are {@code low + k * step} up to {@code high}, computed in decimal
 * (0.1 + 2 * 0.1 is 0.3), each with a cell of half a step to either side.
 *
 * @param low least value
 * @param high largest value, above {@code low}
 * @param scale LOG needs low above 0; REVERSE_LOG needs 0 <= low and high < 1
 * @param step distance of neighbours, positive and at most the range; empty for a continuous parameter
 * @param when condition under which the parameter takes part
 */
public record RealParameter(
        String name, double low, double high, Scale scale, OptionalDouble step, Optional<Condition> when)
        implements Parameter {
    private static final int DIGITS = 7;
    private static final int MOST_DIGITS_LOG = 13;
    private static final int MOST_DIGITS = 14;
    private static final double STEP_TOLERANCE = 1e-6;

    /** Throws {@link InvalidSpaceException} with every problem. */
    public RealParameter {
        InvalidSpaceException.throwIfAny(problems(name, low, high, scale, step));
        low = low == 0 ? 0.0 : low;
        high = high == 0 ? 0.0 : high;
    }

    /** A continuous parameter without condition. */
    public static RealParameter of(String name, double low, double high, Scale scale) {
        return new RealParameter(name, low, high, scale, OptionalDouble.empty(), Optional.empty());
    }

    /** What the constructor would refuse; empty if nothing. */
    public static List<SpaceProblem> problems(String name, double low, double high, Scale scale, OptionalDouble step) {
        ParameterRules rules = new ParameterRules(name);
        // NaN stands for "no step" inside the rules, so a NaN given by the caller is passed as one that is refused
        double given = step.isPresent() && Double.isNaN(step.getAsDouble()) ? -1 : step.orElse(Double.NaN);
        return rules.real(low, high, scale, given).problems();
    }

    /** How many steps fit between the bounds. */
    static long stepsIn(double low, double high, double step) {
        BigDecimal range = Decimal.shortest(high).subtract(Decimal.shortest(low));
        BigDecimal count = range.divide(Decimal.shortest(step), 0, RoundingMode.DOWN);
        return count.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
    }

    @Override
    public OptionalLong cardinality() {
        return step.isEmpty() ? OptionalLong.empty() : OptionalLong.of(1 + stepsIn(low, high, step.getAsDouble()));
    }

    private Steps steps() {
        double width = step.orElseThrow(() -> new IllegalStateException(name + " is continuous: it has no index"));
        return new Steps(scale, low, width, 1 + stepsIn(low, high, width));
    }

    @Override
    public Value valueAt(long index) {
        long checked = Objects.checkIndex(index, steps().count());
        return Value.of(numberAt(checked));
    }

    private double numberAt(long index) {
        return Decimal.shortest(step.orElseThrow())
                .multiply(BigDecimal.valueOf(index))
                .add(Decimal.shortest(low))
                .doubleValue();
    }

    @Override
    public long indexOf(Value value) {
        steps();
        return nearestIndex(ParameterRules.legal(this, value).number());
    }

    private long nearestIndex(double number) {
        return Math.round((number - low) / step.orElseThrow());
    }

    @Override
    public Value decode(double unit) {
        ParameterRules.unit(name, unit);
        if (step.isPresent()) {
            return Value.of(numberAt(steps().indexAt(unit)));
        }
        if (unit == 0 || unit == 1) {
            return Value.of(unit == 0 ? low : high);
        }
        return Value.of(rounded(clamp(scale.fromUnit(low, high, unit))));
    }

    @Override
    public double encode(Value value) {
        double number = ParameterRules.legal(this, value).number();
        if (step.isPresent()) {
            return steps().unitOf(nearestIndex(number));
        }
        if (number == low || number == high) {
            return number == low ? 0 : 1;
        }
        // 0 and 1 belong to the bounds alone
        return Math.max(Double.MIN_VALUE, Math.min(Math.nextDown(1.0), scale.toUnit(low, high, number)));
    }

    @Override
    public Optional<Value> canonical(Value value) {
        if (!value.numeric()) {
            return Optional.empty();
        }
        double number = value.number();
        if (step.isPresent()) {
            return onStep(number);
        }
        if (!(number >= low && number <= high)) {
            return Optional.empty();
        }
        return Optional.of(Value.of(number == low || number == high ? number : rounded(number)));
    }

    private Optional<Value> onStep(double number) {
        double offset = (number - low) / step.orElseThrow();
        double index = Math.rint(offset);
        boolean legal = Math.abs(offset - index) <= STEP_TOLERANCE && index >= 0 && index < steps().count();
        return legal ? Optional.of(Value.of(numberAt((long) index))) : Optional.empty();
    }

    /** The decimal number kept for a number between the bounds. */
    private double rounded(double number) {
        int places =
                switch (scale) {
                    case LINEAR -> linearPlaces();
                    case LOG -> logDigits() - 1 - Decimal.exponent(number);
                    case REVERSE_LOG -> Math.min(MOST_DIGITS, reversePlaces(1 - number));
                };
        return clamp(Decimal.round(number, places));
    }

    private int linearPlaces() {
        int resolvable = MOST_DIGITS - 1 - Decimal.exponent(Math.max(Math.abs(low), Math.abs(high)));
        return Math.min(resolvable, DIGITS - 1 - Decimal.exponent(high - low));
    }

    private int logDigits() {
        return Math.min(MOST_DIGITS_LOG, DIGITS + Math.max(0, -Decimal.exponent(high / low - 1)));
    }

    private int reversePlaces(double distance) {
        double narrowness = (1 - low) / (1 - high) - 1;
        return DIGITS - 1 - Decimal.exponent(distance) + Math.max(0, -Decimal.exponent(narrowness));
    }

    private double clamp(double number) {
        return Math.max(low, Math.min(high, number));
    }

    @Override
    public String describe() {
        String range = "a real number from " + Decimal.text(low) + " to " + Decimal.text(high);
        return step.isEmpty() ? range : range + " in steps of " + Decimal.text(step.getAsDouble());
    }
}
