package dev.gitlabmcp.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitlabmcp.sandbox.Fault;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.RawHttp;
import dev.gitlabmcp.testkit.RunningServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How the server stops: not ready first, idle streams ended in order, calls in flight answered. */
class ShutdownIT {

    @Test
    void stop_isAnnounced_endsStreams_andAnswersCallsInFlight() {
        try (RunningServer server = RunningServer.start(Map.of("SHUTDOWN_DRAIN_DELAY", "1s"))) {
            McpClient client = server.client();
            String session = client.initialize("2025-11-25", "{}");
            RawHttp stream = client.get(session);
            stream.head();
            stream.event();
            server.gitlab().faults().add(Fault.on("GET", "/api/v4/projects/.*").delay(Duration.ofSeconds(3)));
            RawHttp call = client.sendModern(
                    "tools/call",
                    "{\"name\":\"get_project\",\"arguments\":{\"project_id\":\"nordlicht-commerce/storefront\"}}");
            await().until(() -> server.gauge("gitlab.connections.leased") == 1);

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::stop);
            await().atMost(Duration.ofMillis(900)).until(() -> health(server) == 503);
            assertThat(stream.event()).isEmpty();
            assertThat(call.answer().body()).contains("storefront");
            stopped.join();
        }
    }

    private static int health(RunningServer server) {
        try (RawHttp http = server.connect()) {
            return http.send("GET", "/health", List.of(), new byte[0]).answer().status();
        }
    }
}
