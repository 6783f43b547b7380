package winnow.strategy;

import java.util.List;
import winnow.random.RandomStream;

/**
 * The move of differential evolution, rand/1/bin: the difference of two points, scaled, is added to a third, and some
 * coordinates of the sum replace those of a target.
 *
 * <p>Storn and Price, "Differential Evolution", Journal of Global Optimization 11, 1997. On an axis without order a
 * difference has no meaning: there the mutant takes the option of {@code first} with probability {@code factor} if
 * {@code first} and {@code second} differ, and else that of {@code base}. A coordinate that leaves [0, 1] is drawn anew,
 * as DEHB does (Awad, Mallik and Hutter, IJCAI 2021). A coordinate that is NaN, since its parameter takes no part in that
 * point, is drawn at random first. Pure functions of points and random stream.
 *
 * @param axes d of them
 * @param factor scales the difference, above 0 and at most 2; 0.5 in DEHB
 * @param crossover the chance of each coordinate to be the mutant's, 0 to 1; 0.5 in DEHB
 */
public record DifferentialMutation(List<Axis> axes, double factor, double crossover) {

    /** @throws IllegalArgumentException if a setting is out of range */
    public DifferentialMutation {
        axes = List.copyOf(axes);
        if (!(factor > 0 && factor <= 2) || !(crossover >= 0 && crossover <= 1)) {
            throw new IllegalArgumentException("factor is " + factor + ", crossover is " + crossover
                    + ": the first must be above 0 and at most 2, the second from 0 to 1");
        }
    }

    /** {@code base + factor (first - second)}, d coordinates in [0, 1]. */
    public double[] mutant(double[] base, double[] first, double[] second, RandomStream random) {
        var mutant = new double[axes.size()];
        for (int j = 0; j < mutant.length; j++) {
            double b = known(base[j], random);
            double f = known(first[j], random);
            double s = known(second[j], random);
            mutant[j] = axes.get(j).kind() == Axis.Kind.CATEGORICAL
                    ? option(axes.get(j), b, f, s, random)
                    : inside(b + factor * (f - s), random);
        }
        return mutant;
    }

    /** The target with some coordinates of the mutant, at least one. */
    public double[] crossed(double[] target, double[] mutant, RandomStream random) {
        int certain = random.nextInt(mutant.length);
        var child = new double[mutant.length];
        for (int j = 0; j < child.length; j++) {
            boolean isMutant = random.nextDouble() < crossover || j == certain;
            child[j] = isMutant || Double.isNaN(target[j]) ? mutant[j] : target[j];
        }
        return child;
    }

    private double option(Axis axis, double base, double first, double second, RandomStream random) {
        boolean differ = axis.level(first) != axis.level(second);
        return differ && random.nextDouble() < factor ? first : base;
    }

    private static double known(double unit, RandomStream random) {
        return Double.isNaN(unit) ? random.nextDouble() : unit;
    }

    private static double inside(double unit, RandomStream random) {
        return unit >= 0 && unit <= 1 ? unit : random.nextDouble();
    }
}
