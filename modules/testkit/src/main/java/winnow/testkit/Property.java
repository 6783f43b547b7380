package winnow.testkit;

import winnow.random.RandomStream;

/** Something that holds for whatever is drawn from a random stream. */
@FunctionalInterface
public interface Property {

    /** Throws if it does not hold. */
    void check(RandomStream random);

    /**
     * Checks a property with the seeds 0, 1, ... below a number. The system property {@code winnow.seed} checks that
     * one seed alone.
     *
     * @throws AssertionError with the seed, if it does not hold for one
     */
    static void forAll(int seeds, Property property) {
        var only = Long.getLong("winnow.seed");
        if (only != null) {
            checkSeed(only, property);
            return;
        }
        for (long seed = 0; seed < seeds; seed++) {
            checkSeed(seed, property);
        }
    }

    private static void checkSeed(long seed, Property property) {
        try {
            property.check(RandomStream.of(seed, "property", 0));
        } catch (AssertionError | RuntimeException broken) {
            throw new AssertionError(
                    "does not hold for seed " + seed + " (-Dwinnow.seed=" + seed + "): " + broken.getMessage(), broken);
        }
    }
}
