package dev.gitlabmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.RawHttp;
import dev.gitlabmcp.testkit.RunningServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of settings of a running server. */
class EffectiveSettingsIT {
    @TempDir
    private Path directory;

    private static RawHttp.Answer get(RunningServer server, String path, String... headers) {
        try (RawHttp http = new RawHttp(server.adminUrl())) {
            return http.send("GET", path, List.of(headers), new byte[0]).answer();
        }
    }

    private static JsonNode config(RunningServer server, String... headers) {
        RawHttp.Answer answer = get(server, "/config", headers);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return McpClient.json(answer.body());
    }

    private static void assertSetting(JsonNode page, String key, Object value, String source) {
        for (JsonNode setting : page.path("settings")) {
            if (setting.path("key").asText().equals(key)) {
                assertThat(setting.path("value").asText()).as(key).isEqualTo(String.valueOf(value));
                assertThat(setting.path("source").asText()).as(key).isEqualTo(source);
                return;
            }
        }
        throw new AssertionError(key + " is missing");
    }

    @Test
    void builtIn_showsEveryKeyOfTheReferenceOnce() throws IOException {
        try (RunningServer server = RunningServer.start(Map.of("MAX_SESSIONS", "9"))) {
            JsonNode page = config(server);

            List<String> keys = page.path("settings").findValuesAsText("key");
            assertThat(keys).doesNotHaveDuplicates();
            assertThat(keys)
                    .containsAll(Leaves.of(new com.fasterxml.jackson.dataformat.yaml.YAMLMapper()
                                    .readTree(Path.of("config.yml").toFile()))
                            .keySet());
            assertThat(page.path("file").isNull()).isTrue();
            assertSetting(page, "sessions.maxSessions", 9, "environment MAX_SESSIONS");
            assertSetting(page, "sessions.timeoutSeconds", 3600, "default");
            assertSetting(page, "limits.notificationsPerMinute", 10_000_000, "default");
            assertSetting(page, "mcp.listPageSize", 1000, "default");
            assertSetting(page, "server.adminConnectors[0].port", 0, "environment ADMIN_PORT");
            assertThat(page.path("secrets").findValuesAsText("name"))
                    .containsExactlyInAnyOrder(
                            "GITLAB_TOKEN", "MCP_AUTH_TOKEN", "MCP_STATE_SECRET", "SSL_PASSPHRASE", "ADMIN_PASSWORD");
        }
    }

    @Test
    void fileOfItsOwn_isComparedKeyByKey() throws IOException {
        Path file = Files.writeString(directory.resolve("mine.yml"), """
                sessions: { maxSessions: 12, timeoutSeconds: ${SESSION_TIMEOUT_SECONDS:-77} }
                shutdown: { drainDelay: 0s }
                logging: { level: WARN }
                server:
                  applicationConnectors: [{ type: mcp, port: ${PORT}, bindHost: 127.0.0.1 }]
                  adminConnectors: [{ type: http, port: ${ADMIN_PORT}, bindHost: localhost }]
                """);
        try (RunningServer server = RunningServer.start(file, Map.of())) {
            JsonNode page = config(server);

            assertThat(page.path("file").asText()).isEqualTo(file.toString());
            assertSetting(page, "sessions.maxSessions", 12, "config file");
            assertSetting(page, "sessions.timeoutSeconds", 77, "config file");
            assertSetting(page, "sessions.maxPerPrincipal", 100, "default");
            assertSetting(page, "server.adminConnectors[0].port", 0, "environment ADMIN_PORT");
            assertSetting(page, "server.adminConnectors[0].bindHost", "localhost", "config file");
        }
    }

    @Test
    void secrets_areOnNoPage() throws IOException {
        Path password = Files.writeString(directory.resolve("password"), "plantedadminpass\n");
        Path file = Files.writeString(
                directory.resolve("planted.yml"),
                Files.readString(Path.of("config.yml"))
                        .replace("userAgent: \"gitlab-mcp\"", "userAgent: \"${AGENT_TOKEN:-x}\"")
                        .replace("noProxy: \"${NO_PROXY:-}\"", "noProxy: \"localhost,127.0.0.1\""));
        Map<String, String> settings = new HashMap<>(Map.of(
                "GITLAB_TOKEN", "glpat-plantedtoken0123456789",
                "MCP_AUTH_TOKEN", "plantedbearer",
                "MCP_STATE_SECRET", "plantedstatesecret",
                "SSL_PASSPHRASE", "plantedpassphrase",
                "ADMIN_USERNAME", "ops",
                "ADMIN_PASSWORD_FILE", password.toString(),
                "HTTP_PROXY", "http://planteduser:plantedproxy@127.0.0.1:9",
                "HTTPS_PROXY", "http://:plantedproxy@127.0.0.1:9",
                "AGENT_TOKEN", "plantedagent"));
        String login = "Authorization: Basic "
                + Base64.getEncoder().encodeToString("ops:plantedadminpass".getBytes(StandardCharsets.UTF_8));
        try (RunningServer server = RunningServer.start(file, settings)) {
            for (String path :
                    List.of("/config", "/pools", "/sessions", "/healthcheck", "/metrics", "/tasks", "/threads", "/")) {
                RawHttp.Answer answer = get(server, path, login);
                assertThat(answer.status()).as(path).isEqualTo(200);
                assertThat(answer.body())
                        .as(path)
                        .doesNotContain("planted" + "token", "plantedbearer", "plantedstate")
                        .doesNotContain(
                                "plantedpassphrase", "plantedadmin", "plantedproxy", "planteduser", "plantedagent");
            }
            JsonNode page = config(server, login);
            assertSetting(page, "gitlab.network.httpProxy", "http://***@127.0.0.1:9", "environment HTTP_PROXY");
            assertSetting(page, "gitlab.client.userAgent", "***", "environment AGENT_TOKEN");
            for (JsonNode secret : page.path("secrets")) {
                assertThat(secret.path("set").asBoolean()).isTrue();
                assertThat(secret.path("value").asText()).isEqualTo("***");
                String name = secret.path("name").asText();
                assertThat(secret.path("source").asText())
                        .isEqualTo("environment " + name + (name.equals("ADMIN_PASSWORD") ? "_FILE" : ""));
            }
        }
    }
}
