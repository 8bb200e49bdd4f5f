package dev.gitlabmcp.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.acceptance.JarServer;
import dev.gitlabmcp.sandbox.Sandbox;
import dev.gitlabmcp.sandbox.SandboxTokens;
import dev.gitlabmcp.testkit.McpClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus with the shipped configuration, in front of the packaged server with a password on its admin port. */
class PrometheusIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PASSWORD = "a-password-of-operators";
    private static final String WRONG = "a-password-of-others";

    @TempDir
    static Path directory;

    private static final List<AutoCloseable> STARTED = new ArrayList<>();
    private static JarServer server;
    private static RunningPrometheus prometheus;

    @BeforeAll
    static void start() throws IOException {
        Path password = Files.writeString(directory.resolve("password"), PASSWORD + "\n");
        Path configuration = MonitoringFiles.copyTo(directory, password);
        Sandbox gitlab = Sandbox.start(0);
        STARTED.add(gitlab);
        server = JarServer.withSettings(Map.of(
                "GITLAB_API_URL",
                gitlab.apiUrl().toString(),
                "ADMIN_USERNAME",
                "prometheus",
                "ADMIN_PASSWORD_FILE",
                password.toString(),
                "MAX_REQUESTS_PER_MINUTE",
                "100000"));
        STARTED.add(server);
        prometheus = new RunningPrometheus(directory, adapted(configuration));
        STARTED.add(prometheus);
    }

    /** The same in everything but where the servers are, and in how long a test would wait. */
    private static Path adapted(Path configuration) throws IOException {
        String target = "localhost:" + server.adminUrl().getPort();
        String text = Files.readString(configuration);
        String adapted = text.replace("\"gitlab-mcp-1:3003\", \"gitlab-mcp-2:3003\"", "\"" + target + "\"")
                .replace("_interval: 15s", "_interval: 1s")
                .replace("scrape_timeout: 10s", "scrape_timeout: 1s");
        assertThat(adapted).contains(target, "scrape_interval: 1s", "evaluation_interval: 1s");
        Path wrong = Files.writeString(directory.resolve("wrong-password"), WRONG);
        adapted += """
                  - job_name: strangers
                    # Wrong passwords more often would lock this address out.
                    scrape_interval: 15s
                    basic_auth:
                      username: prometheus
                      password_file: %s
                    static_configs:
                      - targets: ["%s"]
                """.formatted(wrong, target);
        return Files.writeString(configuration, adapted);
    }

    @AfterAll
    static void stop() throws Exception {
        for (int i = STARTED.size() - 1; i >= 0; i--) {
            STARTED.get(i).close();
        }
    }

    @Test
    void targets_areUpWithThePasswordAlone() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                prometheus.api("targets?state=active").path("activeTargets"))
                        .hasSize(2)
                        .allSatisfy(target -> {
                            boolean ours = target.path("scrapePool").asText().equals("gitlab-mcp");
                            assertThat(target.path("health").asText())
                                    .as(target.toString())
                                    .isEqualTo(ours ? "up" : "down");
                        }));
    }

    @Test
    void rules_areEvaluatedWithoutErrorAndNoneFires() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<JsonNode> rules = MonitoringFiles.elements(
                            prometheus.api("rules").path("groups"))
                    .flatMap(group -> MonitoringFiles.elements(group.path("rules")))
                    .toList();
            assertThat(rules)
                    .hasSize(MonitoringFiles.rules().size())
                    .allSatisfy(rule -> assertThat(rule.path("health").asText())
                            .as(rule.toString())
                            .isEqualTo("ok"))
                    .allSatisfy(rule -> assertThat(rule.path("state").asText()).isNotEqualTo("firing"));
        });
    }

    @Test
    void questionsOfTheDashboard_areAnsweredAfterTraffic() {
        call();
        await().atMost(PATIENCE).untilAsserted(() -> {
            call();
            List<String> silent = MonitoringFiles.panels().stream()
                    .flatMap(panel -> MonitoringFiles.elements(panel.path("targets"))
                            .filter(target -> prometheus
                                    .query(MonitoringFiles.filled(
                                            target.path("expr").asText()))
                                    .isEmpty())
                            .map(target -> panel.path("title").asText()))
                    .distinct()
                    .toList();
            // What has not happened here: no request ends with a code, and there is no TLS.
            assertThat(silent)
                    .containsExactlyInAnyOrder(
                            "Errors of requests", "Certificate expires in", "Certificate files usable");
        });
        assertThat(prometheus.query("sum(gitlab_mcp_tool_calls_total{tool=\"whoami\",outcome=\"ok\"})"))
                .singleElement()
                .satisfies(
                        series -> assertThat(series.at("/value/1").asDouble()).isPositive());
        assertThat(prometheus.query("gitlab_mcp_gitlab_calls_total{exported_instance=~\"http.*\"}"))
                .isNotEmpty();
    }

    private static void call() {
        McpClient client = new McpClient(server.url(), SandboxTokens.DEVELOPER);
        client.modern("tools/call", "{\"name\":\"whoami\",\"arguments\":{}}");
        client.modern("tools/call", "{\"name\":\"get_project\",\"arguments\":{\"project_id\":\"no/such\"}}");
    }
}
