package dev.gitlabmcp.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitlabmcp.sandbox.Fault;
import dev.gitlabmcp.sandbox.SandboxTokens;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.MetricsPage;
import dev.gitlabmcp.testkit.RawHttp;
import dev.gitlabmcp.testkit.RunningServer;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each refusal counts under its own reason, and under no other. */
class RefusalMetricsIT {
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"tools/list\"}";
    private static final String NOTIFICATION = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";
    private static final String REJECTED = "gitlab_mcp_limits_rejected_total";

    private RunningServer server;
    private McpClient client;

    private void start(Map<String, String> settings) {
        server = RunningServer.start(settings);
        client = server.client();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void assertRejected(String reason, long count) {
        MetricsPage page = MetricsPage.of(server.adminUrl(), REJECTED);
        assertThat(page.value(REJECTED, "reason", reason)).isEqualTo(count);
        assertThat(page.sum(REJECTED)).isEqualTo(count);
    }

    private void failures(String reason, long count) {
        MetricsPage page = MetricsPage.of(server.adminUrl(), "gitlab_mcp_authentication_failures_total");
        assertThat(page.value("gitlab_mcp_authentication_failures_total", "reason", reason))
                .isEqualTo(count);
        assertThat(page.sum("gitlab_mcp_authentication_failures_total")).isEqualTo(count);
    }

    private void modern(McpClient caller, String method, String params) {
        try (RawHttp http = caller.sendModern(method, params)) {
            http.answer();
        }
    }

    @Test
    void requestsOfACredential() {
        start(Map.of("MAX_REQUESTS_PER_MINUTE", "3"));
        for (int i = 0; i < 5; i++) {
            modern(client, "tools/list", "{}");
        }

        assertRejected("rate_limit_principal", 2);
    }

    @Test
    void notifications() {
        start(Map.of("MAX_REQUESTS_PER_MINUTE", "5", "MAX_NOTIFICATIONS_PER_MINUTE", "1"));
        String session = client.initialize("2025-11-25", "{}");
        for (int i = 0; i < 3; i++) {
            client.post(NOTIFICATION, client.headers("Mcp-Session-Id: " + session));
        }

        assertRejected("notifications", 2);
    }

    @Test
    void messagesOfAnUnprovenAddress() {
        start(Map.of("MAX_UNPROVEN_REQUESTS_PER_MINUTE", "2"));
        for (int i = 0; i < 5; i++) {
            modern(client, "tools/list", "{}");
        }

        assertRejected("unproven_address", 3);
    }

    @Test
    void failedAuthentications() {
        start(Map.of("MAX_FAILED_AUTHENTICATIONS_PER_MINUTE", "1"));
        modern(new McpClient(server.url(), SandboxTokens.REVOKED), "tools/call", KnownTraffic.WHOAMI);
        // Counted after the answer, which the client may have sooner.
        await().untilAsserted(() -> failures("refused_by_gitlab", 1));
        modern(client, "tools/list", "{}");
        modern(client, "tools/list", "{}");

        assertRejected("failed_authentications", 2);
    }

    @Test
    void newInstancesAndBadOnes() {
        start(Map.of("ENABLE_DYNAMIC_API_URL", "true", "MAX_NEW_INSTANCES_PER_MINUTE", "2"));
        for (int i = 0; i < 3; i++) {
            client.post(LIST, client.headers("X-GitLab-API-URL: nonsense" + i));
        }

        assertRejected("new_instances", 1);
        failures("bad_instance", 3);
    }

    @Test
    void callsInFlight() throws Exception {
        start(Map.of("MAX_CALLS_IN_FLIGHT", "1"));
        server.gitlab().faults().add(Fault.on("GET", "/api/v4/user").delay(Duration.ofSeconds(1)));
        String session = client.initialize("2025-11-25", "{}");
        // The call is over when its answer is written, which the client may have sooner.
        await().until(() -> server.gauge("gitlab_mcp_session_calls_in_flight") == 0);
        try (RawHttp slow = client.sendLegacy(session, "tools/call", KnownTraffic.WHOAMI)) {
            await().until(() -> server.gauge("gitlab_mcp_session_calls_in_flight") == 1);
            client.post(LIST, client.headers("Mcp-Session-Id: " + session));

            assertRejected("calls_in_flight", 1);
            assertThat(slow.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void sessionsAndSubscriptions() {
        start(Map.of("MAX_SESSIONS", "1"));
        String session = client.initialize("2025-11-25", "{}");
        client.legacy(session, "tools/call", KnownTraffic.WHOAMI);
        McpClient owner = new McpClient(server.url(), SandboxTokens.OWNER);
        owner.post(LIST, owner.headers());

        assertRejected("sessions", 1);
        String listen = "{\"notifications\":{\"toolsListChanged\":true}}";
        try (RawHttp open = client.sendModern("subscriptions/listen", listen)) {
            open.head();
            modern(client, "subscriptions/listen", listen);
            MetricsPage page = MetricsPage.of(server.adminUrl());
            assertThat(page.value(REJECTED, "reason", "subscriptions")).isEqualTo(1);
            assertThat(page.sum("gitlab_mcp_subscriptions")).isEqualTo(1);
            assertThat(page.sum("gitlab_mcp_subscriptions_opened_total")).isEqualTo(1);
        }
    }

    @Test
    void connections() throws Exception {
        start(Map.of(
                "GITLAB_POOL_MAX_CONNECTIONS", "1",
                "GITLAB_POOL_MAX_WAITING", "0"));
        server.gitlab().faults().add(Fault.on("GET", "/api/v4/user").delay(Duration.ofSeconds(1)));
        try (RawHttp slow = client.sendModern("tools/call", KnownTraffic.WHOAMI)) {
            await().until(() -> server.gauge("gitlab_mcp_gitlab_connections_leased") == 1);
            client.callTool("whoami", "{}");

            assertRejected("connections", 1);
            assertThat(slow.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void reasons_areThereBeforeAnythingIsRefused() {
        start(Map.of());

        assertThat(MetricsPage.of(server.adminUrl(), REJECTED).samples(REJECTED).stream()
                        .map(sample -> sample.labels().get("reason")))
                .containsExactlyInAnyOrderElementsOf(Stream.of(
                                "rate_limit_session",
                                "rate_limit_principal",
                                "unproven_address",
                                "notifications",
                                "failed_authentications",
                                "new_instances",
                                "calls_in_flight",
                                "sessions",
                                "subscriptions",
                                "instances",
                                "connections")
                        .toList());
    }
}
