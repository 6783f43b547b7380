package winnow.space;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;
import winnow.random.RandomStream;

class DecimalTest {
    @Test
    void exponentsAreExactAroundEveryPowerOfTen() {
        for (int e = -307; e <= 308; e++) {
            double power = Double.parseDouble("1e" + e);
            assertThat(Decimal.exponent(power)).isEqualTo(e);
            assertThat(Decimal.exponent(Math.nextUp(power))).isEqualTo(e);
            assertThat(Decimal.exponent(Math.nextDown(power))).isEqualTo(e - 1);
        }
    }

    @Test
    void exponentsOfExtremeDoublesAreFinite() {
        assertThat(Decimal.exponent(Double.MAX_VALUE)).isEqualTo(308);
        assertThat(Decimal.exponent(Double.POSITIVE_INFINITY)).isEqualTo(308);
        assertThat(Decimal.exponent(0)).isEqualTo(-324);
    }

    @Test
    void roundingAgreesWithDecimalArithmetic() {
        RandomStream r = RandomStream.of(1, "decimal", 0);
        for (int i = 0; i < 20_000; i++) {
            int exponent = r.nextInt(-60, 60);
            double value = (r.nextDouble() - 0.5) * Math.pow(10, exponent);
            int places = r.nextInt(0, 14) - exponent;
            double exact = new BigDecimal(value)
                    .setScale(places, RoundingMode.HALF_EVEN)
                    .doubleValue();
            double rounded = Decimal.round(value, places);
            assertThat(rounded).isEqualTo(exact);
            assertThat(Decimal.round(rounded, places)).isEqualTo(rounded);
        }
    }
}
