package dev.gitlabmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitlabmcp.net.Secret;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsMaskTest {
    private static final SettingsMask MASK = mask();

    private static SettingsMask mask() {
        Settings settings = new Settings(Map.of("GITLAB_TOKEN", "glpat-planted"));
        settings.secret("GITLAB_TOKEN");
        settings.secret("MCP_AUTH_TOKEN");
        return new SettingsMask(settings.usedSecrets());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server.adminConnectors[0].keyStorePassword",
                "logging.appenders[1].apiKey",
                "logging.loggers.a.b.appenders[0].password",
                "metrics.reporters[0].headers.Authorization",
                "metrics.reporters[0].accessToken",
                "metrics.secrets.first"
            })
    void keysOfSecrets_areHidden(String key) {
        assertThat(MASK.apply(key, "hush", Set.of())).isEqualTo("***");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auth.remoteAuthorization",
                "tls.keyPath",
                "logging.loggers.dev.gitlabmcp.gitlab.TokenScopes",
                "server.applicationConnectors[0].requestCookieCompliance",
                "limits.failedAuthenticationsPerMinute"
            })
    void otherKeys_areShown(String key) {
        assertThat(MASK.apply(key, "shown", Set.of())).isEqualTo("shown");
    }

    @Test
    void valuesOfSecretVariables_areHidden() {
        assertThat(MASK.apply("gitlab.client.userAgent", "x", Set.of("GITLAB_TOKEN")))
                .isEqualTo("***");
        assertThat(MASK.apply("gitlab.client.userAgent", "x", Set.of("VAULT_PASSWORD")))
                .isEqualTo("***");
        assertThat(MASK.apply("gitlab.client.userAgent", "x", Set.of("PORT"))).isEqualTo("x");
    }

    @Test
    void valuesThatHoldASecret_areHidden() {
        assertThat(MASK.apply("gitlab.client.userAgent", "agent glpat-planted", Set.of()))
                .isEqualTo("***");
    }

    @Test
    void loginsInUrls_areHidden() {
        assertThat(MASK.apply("metrics.reporters[0].url", "amqp://u:p/w@queue.test", Set.of()))
                .isEqualTo("amqp://***@queue.test");
        assertThat(MASK.apply("metrics.reporters[0].url", "see https://u:p@w@graphite.test/x, ok", Set.of()))
                .isEqualTo("see https://***@graphite.test/x, ok");
    }

    @ParameterizedTest
    @CsvSource({
        "http://user:pass@proxy.test:3128, http://***@proxy.test:3128",
        "user:p@ss://x@proxy.test, ***@proxy.test",
        "https://user@proxy.test, https://***@proxy.test",
        "proxy.test:3128, proxy.test:3128",
        "'', ''"
    })
    void proxies_areShownWithoutTheirLogin(String setting, String shown) {
        assertThat(SettingsMask.proxy(Secret.of(setting))).isEqualTo(shown);
    }

    @Test
    void nothing_staysNothing() {
        assertThat(MASK.apply("server.adminConnectors[0].keyStorePassword", null, Set.of()))
                .isNull();
        assertThat(List.of(MASK.apply("x.password", "", Set.of()))).containsExactly("");
    }
}
