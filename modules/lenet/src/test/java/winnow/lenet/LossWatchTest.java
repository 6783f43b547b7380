package winnow.lenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import winnow.study.DivergedException;

class LossWatchTest {

    @Test
    void aLossThatIsNoNumberEndsTheTrialAtOnce() {
        var watch = new LossWatch(3, 10);
        watch.see(2.3);
        assertThatThrownBy(() -> watch.see(Double.NaN))
                .isInstanceOf(DivergedException.class)
                .hasMessage("the loss of minibatch 2 of epoch 3 is NaN");
        assertThatThrownBy(() -> new LossWatch(1, 10).see(Double.POSITIVE_INFINITY))
                .hasMessage("the loss of minibatch 1 of epoch 1 is Infinity");
    }

    @Test
    void anExplosionIsSeenWithin50Minibatches() {
        var watch = new LossWatch(1, 10);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 50; i++) {
                        watch.see(24);
                    }
                })
                .isInstanceOf(DivergedException.class)
                .hasMessage("the loss stayed above 23.02585, ten times that of guessing, for 25 minibatches of epoch"
                        + " 1, up to minibatch 25");
    }

    @Test
    void aWildStartThatComesDownIsLeftAlone() {
        var watch = new LossWatch(1, 10);
        assertThatCode(() -> {
                    for (int i = 0; i < 500; i++) {
                        watch.see(i % 25 == 24 ? 2.3 : 1e6);
                    }
                })
                .doesNotThrowAnyException();
    }

    @Test
    void parametersAreLookedAtEvery25Minibatches() {
        var watch = new LossWatch(1, 10);
        for (int i = 1; i <= 100; i++) {
            assertThat(watch.see(2)).isEqualTo(i % 25 == 0);
        }
        assertThatThrownBy(() -> watch.check(false))
                .hasMessage("a parameter is NaN or infinite after minibatch 100 of epoch 1");
    }
}
