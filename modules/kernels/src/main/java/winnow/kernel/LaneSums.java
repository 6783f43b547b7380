package winnow.kernel;

/** Sums over the 16 lanes of a block, always by the same tree: halves onto halves. */
final class LaneSums {
    private LaneSums() {}

    /**
     * Adds up lanes.
     *
     * @param lanes {@code [rows][paddedColumns][16]}
     * @param sums gets {@code [rows][columns]}
     */
    static void add(float[] lanes, int rows, int columns, int paddedColumns, float[] sums) {
        for (int row = 0; row < rows; row++) {
            add(lanes, row * paddedColumns * Lanes.BLOCK, columns, sums, row * columns);
        }
    }

    private static void add(float[] v, int from, int count, float[] sums, int to) {
        for (int i = 0; i < count; i++) {
            int o = from + i * 16;
            float a = (v[o] + v[o + 8]) + (v[o + 4] + v[o + 12]);
            float b = (v[o + 1] + v[o + 9]) + (v[o + 5] + v[o + 13]);
            float c = (v[o + 2] + v[o + 10]) + (v[o + 6] + v[o + 14]);
            float d = (v[o + 3] + v[o + 11]) + (v[o + 7] + v[o + 15]);
            sums[to + i] = (a + c) + (b + d);
        }
    }
}
