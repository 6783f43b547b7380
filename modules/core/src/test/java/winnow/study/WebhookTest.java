package winnow.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebhookTest {
    private static final Webhook HOOK = new Webhook(
            "https://hooks.example.org:8443/services/T0/B0/secret?key=1",
            Map.of("Authorization", "Bearer ${ENV:TOKEN}${ENV:TAIL}"),
            false);

    @Test
    void putsVariablesIntoItsHeadersOnlyWhenSent() {
        assertThat(HOOK.variables()).containsExactly("TOKEN", "TAIL");
        assertThat(HOOK.headers(Map.of("TOKEN", "a$1\\", "TAIL", "")))
                .containsExactly(Map.entry("Authorization", "Bearer a$1\\"));
        assertThat(HOOK.toString()).doesNotContain("a$1");
    }

    @Test
    void saysWhichVariableIsMissingOrUnfitWithoutItsValue() {
        assertThatThrownBy(() -> HOOK.headers(Map.of("TOKEN", "a")))
                .hasMessage("the environment variable TAIL is not set");
        assertThatThrownBy(() -> HOOK.headers(Map.of("TOKEN", "s3cret\r\nX: y", "TAIL", "")))
                .hasMessageContaining("the environment variable TOKEN holds a line break")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void namesItsHostAlone() {
        assertThat(HOOK.host()).isEqualTo("https://hooks.example.org:8443");
    }

    @Test
    void knowsThisMachineByItsNames() {
        for (var here : List.of("http://localhost/x", "http://127.0.0.1:80", "http://127.1.2.3/", "http://[::1]:80/")) {
            assertThat(Webhook.isLoopback(URI.create(here))).as(here).isTrue();
        }
        for (var there : List.of("http://localhost.example.org/", "http://10.0.0.1/", "http://127.example.org/")) {
            assertThat(Webhook.isLoopback(URI.create(there))).as(there).isFalse();
        }
    }
}
