package winnow.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import winnow.random.RandomStream;
import winnow.search.Surrogate;
import winnow.testkit.SampleSpaces;

class GaussianProcessTest {

    @Test
    void exponentialIsThatOfStrictMath() {
        for (double t = 0; t < 699; t += 0.0371) {
            double exact = StrictMath.exp(-t);
            assertThat(Matern.exponential(t)).isCloseTo(exact, within(4e-16 * exact));
        }
        assertThat(Matern.exponential(Double.POSITIVE_INFINITY)).isZero();
    }

    /** By hand: s = sqrt(5) * 0.9 / 0.7; k = (1 + s + s^2 / 3) exp(-s). */
    @Test
    void maternHasItsSquaredTerm() {
        double r = 0.9 / 0.7;
        assertThat(Matern.value(r * r)).isCloseTo(0.37409, within(1e-4));
        assertThat(Matern.value(0)).isEqualTo(1);
        double h = 1e-6;
        for (double squared : new double[] {0.01, 0.3, 1, 4}) {
            double difference = (Matern.value(squared + h) - Matern.value(squared - h)) / (2 * h);
            assertThat(Matern.slope(squared)).isCloseTo(difference, within(1e-7));
        }
    }

    @Test
    void gradientOfTheObjectiveIsItsSlope() {
        for (var space : SampleSpaces.all().values()) {
            if (space.dimensions() > 20) {
                continue;
            }
            var points = Samples.points(space, 23, "gradient");
            var random = RandomStream.of(1, "noise", 0);
            var losses = Samples.losses(points, p -> Samples.wave(p) + 0.3 * random.nextGaussian());
            var features = Features.of(space);
            var objective = new MapObjective(features, features.of(points), Warp.of(losses));
            var theta = new double[objective.size()];
            Arrays.setAll(theta, i -> random.nextGaussian() - (i == theta.length - 1 ? 3 : 0));
            var gradient = new double[theta.length];
            objective.g(theta, gradient);
            for (int i = 0; i < theta.length; i++) {
                double h = 1e-5;
                var above = theta.clone();
                above[i] += h;
                var below = theta.clone();
                below[i] -= h;
                double difference = (objective.f(above) - objective.f(below)) / (2 * h);
                assertThat(gradient[i])
                        .as("hyperparameter %d of %s", i, space)
                        .isCloseTo(difference, within(1e-4 * (1 + Math.abs(difference))));
            }
        }
    }

    @Test
    void slopeOfAPredictionIsItsDerivative() {
        var space = SampleSpaces.conditional();
        var points = Samples.points(space, 40, "slope");
        var posterior = new GaussianProcess().fit(space, points, Samples.losses(points, Samples::wave), 0);
        for (var query : Samples.points(space, 5, "query")) {
            var slope = posterior.slope(query).orElseThrow();
            var there = posterior.predict(new double[][] {query});
            assertThat(slope.mean()).isCloseTo(there.mean(0), within(1e-9));
            assertThat(slope.variance()).isCloseTo(there.variance(0), within(1e-9));
            int place = space.dimensions() - 1;
            double h = 1e-5;
            var above = query.clone();
            above[place] += h;
            var below = query.clone();
            below[place] -= h;
            var around = posterior.predict(new double[][] {above, below});
            assertThat(slope.meanSlope()[place]).isCloseTo((around.mean(0) - around.mean(1)) / (2 * h), within(1e-5));
            assertThat(slope.varianceSlope()[place])
                    .isCloseTo((around.variance(0) - around.variance(1)) / (2 * h), within(1e-5));
            assertThat(slope.meanSlope()[0]).isZero();
        }
    }

    @Test
    void learnsSmoothFunctions() {
        var space = SampleSpaces.mixed();
        var points = Samples.points(space, 80, "train");
        var posterior = new GaussianProcess().fit(space, points, Samples.losses(points, Samples::wave), 0);
        var queries = Samples.points(space, 200, "test");
        var prediction = posterior.predict(queries);
        assertThat(correlation(prediction.means(), Samples.losses(queries, Samples::wave)))
                .isGreaterThan(0.97);
        assertThat(Arrays.stream(prediction.variances())).allMatch(v -> v >= 0 && v < 2);
    }

