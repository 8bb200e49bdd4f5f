package dev.gitlabmcp.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitlabmcp.sandbox.Fault;
import dev.gitlabmcp.sandbox.SandboxTokens;
import dev.gitlabmcp.testkit.LogLines;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.RawHttp;
import dev.gitlabmcp.testkit.RunningServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code LOG_LEVEL=DEBUG} tells of single requests. */
class DebugLinesIT {

    @Test
    void requests_instancesCredentialsSessionsAndRetries_areTold() {
        try (RunningServer server = RunningServer.start(Map.of("ENABLE_DYNAMIC_API_URL", "true"));
                LogLines log = LogLines.named("dev.gitlabmcp")) {
            McpClient client = server.client();
            String label = "127.0.0.1:" + server.gitlab().apiUrl().getPort();
            String session = client.initialize("2025-11-25", "{}");
            server.gitlab()
                    .faults()
                    .add(Fault.on("GET", "/api/v4/projects/42")
                            .status(503, "{}", Map.of())
                            .once());
            client.legacy(session, "tools/call", "{\"name\":\"get_project\",\"arguments\":{\"project_id\":42}}");
            try (RawHttp http = client.sendModern(
                    "tools/list", "{}", "X-GitLab-API-URL: " + server.gitlab().apiUrl())) {
                http.answer();
            }
            try (RawHttp http = client.connect()) {
                http.send("DELETE", "/mcp", client.headers("Mcp-Session-Id: " + session), new byte[0])
                        .answer();
            }
            new McpClient(server.url(), "glpat-planted-wrong-token").callTool("get_project", "{\"project_id\":42}");

            await().until(() -> log.lines().stream().anyMatch(line -> line.endsWith("refuses a credential")));
            assertThat(log.lines())
                    .contains(
                            "Request for " + label + " by default; credential in PRIVATE-TOKEN, UNPROVEN",
                            "Request for " + label + " by its session; credential in PRIVATE-TOKEN, UNPROVEN",
                            "Request for " + label + " by X-GitLab-API-URL; credential in PRIVATE-TOKEN, PROVEN",
                            label + " came into the pool, 1 of 100",
                            label + " refuses a credential")
                    .anyMatch(line -> line.startsWith("Attempt 2 at " + label) && line.endsWith("after status 503"))
                    .anyMatch(line -> line.startsWith("Session for") && line.endsWith("opened in version 2025-11-25"))
                    .anyMatch(line -> line.endsWith("The client ended the session."));
            assertThat(log.lines().toString()).doesNotContain("planted", SandboxTokens.DEVELOPER, session);
        }
    }

    @Test
    void limits_areTold() {
        try (RunningServer server = RunningServer.start(Map.of("MAX_REQUESTS_PER_MINUTE", "1"));
                LogLines log = LogLines.named("dev.gitlabmcp")) {
            List.of(1, 2).forEach(i -> server.client().modern("tools/list", "{}"));

            await().untilAsserted(() -> assertThat(log.lines()).anyMatch(line -> line.contains("is over a limit")));
        }
    }
}
