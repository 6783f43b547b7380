package winnow.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class ImageVariationTest {
    private static final int SIDE = LeNetShape.SIDE;
    private static final byte[] IMAGE = image();

    /** A bright square in the upper left, on black, with a value of its own for each pixel. */
    private static byte[] image() {
        byte[] image = new byte[LeNetShape.PIXELS];
        for (int y = 8; y < 16; y++) {
            for (int x = 9; x < 14; x++) {
                image[y * SIDE + x] = (byte) (100 + 5 * y + x);
            }
        }
        return image;
    }

    private static byte[] vary(Augmentation augmentation, long step) {
        byte[] to = new byte[LeNetShape.PIXELS];
        Arrays.fill(to, (byte) 77);
        new ImageVariation(augmentation, 9).vary(IMAGE, 0, step, 3, to, 0);
        return to;
    }

    @Test
    void shiftsAreAllThereAndMoveTheImageWhole() {
        var seen = new HashSet<String>();
        for (int step = 0; step < 600; step++) {
            byte[] varied = vary(new Augmentation(2, 0, 0, 0), step);
            boolean found = false;
            for (int down = -2; down <= 2; down++) {
                for (int right = -2; right <= 2; right++) {
                    if (Arrays.equals(varied, shifted(down, right))) {
                        seen.add(down + " " + right);
                        found = true;
                    }
                }
            }
            assertThat(found).isTrue();
        }
        assertThat(seen).hasSize(25);
    }

    private static byte[] shifted(int down, int right) {
        byte[] to = new byte[LeNetShape.PIXELS];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int fromY = y - down;
                int fromX = x - right;
                boolean inside = fromY >= 0 && fromY < SIDE && fromX >= 0 && fromX < SIDE;
                to[y * SIDE + x] = inside ? IMAGE[fromY * SIDE + fromX] : 0;
            }
        }
        return to;
    }

    @Test
    void certainFlipMirrors() {
        byte[] varied = vary(new Augmentation(0, 1, 0, 0), 1);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                assertThat(varied[y * SIDE + x]).isEqualTo(IMAGE[y * SIDE + SIDE - 1 - x]);
            }
        }
    }

    @Test
    void flipHappensAsOftenAsItShould() {
        int flips = 0;
        for (int step = 0; step < 1000; step++) {
            flips += Arrays.equals(vary(new Augmentation(0, 0.3, 0, 0), step), IMAGE) ? 0 : 1;
        }
        assertThat(flips).isBetween(240, 360);
    }

    @Test
    void smallRotationTurnsAboutTheCentreAndKeepsTheLight() {
        for (int step = 0; step < 100; step++) {
            byte[] varied = vary(new Augmentation(0, 0, 10, 0), step);
            double[] before = centre(IMAGE);
            double[] after = centre(varied);
            assertThat(after[2] / before[2]).isBetween(0.98, 1.02);
            double radius = Math.hypot(before[0], before[1]);
            assertThat(Math.hypot(after[0], after[1])).isBetween(radius - 0.1, radius + 0.1);
            double turned = Math.toDegrees(Math.atan2(after[1], after[0]) - Math.atan2(before[1], before[0]));
            assertThat(Math.abs(turned)).isLessThan(10.5);
        }
    }

    /** Centre of light from the middle of the image, and its sum. */
    private static double[] centre(byte[] image) {
        double x = 0;
        double y = 0;
        double sum = 0;
        for (int i = 0; i < image.length; i++) {
            double light = image[i] & 0xFF;
            int row = i / SIDE;
            x += light * (i % SIDE - 13.5);
            y += light * (row - 13.5);
            sum += light;
        }
        return new double[] {x / sum, y / sum, sum};
    }

    @Test
    void erasesOneBlackRectangle() {
        byte[] white = new byte[LeNetShape.PIXELS];
        Arrays.fill(white, (byte) 255);
        var variation = new ImageVariation(new Augmentation(0, 0, 0, 1), 9);
        for (int step = 0; step < 300; step++) {
            byte[] to = new byte[LeNetShape.PIXELS];
            variation.vary(white, 0, step, 0, to, 0);
            int top = SIDE;
            int bottom = -1;
            int left = SIDE;
            int right = -1;
            int black = 0;
            for (int i = 0; i < to.length; i++) {
                if (to[i] == 0) {
                    top = Math.min(top, i / SIDE);
                    bottom = Math.max(bottom, i / SIDE);
                    left = Math.min(left, i % SIDE);
                    right = Math.max(right, i % SIDE);
                    black++;
                }
            }
            assertThat(black).isEqualTo((bottom - top + 1) * (right - left + 1)).isBetween(12, 270);
        }
    }

    @Test
    void dependsOnSeedStepAndPlaceAlone() {
        var augmentation = new Augmentation(3, 0.5, 10, 0.5);
        assertThat(vary(augmentation, 4)).containsExactly(vary(augmentation, 4));
        assertThat(vary(augmentation, 4)).isNotEqualTo(vary(augmentation, 5));
    }

    @Test
    void dropoutKeepsTheExpectedSumAndItsShare() {
        var dropout = new Dropout(0.3, 1);
        float[] factors = new float[100_000];
        dropout.draw(0, 0, factors, factors.length);
        int dropped = 0;
        for (float factor : factors) {
            assertThat(factor == 0 || factor == (float) (1 / 0.7)).isTrue();
            dropped += factor == 0 ? 1 : 0;
        }
        assertThat(dropped).isBetween(29_400, 30_600);
        float[] other = new float[100_000];
        dropout.draw(1, 0, other, other.length);
        assertThat(other).isNotEqualTo(factors);
    }

    @Test
    void factorsWithoutPaddingAreThoseOfTheKernels() {
        var dropout = new Dropout(0.3, 1);
        float[] padded = new float[3 * 32];
        dropout.draw(7, 1, padded, padded.length);
        float[] factors = dropout.factors(7, 1, 3, 20);
        for (int i = 0; i < 60; i++) {
            assertThat(factors[i]).isEqualTo(padded[i / 20 * 32 + i % 20]);
        }
    }
}
