package winnow.kernel;

/** Arguments checked at the door: each method throws unless the value keeps the rule, and says both. */
final class Check {
    private Check() {}

    static int within(String name, int value, int low, int high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(name + " is " + value + ": it must be from " + low + " to " + high);
        }
        return value;
    }

    /** From {@code low} (included) to {@code high} (left out). */
    static double below(String name, double value, double low, double high) {
        if (!(value >= low && value < high)) {
            throw new IllegalArgumentException(
                    name + " is " + value + ": it must be at least " + low + " and below " + high);
        }
        return value;
    }

    static double positive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " is " + value + ": it must be above 0 and finite");
        }
        return value;
    }

    static void length(String name, int length, int right) {
        if (length != right) {
            throw new IllegalArgumentException(name + " has " + length + " values: it must have " + right);
        }
    }
}
