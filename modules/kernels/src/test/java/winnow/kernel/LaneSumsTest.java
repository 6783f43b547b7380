package winnow.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LaneSumsTest {

    @Test
    void addsHalvesOntoHalvesInOrder() {
        var random = new Random(1);
        int blocks = 16 * 37;
        float[] lanes = new float[blocks * 16];
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = (float) random.nextGaussian();
        }
        float[] expected = new float[blocks];
        for (int block = 0; block < blocks; block++) {
            float[] v = new float[16];
            System.arraycopy(lanes, block * 16, v, 0, 16);
            for (int half = 8; half > 0; half /= 2) {
                for (int lane = 0; lane < half; lane++) {
                    v[lane] += v[lane + half];
                }
            }
            expected[block] = v[0];
        }
        float[] sums = new float[blocks];
        LaneSums.add(lanes, 1, blocks, blocks, sums);
        assertThat(sums).containsExactly(expected);
    }
}
