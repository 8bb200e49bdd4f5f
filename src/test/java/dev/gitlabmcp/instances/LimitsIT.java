package dev.gitlabmcp.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.sandbox.Fault;
import dev.gitlabmcp.sandbox.SandboxTokens;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.RawHttp;
import dev.gitlabmcp.testkit.RunningServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What callers see who want more than they get. */
class LimitsIT {
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"tools/list\"}";
    private static final String NOTIFICATION = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";

    private RunningServer server = RunningServer.start(Map.of("MAX_REQUESTS_PER_MINUTE", "5"));
    private McpClient client = server.client();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void modern_sixthRequestOfFive_is429WithRetryAfter() {
        for (int i = 0; i < 5; i++) {
            try (RawHttp http = client.sendModern("tools/list", "{}")) {
                assertThat(http.answer().status()).isEqualTo(200);
            }
        }
        try (RawHttp http = client.sendModern("tools/list", "{}")) {
            assertTooMany(http.answer());
        }
    }

    @Test
    void legacy_sixthRequestOfFive_is429AndAnotherCallerIsServed() {
        String session = client.initialize("2025-11-25", "{}");
        for (int i = 0; i < 4; i++) {
            assertThat(post(session, LIST).status()).isEqualTo(200);
        }

        assertTooMany(post(session, LIST));
        assertThat(new McpClient(server.url(), SandboxTokens.OWNER)
                        .callTool("whoami", "{}")
                        .has("content"))
                .isTrue();
    }

    @Test
    void overTheLimit_notificationsAreTakenAndRequestsAmongThemAreNot() {
        String session = client.initialize("2025-11-25", "{}");
        for (int i = 0; i < 20; i++) {
            assertThat(post(session, NOTIFICATION).status()).isEqualTo(202);
        }
        for (int i = 0; i < 4; i++) {
            post(session, LIST);
        }

        assertTooMany(post(session, LIST));
        assertThat(post(session, NOTIFICATION).status()).isEqualTo(202);
    }

    @Test
    void overTheLimit_getIs429AsWell() {
        String session = client.initialize("2025-11-25", "{}");
        for (int i = 0; i < 4; i++) {
            post(session, LIST);
        }
        try (RawHttp http = client.get(session)) {
            assertTooMany(http.answer());
        }
    }

    @Test
    void batch_costsAsManyRequestsAsItHas() {
        String session = client.initialize("2025-03-26", "{}");
        String ping = "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"ping\"}";
        String five = "["
                + String.join(
                        ",",
                        ping.formatted(1),
                        ping.formatted(2),
                        ping.formatted(3),
                        ping.formatted(4),
                        ping.formatted(5))
                + "]";
        String four =
                "[" + String.join(",", ping.formatted(1), ping.formatted(2), ping.formatted(3), NOTIFICATION) + "]";

        assertTooMany(post(session, five));
        assertThat(post(session, four).status()).isEqualTo(200);
        assertTooMany(post(session, LIST));
    }

    @Test
    void overTheLimit_theBodyIsNotRead() {
        for (int i = 0; i < 100; i++) {
            RawHttp.Answer answer = client.post("{broken", client.headers());
            if (answer.status() == 429) {
                assertTooMany(answer);
                return;
            }
            assertThat(answer.status()).isEqualTo(400);
        }
        throw new AssertionError("A hundred broken bodies were parsed at five requests a minute.");
    }

    @Test
    void refusedAndAnonymousRequests_takeNoSession() {
        restart(Map.of());
        client.post("{broken", client.headers());
        client.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"no/such\"}", client.headers());
        client.post("{\"jsonrpc\":\"2.0\",\"id\":1}", client.headers());
        client.post(NOTIFICATION, client.headers());
        client.post(LIST, List.of("Content-Type: application/json"));
        client.post(LIST, List.of("Content-Type: application/json", "Private-Token: short"));
        client.post("[]", client.headers());

        assertThat(server.gauge("gitlab_mcp_sessions")).isZero();
    }

    @Test
    void session_withTooManyCallsInFlight_is429() throws Exception {
        restart(Map.of("MAX_CALLS_IN_FLIGHT", "1"));
        server.gitlab().faults().add(Fault.on("GET", "/api/v4/user").delay(Duration.ofSeconds(2)));
        String session = client.initialize("2025-11-25", "{}");
        // The call is over when its answer is written, which the client may have sooner.
        await().until(() -> server.gauge("gitlab_mcp_session_calls_in_flight") == 0);
        try (RawHttp slow = client.sendLegacy(session, "tools/call", "{\"name\":\"whoami\",\"arguments\":{}}")) {
            await().until(() -> server.gauge("gitlab_mcp_session_calls_in_flight") == 1);
            RawHttp.Answer second = post(session, LIST);

            assertThat(second.status()).isEqualTo(429);
            assertThat(second.header("Retry-After")).isPresent();
            assertThat(slow.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void sessionsFull_is503WithRetryAfter() {
        restart(Map.of("MAX_SESSIONS", "1"));
        String session = client.initialize("2025-11-25", "{}");
        client.legacy(session, "tools/call", "{\"name\":\"whoami\",\"arguments\":{}}");
        RawHttp.Answer answer = new McpClient(server.url(), SandboxTokens.OWNER).post(LIST, owner());

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isPresent();
        JsonNode error = McpClient.json(answer.body()).path("error");
        assertThat(error.path("message").asText())
                .startsWith("Server capacity reached")
                .contains("sessions");
        assertThat(post(session, LIST).status()).isEqualTo(200);
    }

    private List<String> owner() {
        return new McpClient(server.url(), SandboxTokens.OWNER).headers();
    }

    private void restart(Map<String, String> settings) {
        server.close();
        server = RunningServer.start(settings);
        client = server.client();
    }

    private RawHttp.Answer post(String session, String body) {
        return client.post(body, client.headers("Mcp-Session-Id: " + session));
    }

    private static void assertTooMany(RawHttp.Answer answer) {
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After"))
                .hasValueSatisfying(
                        seconds -> assertThat(Integer.parseInt(seconds)).isBetween(1, 60));
        JsonNode error = McpClient.json(answer.body());
        assertThat(error.path("jsonrpc").asText()).isEqualTo("2.0");
        assertThat(error.at("/error/message").asText()).startsWith("Rate limit exceeded");
    }
}
