package winnow.space.expression;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Stream;

/** A function of numbers that an expression may call. */
public enum NumberFunction {
    /** Least of two or more. */
    MIN(2, Integer.MAX_VALUE),
    /** Largest of two or more. */
    MAX(2, Integer.MAX_VALUE),
    /** Size without sign. */
    ABS(1, 1),
    /** Natural logarithm. */
    LOG(1, 1),
    /** e to the power of the argument. */
    EXP(1, 1),
    /** Square root. */
    SQRT(1, 1),
    /** First argument to the power of the second. */
    POW(2, 2);

    private final int fewest;
    private final int most;

    NumberFunction(int fewest, int most) {
        this.fewest = fewest;
        this.most = most;
    }

    /** As written in a source. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<NumberFunction> named(String word) {
        return Stream.of(values()).filter(f -> f.word().equals(word)).findFirst();
    }

    static List<String> words() {
        return Stream.of(values()).map(NumberFunction::word).toList();
    }

    boolean takes(int arguments) {
        return arguments >= fewest && arguments <= most;
    }

    /** {@code 1 number}, {@code 2 or more numbers}. */
    String wants() {
        return fewest + (most > fewest ? " or more" : "") + (most == 1 ? " number" : " numbers");
    }

    double apply(double[] x) {
        return switch (this) {
            case MIN -> fold(x, Math::min);
            case MAX -> fold(x, Math::max);
            case ABS -> Math.abs(x[0]);
            case LOG -> StrictMath.log(x[0]);
            case EXP -> StrictMath.exp(x[0]);
            case SQRT -> StrictMath.sqrt(x[0]);
            case POW -> StrictMath.pow(x[0], x[1]);
        };
    }

    private static double fold(double[] x, DoubleBinaryOperator rule) {
        double result = x[0];
        for (int i = 1; i < x.length; i++) {
            result = rule.applyAsDouble(result, x[i]);
        }
        return result;
    }
}
