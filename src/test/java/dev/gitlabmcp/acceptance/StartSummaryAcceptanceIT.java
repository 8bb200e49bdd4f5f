package dev.gitlabmcp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the server says of itself when it has started, whether or not its GitLab can be reached. */
class StartSummaryAcceptanceIT {
    private static final String UNREACHABLE = "http://127.0.0.1:1";

    @Test
    void start_isOneLine_withoutGitLab() {
        try (JarServer server =
                JarServer.withSettings(Map.of("GITLAB_API_URL", UNREACHABLE, "GITLAB_PERMISSION_MODE", "readonly"))) {
            assertThat(log(server).lines().filter(line -> line.contains("StartSummary")))
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .contains("Serving MCP on 127.0.0.1:" + server.url().getPort())
                            .contains("admin on 127.0.0.1:" + server.adminUrl().getPort())
                            .contains("GitLab " + UNREACHABLE, "callers bring their tokens")
                            .contains("tools: core, readonly", "TLS off"));
        }
    }

    @Test
    void riskySettings_areWarnedOf() {
        Map<String, String> open = Map.of(
                "GITLAB_API_URL",
                UNREACHABLE,
                "HOST",
                "0.0.0.0",
                "GITLAB_TOKEN",
                "glpat-abcdefghij0123456789",
                "MCP_AUTH_TOKEN",
                "0123456789abcdef0123");
        try (JarServer server = JarServer.withSettings(open)) {
            assertThat(log(server))
                    .contains("callers share the server's token")
                    .contains("WARN", "Tokens reach this server unencrypted", "GITLAB_ALLOWED_PROJECT_IDS");
        }
    }

    @Test
    void unencryptedTokens_areNotWarnedOf_behindAProxy() {
        Map<String, String> proxied =
                Map.of("GITLAB_API_URL", UNREACHABLE, "HOST", "0.0.0.0", "TRUST_PROXY", "10.0.0.0/8");
        try (JarServer server = JarServer.withSettings(proxied)) {
            assertThat(log(server)).contains("Serving MCP on 0.0.0.0").doesNotContain("unencrypted");
        }
    }

    /** The log, whole: its lines are written by a thread of their own, the last of them when the server has ended. */
    private static String log(JarServer server) {
        await().until(() -> server.output().contains("Serving MCP on"));
        server.terminate();
        server.exitStatus(Duration.ofSeconds(60));
        return server.output();
    }
}
