package dev.gitlabmcp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitlabmcp.sandbox.SandboxTokens;
import dev.gitlabmcp.testkit.McpClient;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What signals do to the process. */
class StopSignalsAcceptanceIT {
    private static final int SIGTERM = 143;
    private static final Map<String, String> LONG_DRAIN = Map.of("SHUTDOWN_DRAIN_DELAY", "60s");

    @Test
    void firstSignal_drains_secondOneEndsAtOnce() {
        try (JarServer server = JarServer.withSettings(LONG_DRAIN)) {
            server.terminate();
            await().until(() -> server.output().contains("Draining"));
            assertThat(server.isAlive()).isTrue();
            server.terminate();
            assertThat(server.exitStatus(Duration.ofSeconds(30))).isEqualTo(SIGTERM);
        }
    }

    @Test
    void firstSignal_endsInOrder() {
        try (JarServer server = JarServer.withSettings(Map.of())) {
            server.terminate();
            assertThat(server.exitStatus(Duration.ofSeconds(30))).isEqualTo(SIGTERM);
            assertThat(server.output()).contains("Drained: every call has ended");
        }
    }

    @Test
    void signal_losesNoLine_thoughLinesAreWrittenInBatches() {
        try (JarServer server = JarServer.withSettings(Map.of("MAX_REQUESTS_PER_MINUTE", "100000"))) {
            McpClient client = new McpClient(server.url(), SandboxTokens.DEVELOPER);
            for (int i = 0; i < 200; i++) {
                client.modern("tools/list", "{}");
            }
            server.terminate();
            assertThat(server.exitStatus(Duration.ofSeconds(30))).isEqualTo(SIGTERM);
            assertThat(server.output().lines().filter(line -> line.contains("path=/mcp")))
                    .hasSize(200);
        }
    }
}