    @Test
    void growsToTheSameBitsAsWhenMadeAtOnce() {
        var space = SampleSpaces.mixed();
        var points = Samples.points(space, 40, "grow");
        var losses = Samples.losses(points, Samples::wave);
        var queries = Samples.points(space, 10, "query");
        var first = new GaussianProcess().fit(space, Arrays.copyOf(points, 25), Arrays.copyOf(losses, 25), 0);
        var atOnce = first.given(points, losses).predict(queries);
        var inSteps = first.given(Arrays.copyOf(points, 33), Arrays.copyOf(losses, 33))
                .given(points, losses)
                .predict(queries);
        var direct = GaussianPosterior.of(
                        space, ((GaussianPosterior) first).kernel(), 500, Subset.of(losses, 500), points, losses)
                .predict(queries);
        assertThat(inSteps.means()).containsExactly(atOnce.means());
        assertThat(direct.means()).containsExactly(atOnce.means());
        assertThat(direct.variances()).containsExactly(atOnce.variances());
    }

    @Test
    void pendingPointsKeepMeansAndLowerVariances() {
        var space = SampleSpaces.oneReal();
        var points = new double[][] {{0.1}, {0.5}, {0.9}};
        var posterior = new GaussianProcess().fit(space, points, new double[] {1, 0, 2}, 0);
        var queries = new double[][] {{0.3}, {0.7}, {0.71}};
        var before = posterior.predict(queries);
        var after = posterior.pending(new double[][] {{0.7}}).predict(queries);
        assertThat(after.means()).containsExactly(before.means());
        assertThat(after.variance(1)).isLessThan(before.variance(1) / 2);
        assertThat(after.variance(2)).isLessThan(before.variance(2));
    }

    @Test
    void isRobustAgainstDuplicatesInfeasiblesAndConstants() {
        var space = SampleSpaces.oneReal();
        var points = new double[][] {{0.2}, {0.2}, {0.2}, {0.8}, {0.8}};
        double no = Surrogate.INFEASIBLE;
        for (var losses :
                new double[][] {{1, 1, 1, 1, 1}, {no, no, no, no, no}, {1, 3, 2, no, no}, {1e300, 0, 1, 1, 1}}) {
            var prediction = new GaussianProcess().fit(space, points, losses, 0).predict(points);
            assertThat(Arrays.stream(prediction.means())).allMatch(Double::isFinite);
            assertThat(Arrays.stream(prediction.variances())).allMatch(Double::isFinite);
        }
        var mixed = new GaussianProcess()
                .fit(space, points, new double[] {1, 3, 2, no, no}, 0)
                .predict(points);
        assertThat(mixed.mean(3)).isGreaterThan(mixed.mean(0));
        var nothing = SampleSpaces.singleValued();
        var one = Samples.points(nothing, 2, "one");
        var flat =
                new GaussianProcess().fit(nothing, one, new double[] {1, 2}, 0).predict(one);
        assertThat(Arrays.stream(flat.means())).allMatch(Double::isFinite);
    }

    @Test
    void keepsTheBestOfTooManyPoints() {
        var space = SampleSpaces.oneReal();
        var points = Samples.points(space, 300, "many");
        var losses = Samples.losses(points, p -> Math.abs(p[0] - 0.6));
        var process = new GaussianProcess(40);
        var prediction = process.fit(space, Arrays.copyOf(points, 200), Arrays.copyOf(losses, 200), 0)
                .given(points, losses)
                .predict(new double[][] {{0.6}, {0.1}, {0.95}});
        assertThat(prediction.mean(0)).isLessThan(prediction.mean(2));
        assertThat(prediction.mean(2)).isLessThan(prediction.mean(1));
        assertThat(prediction.deviation(0)).isLessThan(0.1);
    }

    @Test
    void refusesWhatIsNoLoss() {
        var space = SampleSpaces.oneReal();
        var process = new GaussianProcess();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> process.fit(space, new double[][] {{0.5}}, new double[] {Double.NaN}, 0))
                .withMessageContaining("NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> process.fit(space, new double[0][], new double[0], 0))
                .withMessageContaining("at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> process.fit(space, new double[][] {{0.5, 0.5}}, new double[] {1}, 0))
                .withMessageContaining("2 coordinates");
    }

    private static double correlation(double[] a, double[] b) {
        double meanA = Arrays.stream(a).average().orElseThrow();
        double meanB = Arrays.stream(b).average().orElseThrow();
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        return ab / Math.sqrt(aa * bb);
    }
}
