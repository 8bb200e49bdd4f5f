package dev.gitlabmcp.transport;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.gitlabmcp.sandbox.Fault;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.RawHttp;
import dev.gitlabmcp.testkit.RunningServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** How the server stops: not ready first, idle streams ended in order, calls in flight answered. */
class ShutdownIT {

    @Test
    void stop_isAnnounced_endsStreams_andAnswersCallsInFlight() {
        try (RunningServer server = RunningServer.start(Map.of("SHUTDOWN_DRAIN_DELAY", "3s"))) {
            McpClient client = server.client();
            String session = client.initialize("2025-11-25", "{}");
            RawHttp stream = client.get(session);
            stream.head();
            stream.event();
            server.gitlab().faults().add(Fault.on("GET", "/api/v4/projects/.*").delay(Duration.ofSeconds(5)));
            RawHttp call = client.sendModern(
                    "tools/call",
                    "{\"name\":\"get_project\",\"arguments\":{\"project_id\":\"nordlicht-commerce/storefront\"}}");
            await().until(() -> server.gauge("gitlab_mcp_gitlab_connections_leased") == 1);

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::stop);
            // Once the delay is over nobody is answered any more.
            await().until(() -> health(server) == 503);
            assertThat(stream.event()).isEmpty();
            assertThat(call.answer().body()).contains("storefront");
            stopped.join();
        }
    }

    @Test
    void stop_closesConnectionsWithTheirAnswers_andOpensNoMoreSessions() {
        try (RunningServer server = RunningServer.start(Map.of("SHUTDOWN_DRAIN_DELAY", "3s"))) {
            McpClient client = server.client();
            client.initialize("2025-11-25", "{}");
            try (RawHttp early = server.connect();
                    RawHttp late = server.connect()) {
                assertThat(health(early).header("Connection")).isEmpty();
                assertThat(health(late).header("Connection")).isEmpty();
                int port = server.port();
                CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::stop);
                await().until(() -> health(server) == 503);
                assertThat(health(early).header("Connection")).contains("close");
                assertThat(early.isClosedByServer()).isTrue();

                await().until(() -> !isListening(port));
                RawHttp.Answer refused = late.send(
                                "POST",
                                "/mcp",
                                client.headers(),
                                client.request("initialize", "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{}}")
                                        .getBytes(StandardCharsets.UTF_8))
                        .answer();
                assertThat(refused.status()).as(refused.body()).isEqualTo(503);
                assertThat(refused.header("Retry-After")).contains("1");
                assertThat(refused.body()).contains("The server is stopping");
                stopped.join();
            }
        }
    }

    @Test
    void stop_answersACallOf20241105_beforeItsStreamEnds() {
        try (RunningServer server = RunningServer.start(Map.of("SHUTDOWN_DRAIN_DELAY", "0s"))) {
            McpClient client = server.client();
            RawHttp stream = server.connect().send("GET", "/sse", client.headers(), new byte[0]);
            stream.head();
            String address = stream.event().orElseThrow().data().orElseThrow();
            post(server, address, "initialize", "{\"protocolVersion\":\"2024-11-05\",\"capabilities\":{}}");
            stream.event();
            server.gitlab().faults().add(Fault.on("GET", "/api/v4/projects/.*").delay(Duration.ofSeconds(2)));
            post(
                    server,
                    address,
                    "tools/call",
                    "{\"name\":\"get_project\",\"arguments\":{\"project_id\":\"nordlicht-commerce/storefront\"}}");
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::stop);
            assertThat(stream.event().orElseThrow().data().orElseThrow()).contains("storefront");
            assertThat(stream.event()).isEmpty();
            stopped.join();
        }
    }

    @Test
    void stop_leavesCallsUnfinished_whenTheirTimeIsOver() {
        try (RunningServer server =
                RunningServer.start(Map.of("SHUTDOWN_DRAIN_DELAY", "0s", "SHUTDOWN_CALL_TIMEOUT", "1s"))) {
            server.gitlab().faults().add(Fault.on("GET", "/api/v4/projects/.*").delay(Duration.ofSeconds(20)));
            server.client()
                    .sendModern(
                            "tools/call",
                            "{\"name\":\"get_project\",\"arguments\":{\"project_id\":\"nordlicht-commerce/storefront\"}}");
            await().until(() -> server.gauge("gitlab_mcp_replies") == 1);
            long begun = System.nanoTime();
            // Jetty complains of the request that it has to cut off.
            assertThatThrownBy(server::stop).hasRootCauseInstanceOf(TimeoutException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(ofSeconds(1), ofSeconds(10));
        }
    }

    @Test
    void drainTask_turnsReadinessOffAndOn() {
        try (RunningServer server = RunningServer.start(Map.of())) {
            assertThat(task(server, "drain")).startsWith("draining, ");
            assertThat(health(server)).isEqualTo(503);
            assertThat(server.client()
                            .callTool("get_project", "{\"project_id\":\"nordlicht-commerce/storefront\"}")
                            .toString())
                    .contains("storefront");
            assertThat(task(server, "drain?enable=maybe")).contains("must be true or false", "\"status\":400");
            assertThat(task(server, "drain?enable=false")).startsWith("ready, ");
            assertThat(health(server)).isEqualTo(200);
        }
    }

    private static String task(RunningServer server, String name) {
        try (RawHttp http = new RawHttp(server.adminUrl())) {
            return http.send("POST", "/tasks/" + name, List.of("X-Admin-Task: 1"), new byte[0])
                    .answer()
                    .body();
        }
    }

    private static void post(RunningServer server, String address, String method, String params) {
        McpClient client = server.client();
        try (RawHttp http = server.connect()) {
            http.send(
                    "POST",
                    address,
                    client.headers(),
                    client.request(method, params).getBytes(StandardCharsets.UTF_8));
            assertThat(http.answer().status()).isEqualTo(202);
        }
    }

    private static boolean isListening(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static RawHttp.Answer health(RawHttp http) {
        return http.send("GET", "/health", List.of(), new byte[0]).answer();
    }

    private static int health(RunningServer server) {
        try (RawHttp http = server.connect()) {
            return http.send("GET", "/health", List.of(), new byte[0]).answer().status();
        }
    }
}
