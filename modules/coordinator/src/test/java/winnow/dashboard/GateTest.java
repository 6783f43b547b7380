package winnow.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import winnow.dashboard.Gate.Head;

class GateTest {
    private final Token token = Token.random();
    private final Gate local = Gate.local(token);

    private Head head(boolean isChange, String host, String origin, String site, String inHeader, String inCookie) {
        return new Head(
                isChange,
                false,
                Optional.ofNullable(host),
                Optional.ofNullable(origin),
                Optional.ofNullable(site),
                Optional.ofNullable(inHeader),
                Optional.ofNullable(inCookie),
                Optional.empty());
    }

    private Head page(String host, String site, String inUrl) {
        return new Head(
                false,
                true,
                Optional.ofNullable(host),
                Optional.empty(),
                Optional.ofNullable(site),
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(inUrl));
    }

    private static int status(Optional<Gate.Refused> refused) {
        return refused.map(Gate.Refused::status).orElse(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8080", "127.0.0.1:8080", "[::1]:8080", "LOCALHOST:9", "127.0.0.1"})
    void itsOwnNamesAreServed(String host) {
        assertThat(local.refuse(head(false, host, null, null, null, token.secret())))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example:8080",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "10.0.0.1:8080",
                "",
                "localhost:8080@evil.example",
                "localhost evil",
                "[::1]evil"
            })
    void aForeignNameThatPointsHereIsNot(String host) {
        assertThat(status(local.refuse(head(false, host, null, null, null, token.secret()))))
                .isEqualTo(421);
    }

    @Test
    void withoutAHostThereIsNoAnswer() {
        assertThat(status(local.refuse(head(false, null, null, null, null, token.secret()))))
                .isEqualTo(421);
    }

    @Test
    void readingTakesTheTokenFromCookieOrHeader() {
        assertThat(status(local.refuse(head(false, "localhost", null, null, null, null))))
                .isEqualTo(403);
        assertThat(status(local.refuse(head(false, "localhost", null, null, null, "wrong"))))
                .isEqualTo(403);
        assertThat(local.refuse(head(false, "localhost", null, null, token.secret(), null)))
                .isEmpty();
    }

    @Test
    void theUrlsTokenOpensThePageAloneAlsoFromALinkElsewhere() {
        assertThat(local.refuse(page("localhost", "cross-site", token.secret())))
                .isEmpty();
        assertThat(status(local.refuse(page("localhost", null, "wrong")))).isEqualTo(403);
        var other = new Head(
                false,
                false,
                Optional.of("localhost"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(token.secret()));
        assertThat(status(local.refuse(other))).isEqualTo(403);
    }

    @Test
    void changingTakesTheTokenInTheHeader() {
        assertThat(status(local.refuse(head(true, "localhost", null, null, null, token.secret()))))
                .isEqualTo(403);
        assertThat(local.refuse(head(true, "localhost", null, null, token.secret(), null)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "http://localhost:1", "http://localhost.evil.example"})
    void pagesOfOtherOriginsAreRefusedWhateverTheySend(String origin) {
        var head = head(true, "localhost:8080", origin, null, token.secret(), token.secret());
        assertThat(status(local.refuse(head))).isEqualTo(403);
    }

    @Test
    void itsOwnPageIsHeard() {
        var head = head(true, "localhost:8080", "http://localhost:8080", "same-origin", token.secret(), null);
        assertThat(local.refuse(head)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void whatAnotherSiteCausedIsRefused(String site) {
        var head = head(false, "localhost", null, site, null, token.secret());
        assertThat(status(local.refuse(head))).isEqualTo(403);
    }

    @Test
    void onAllAddressesAnyAddressAndTheGivenNamesAreServed() {
        var open = Gate.open(token, Set.of("Node7.cluster"));
        for (var host : new String[] {"10.1.2.3:8080", "[fe80::1]:8080", "node7.cluster:8080", "localhost"}) {
            assertThat(open.refuse(head(false, host, null, null, null, token.secret())))
                    .isEmpty();
        }
        assertThat(status(open.refuse(head(false, "evil.example", null, null, null, token.secret()))))
                .isEqualTo(421);
    }

    @Test
    void tokensDifferAndTellNothing() {
        assertThat(Token.random().secret()).hasSizeGreaterThan(30).isNotEqualTo(token.secret());
        assertThat(token.toString()).doesNotContain(token.secret());
        assertThat(token.cookie()).doesNotContain(token.secret());
        assertThat(token.matches(token.secret().substring(1))).isFalse();
        assertThat(token.matches("")).isFalse();
    }
}
