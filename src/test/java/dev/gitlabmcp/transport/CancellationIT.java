package dev.gitlabmcp.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitlabmcp.sandbox.Fault;
import dev.gitlabmcp.sandbox.RecordedRequest;
import dev.gitlabmcp.testkit.RawHttp;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client that no longer wants the answer: how far that reaches. */
class CancellationIT extends ServerCase {
    private static final Duration GITLAB_TAKES = Duration.ofSeconds(10);
    private static final String CALL =
            "{\"name\":\"get_project\",\"arguments\":{\"project_id\":\"nordlicht-commerce/storefront\"}}";

    @BeforeEach
    void slowGitLab() {
        server.gitlab().clearRequests();
        server.gitlab().faults().add(Fault.on("GET", "/api/v4/projects/.*").delay(GITLAB_TAKES));
    }

    @AfterEach
    void quickGitLab() {
        server.gitlab().faults().clear();
    }

    @Test
    void modern_closedConnection_closesTheOneToGitLab() throws Exception {
        RawHttp http = client.sendModern("tools/call", CALL);
        RecordedRequest request = arrived();
        long start = System.nanoTime();
        http.close();
        request.clientClosed().get(5, TimeUnit.SECONDS);
        // Long before GitLab would have answered.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(GITLAB_TAKES.dividedBy(2));
    }

    @Test
    void modern_resetConnection_closesTheOneToGitLab() throws Exception {
        RawHttp http = client.sendModern("tools/call", CALL);
        RecordedRequest request = arrived();
        http.cut();
        request.clientClosed().get(5, TimeUnit.SECONDS);
    }

    @Test
    void modern_closedWhileStreaming_closesTheOneToGitLab() throws Exception {
        RawHttp http = client.sendModern("tools/call", CALL);
        RecordedRequest request = arrived();
        assertThat(http.head().header("Content-Type")).contains("text/event-stream");
        http.close();
        request.clientClosed().get(5, TimeUnit.SECONDS);
    }

    @Test
    void modern_resetWhileStreaming_closesTheOneToGitLab() throws Exception {
        RawHttp http = client.sendModern("tools/call", CALL);
        RecordedRequest request = arrived();
        http.head();
        http.cut();
        request.clientClosed().get(5, TimeUnit.SECONDS);
    }

    @Test
    void legacy_resetConnection_isNoticedWhenTheAnswerIsWritten() {
        RawHttp http = client.sendLegacy(session("2025-11-25", "{}"), "tools/call", CALL);
        arrived();
        http.cut();
    }

    @Test
    void legacy_cancelledNotification_closesTheOneToGitLab() throws Exception {
        String session = session("2025-11-25", "{}");
        try (RawHttp http = client.sendLegacy(session, "tools/call", CALL)) {
            RecordedRequest request = arrived();
            client.post(
                    "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":2}}",
                    client.headers("Mcp-Session-Id: " + session));
            request.clientClosed().get(5, TimeUnit.SECONDS);
            assertThat(http.answer().body()).doesNotContain("\"result\"").doesNotContain("\"error\"");
        }
    }

    @Test
    void legacy_closedConnection_cancelsNothing() {
        String session = session("2025-11-25", "{}");
        RawHttp http = client.sendLegacy(session, "tools/call", CALL);
        RecordedRequest request = arrived();
        http.close();
        await().during(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(request.clientClosed()).isNotDone());
        assertThat(server.gauge("gitlab_mcp_session_calls_in_flight")).isEqualTo(1);
    }

    private static RecordedRequest arrived() {
        await().until(() -> !server.gitlab().requests().isEmpty());
        List<RecordedRequest> requests = server.gitlab().requests();
        return requests.get(requests.size() - 1);
    }
}
