package dev.gitlabmcp.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.sandbox.SandboxTokens;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.RawHttp;
import dev.gitlabmcp.testkit.RunningServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams that invented tokens hold open, beside callers whom GitLab knows: 6 sessions and subscriptions at most. */
class StrangersIT {
    private static final String LISTEN = "{\"notifications\":{\"toolsListChanged\":true}}";

    private final RunningServer server = RunningServer.start(
            Map.of("MAX_SESSIONS", "6", "MAX_SESSIONS_PER_PRINCIPAL", "2", "MAX_UNPROVEN_SESSIONS_PER_ADDRESS", "6"));
    private final List<RawHttp> open = new ArrayList<>();

    @AfterEach
    void stop() {
        open.forEach(RawHttp::close);
        server.close();
    }

    @Test
    void sessionsWithOpenStreams_giveWayToAProvenCaller() {
        McpClient known = proven(SandboxTokens.DEVELOPER);
        RawHttp first = null;
        for (int i = 0; i < 6; i++) {
            McpClient stranger = stranger(i);
            RawHttp stream = stranger.get(stranger.initialize("2025-11-25", "{}"));
            assertThat(stream.head().status()).isEqualTo(200);
            stream.event();
            open.add(stream);
            first = first == null ? stream : first;
        }
        RawHttp.Answer refused = stranger(7)
                .post(
                        stranger(7).request("initialize", "{\"protocolVersion\":\"2025-11-25\"}"),
                        stranger(7).headers());
        assertThat(refused.status()).isEqualTo(503);

        assertThat(known.initialize("2025-11-25", "{}")).isNotEmpty();
        assertThat(first).isNotNull();
        assertThat(first.event()).as("its stream has ended").isEmpty();
        assertThat(server.gauge("gitlab_mcp_sessions")).isEqualTo(6);
    }

    @Test
    void subscriptions_ofStrangers_areHalfAtMost_andOfAProvenCallerItsShare() {
        McpClient known = proven(SandboxTokens.DEVELOPER);
        for (int i = 0; i < 3; i++) {
            listens(stranger(i));
        }
        assertFull(stranger(3), "3 unproven subscriptions");
        listens(known);
        listens(known);
        assertFull(known, "2 subscriptions of this credential");
        assertThat(server.gauge("gitlab_mcp_subscriptions")).isEqualTo(5);

        open.get(0).close();
        await().until(() -> server.gauge("gitlab_mcp_subscriptions") == 4);
        listens(stranger(3));
        open.get(3).cut();
        await().until(() -> server.gauge("gitlab_mcp_subscriptions") == 4);
        listens(known);
    }

    @Test
    void subscription_openedBeforeTheFirstCall_isTheProvenCallersFromThenOn() {
        for (int i = 0; i < 2; i++) {
            listens(stranger(i));
        }
        McpClient known = server.client();
        listens(known);
        assertFull(stranger(3), "3 unproven subscriptions");
        known.callTool("whoami", "{}");
        known.callTool("whoami", "{}");
        listens(stranger(3));
    }

    private void listens(McpClient caller) {
        RawHttp stream = caller.sendModern("subscriptions/listen", LISTEN);
        assertThat(stream.head().status()).isEqualTo(200);
        stream.event();
        open.add(stream);
    }

    private static void assertFull(McpClient caller, String bound) {
        try (RawHttp http = caller.sendModern("subscriptions/listen", LISTEN)) {
            RawHttp.Answer answer = http.answer();
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isPresent();
            JsonNode body = McpClient.json(answer.body());
            assertThat(body.has("id")).isTrue();
            assertThat(body.at("/error/code").asInt()).isEqualTo(503);
            assertThat(body.at("/error/message").asText()).startsWith("Server capacity reached: " + bound);
        }
    }

    private McpClient proven(String token) {
        McpClient known = new McpClient(server.url(), token);
        assertThat(known.callTool("whoami", "{}").path("isError").asBoolean()).isFalse();
        return known;
    }

    private McpClient stranger(int number) {
        return new McpClient(server.url(), "glpat-nobody-has-this-" + number);
    }
}
