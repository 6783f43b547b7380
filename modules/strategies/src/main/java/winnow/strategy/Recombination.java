package winnow.strategy;

import java.util.List;
import winnow.random.RandomStream;

/**
 * The operators of NSGA-II on encoded configurations.
 *
 * <p>Simulated binary crossover (Deb and Agrawal, "Simulated Binary Crossover for Continuous Search Space", 1995) and
 * polynomial mutation (Deb and Goyal, 1996), both bounded to [0, 1], with the distribution indices
 * {@value #CROSSOVER_INDEX} and {@value #MUTATION_INDEX}. Where few levels are told apart, a step that would not leave a
 * level goes to a neighbour ({@link Variation}); options without an order are taken from either parent.
 *
 * @param axes d of them
 */
record Recombination(List<Axis> axes) {
    private static final double CROSSOVER_INDEX = 20;
    private static final double MUTATION_INDEX = 20;

    Recombination {
        axes = List.copyOf(axes);
    }

    /** A child of two points; coordinates that are NaN in one come from the other. */
    double[] crossed(double[] one, double[] other, RandomStream random) {
        var child = one.clone();
        for (int j = 0; j < child.length; j++) {
            boolean isBoth = !Double.isNaN(one[j]) && !Double.isNaN(other[j]);
            boolean isNumber =
                    axes.get(j).kind() == Axis.Kind.CONTINUOUS || axes.get(j).kind() == Axis.Kind.LEVELS;
            boolean isBlended = random.nextBoolean();
            if (isBoth && isNumber && isBlended) {
                child[j] = blended(one[j], other[j], random);
            } else if (Double.isNaN(child[j]) || (!isNumber && isBlended && isBoth)) {
                child[j] = other[j];
            }
        }
        return child;
    }

    /** One of the two numbers that simulated binary crossover makes of two, either with the same chance. */
    private static double blended(double one, double other, RandomStream random) {
        double low = Math.min(one, other);
        double high = Math.max(one, other);
        double distance = high - low;
        boolean isLower = random.nextBoolean();
        double drawn = random.nextDouble();
        if (distance < 1e-14) {
            return one;
        }
        double room = isLower ? low : 1 - high;
        double alpha = 2 - StrictMath.pow(1 + 2 * room / distance, -(CROSSOVER_INDEX + 1));
        double spread = drawn <= 1 / alpha
                ? StrictMath.pow(drawn * alpha, 1 / (CROSSOVER_INDEX + 1))
                : StrictMath.pow(1 / (2 - drawn * alpha), 1 / (CROSSOVER_INDEX + 1));
        double middle = (low + high) / 2;
        double child = isLower ? middle - spread * distance / 2 : middle + spread * distance / 2;
        return Math.max(0, Math.min(1, child));
    }

    /** A copy of which each coordinate is changed with a chance; those that are NaN are drawn. */
    double[] mutated(double[] point, double chance, RandomStream random) {
        var variation = new Variation(axes);
        var child = point.clone();
        for (int j = 0; j < child.length; j++) {
            if (Double.isNaN(child[j])) {
                child[j] = random.nextDouble();
            } else if (random.nextDouble() < chance) {
                child[j] = axes.get(j).kind() == Axis.Kind.CONTINUOUS
                        ? polynomial(child[j], random)
                        : variation.changed(j, child[j], random);
            }
        }
        return child;
    }

    private static double polynomial(double unit, RandomStream random) {
        double drawn = random.nextDouble();
        double power = 1 / (MUTATION_INDEX + 1);
        double change;
        if (drawn < 0.5) {
            double edge = StrictMath.pow(1 - unit, MUTATION_INDEX + 1);
            change = StrictMath.pow(2 * drawn + (1 - 2 * drawn) * edge, power) - 1;
        } else {
            double edge = StrictMath.pow(unit, MUTATION_INDEX + 1);
            change = 1 - StrictMath.pow(2 * (1 - drawn) + (2 * drawn - 1) * edge, power);
        }
        return Math.max(0, Math.min(1, unit + change));
    }
}
