package winnow.space;

/**
 * Equally spaced numbers {@code first, first + step, ...} as cells of [0, 1].
 *
 * <p>Each number owns the cell of half a step to either side of it: equal widths on a linear scale, widths by the
 * logarithm on the others.
 *
 * @param count how many numbers, at least 1 and at most 10^12 + 1
 */
record Steps(Scale scale, double first, double step, long count) {

    /** Cells of equal width for {@code count} things in order. */
    static Steps equal(long count) {
        return new Steps(Scale.LINEAR, 0, 1, count);
    }

    /** The number of the cell that holds {@code unit} of [0, 1]. */
    long indexAt(double unit) {
        double index =
                scale == Scale.LINEAR ? unit * count : (scale.fromUnit(lowEdge(), highEdge(), unit) - lowEdge()) / step;
        return Math.max(0, Math.min(count - 1, (long) Math.floor(index)));
    }

    /** A point well inside the cell of that index; {@code indexAt} of it is the index. */
    double unitOf(long index) {
        return scale == Scale.LINEAR
                ? (index + 0.5) / count
                : scale.toUnit(lowEdge(), highEdge(), first + index * step);
    }

    private double lowEdge() {
        return first - step / 2;
    }

    private double highEdge() {
        return first + (count - 1) * step + step / 2;
    }
}
