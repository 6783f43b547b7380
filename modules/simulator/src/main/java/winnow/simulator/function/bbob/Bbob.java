package winnow.simulator.function.bbob;

/**
 * A function of the Black-Box Optimization Benchmarking workshops, on [-5, 5]^d.
 *
 * <p>Hansen, Finck, Ros and Auger, "Real-Parameter Black-Box Optimization Benchmarking 2009: Noiseless Functions
 * Definitions", INRIA RR-6829.
 */
public final class Bbob {
    public static final int COUNT = 24;
    private static final int MOST_DIMENSIONS = 100;

    private final Landscape landscape;
    private final double optimum;

    private Bbob(Landscape landscape, double optimum) {
        this.landscape = landscape;
        this.optimum = optimum;
    }

    /**
     * A function.
     *
     * @param number 1 to 24
     * @param dimensions 2 to 100
     * @param instance at least 1; moves and turns the function
     */
    public static Bbob of(int number, int dimensions, int instance) {
        if (number < 1 || number > COUNT) {
            throw new IllegalArgumentException("there is no function " + number + ": they are 1 to " + COUNT);
        }
        if (dimensions < 2 || dimensions > MOST_DIMENSIONS) {
            throw new IllegalArgumentException(
                    "dimension is " + dimensions + ": it must be from 2 to " + MOST_DIMENSIONS);
        }
        if (instance < 1) {
            throw new IllegalArgumentException("instance is " + instance + ": it must be at least 1");
        }
        // f4 and f18 share the random numbers of f3 and f17
        int drawn = number == 4 || number == 18 ? number - 1 : number;
        long seed = drawn + 10_000L * instance;
        return new Bbob(landscape(number, new Setting(dimensions, seed)), optimum(seed));
    }

    private static Landscape landscape(int number, Setting s) {
        return switch (number) {
            case 1 -> Separable.sphere(s);
            case 2 -> Separable.ellipsoid(s);
            case 3 -> Separable.waves(s);
            case 4 -> Separable.skewedWaves(s);
            case 5 -> Separable.slope(s);
            case 6 -> Moderate.sector(s);
            case 7 -> Moderate.steps(s);
            case 8 -> Moderate.valley(s);
            case 9 -> Moderate.turnedValley(s);
            case 10 -> IllConditioned.ellipsoid(s);
            case 11 -> IllConditioned.discus(s);
            case 12 -> IllConditioned.cigar(s);
            case 13 -> IllConditioned.ridge(s);
            case 14 -> IllConditioned.powers(s);
            case 15 -> Multimodal.waves(s);
            case 16 -> Multimodal.rugged(s);
            case 17 -> Multimodal.ripples(s, 10);
            case 18 -> Multimodal.ripples(s, 1000);
            case 19 -> Multimodal.wavyValley(s);
            case 20 -> WeaklyStructured.corners(s);
            case 21 -> WeaklyStructured.peaks(s, 101, Math.sqrt(1000), 5);
            case 22 -> WeaklyStructured.peaks(s, 21, 1000, 4.9);
            case 23 -> WeaklyStructured.repetitive(s);
            default -> WeaklyStructured.funnels(s);
        };
    }

    /** A ratio of Gaussians in hundredths, from -1000 to 1000. */
    private static double optimum(long seed) {
        double ratio = Draws.gaussian(1, seed)[0] / Draws.gaussian(1, seed + 1)[0];
        return Math.min(1000, Math.max(-1000, Shaping.rounded(100 * 100 * ratio) / 100));
    }

    /** The least value. */
    public double optimum() {
        return optimum;
    }

    /** The value at a point, as many coordinates as dimensions. */
    public double value(double[] x) {
        return landscape.at(x) + optimum;
    }
}
