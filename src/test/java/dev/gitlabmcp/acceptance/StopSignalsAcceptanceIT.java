package dev.gitlabmcp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
}
