package winnow.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winnow.search.Limits;
import winnow.search.Request;
import winnow.study.StudySpec;

class WishTest {
    private static final StudySpec SPEC =
            Shows.spec(Limits.ofTrials(20).withEpochs(90).withFailures(3));

    private final Helm helm = new Shows.NotingHelm();

    @Test
    void formsBecomeRequests() {
        assertThat(Wish.of("kind=kill&trial=7&reason=too%20slow+%26%20more", helm, SPEC))
                .isEqualTo(new Wish(new Request.Kill(7), "too slow & more"));
        assertThat(Wish.of("kind=promote&trial=7&to=9", helm, SPEC).request())
                .isEqualTo(new Request.Promote(7, OptionalInt.of(9)));
        assertThat(Wish.of("kind=promote&trial=7&to=", helm, SPEC).request())
                .isEqualTo(new Request.Promote(7, OptionalInt.empty()));
        assertThat(Wish.of("kind=pause", helm, SPEC)).isEqualTo(new Wish(new Request.Pause(), ""));
        assertThat(Wish.of("kind=resume", helm, SPEC).request()).isEqualTo(new Request.Resume());
        assertThat(Wish.of("kind=stop", helm, SPEC).request()).isEqualTo(new Request.Stop());
        assertThat(Wish.of("kind=pin&trial=4", helm, SPEC).request()).isEqualTo(new Request.Pin(4));
        assertThat(Wish.of("kind=unpin&trial=4", helm, SPEC).request()).isEqualTo(new Request.Unpin(4));
        assertThat(Wish.of("kind=enqueue&point=rate%3A%200.5%0A", helm, SPEC).request())
                .isInstanceOf(Request.Enqueue.class);
    }

    /** What was not written stays; what was emptied holds no more. */
    @Test
    void limitsAreChangedOneByOne() {
        assertThat(Wish.of("kind=extend&trials=40&failures=+&reason=more", helm, SPEC))
                .isEqualTo(new Wish(new Request.Extend(Limits.ofTrials(40).withEpochs(90)), "more"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'kind is \"\": it must be pause, resume, stop, extend, kill, promote, pin, unpin or enqueue'",
        "'kind=eval', 'kind is \"eval\": it must be pause, resume, stop, extend, kill, promote, pin, unpin or enqueue'",
        "'kind=kill', 'trial is \"\": it must be a whole number from 0'",
        "'kind=kill&trial=-1', 'trial is \"-1\": it must be a whole number from 0'",
        "'kind=kill&trial=99999999999', 'trial is \"99999999999\": it must be a whole number from 0'",
        "'kind=promote&trial=1&to=x', 'to is \"x\": it must be a whole number from 0'",
        "'kind=pin', 'trial is \"\": it must be a whole number from 0'",
        "'kind=extend', 'no limit was changed'",
        "'kind=extend&resources.slots=9', 'no limit was changed'",
        "'kind=enqueue&point=x', 'line 1: rate is missing'",
        "'kind=%zz', 'URLDecoder: Illegal hex characters in escape (%) pattern - Error at index 0 in: \"zz\"'",
    })
    void otherFormsAreRefused(String form, String message) {
        assertThatThrownBy(() -> Wish.of(form, helm, SPEC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message.substring(0, Math.min(40, message.length())));
    }

    @Test
    void aReasonIsShort() {
        assertThatThrownBy(() -> Wish.of("kind=pause&reason=" + "x".repeat(501), helm, SPEC))
                .hasMessage("the reason has 501 characters; 500 are the most");
    }
}
