package dev.gitlabmcp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.RawHttp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The admin port of the packaged server. */
class AdminAcceptanceIT {

    @Test
    void packagedServer_guardsItsAdminPortAndKnowsItsSettings() {
        try (JarServer server = JarServer.withSettings(
                Map.of("HTTPS_PROXY", "http://user:plantedpassword@127.0.0.1:9", "MAX_SESSIONS", "77"))) {
            assertThat(send(server, "GET", "/ready").status()).isEqualTo(200);
            assertThat(send(server, "GET", "/pools", "Host: rebound.test").status())
                    .isEqualTo(403);
            assertThat(send(server, "POST", "/tasks/gc").status()).isEqualTo(403);
            assertThat(send(server, "POST", "/tasks/gc", "X-Admin-Task: 1").status())
                    .isEqualTo(404);
            String body = send(server, "GET", "/config").body();
            assertThat(body).doesNotContain("plantedpassword");
            JsonNode page = McpClient.json(body);
            assertThat(page.path("settings"))
                    .anySatisfy(setting -> assertThat(setting.toString())
                            .contains("sessions.maxSessions", "77", "environment MAX_SESSIONS"));
            assertThat(page.path("settings"))
                    .filteredOn(setting -> !setting.path("source").asText().startsWith("environment "))
                    .allSatisfy(setting ->
                            assertThat(setting.path("source").asText()).isEqualTo("default"));
        }
    }

    @Test
    void packagedServer_withoutPasswordBeyondLoopbackWhereAllowed_warnsAndStillChecksTheHost() {
        try (JarServer server =
                JarServer.withSettings(Map.of("ADMIN_HOST", "0.0.0.0", "ADMIN_ALLOW_UNAUTHENTICATED", "true"))) {
            await().untilAsserted(() -> assertThat(server.output().lines())
                    .anySatisfy(line -> assertThat(line).contains("WARN", "0.0.0.0", "ADMIN_ALLOW_UNAUTHENTICATED")));
            assertThat(send(server, "GET", "/pools", "Host: localhost").status())
                    .isEqualTo(200);
            assertThat(send(server, "GET", "/pools", "Host: 0.0.0.0").status()).isEqualTo(403);
        }
    }

    private static RawHttp.Answer send(JarServer server, String method, String path, String... headers) {
        try (RawHttp http = new RawHttp(server.adminUrl())) {
            return http.send(method, path, List.of(headers), new byte[0]).answer();
        }
    }
}
