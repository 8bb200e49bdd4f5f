package dev.gitlabmcp.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.RawHttp;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies and streams of the session-based versions. */
class LegacyStreamsIT extends ServerCase {
    private static final String PROGRESS =
            callParams("test_tool_with_progress", ",\"_meta\":{\"progressToken\":\"p\"}");

    @ParameterizedTest
    @CsvSource({"2025-11-25,true", "2025-06-18,false", "2025-03-26,false"})
    void call_withProgress_streams_primedOnlyWhereClientsKnowIt(String version, boolean primed) {
        String session = session(version, "{}");
        try (RawHttp http = client.sendLegacy(session, "tools/call", PROGRESS)) {
            RawHttp.Answer head = http.head();
            assertThat(head.header("Content-Type")).contains("text/event-stream");
            assertThat(head.header("X-Accel-Buffering")).contains("no");
            assertThat(head.header("Cache-Control")).contains("no-cache, no-transform");
            if (primed) {
                assertThat(http.event()).hasValueSatisfying(e -> {
                    assertThat(e.data()).contains("");
                    assertThat(e.id()).isPresent();
                });
            }
            for (int expected : new int[] {0, 50, 100}) {
                JsonNode progress = data(http.event());
                assertThat(progress.path("params").path("progress").asInt()).isEqualTo(expected);
                assertThat(progress.path("params").path("progressToken").asText())
                        .isEqualTo("p");
            }
            assertThat(data(http.event())
                            .path("result")
                            .path("content")
                            .path(0)
                            .path("text")
                            .asText())
                    .isEqualTo("done");
            assertThat(http.event()).isEmpty();
        }
    }

    @Test
    void call_withoutNotification_isJson() {
        String session = session("2025-11-25", "{}");
        JsonNode answer = client.legacy(session, "tools/call", callParams("test_simple_text", ""));
        assertThat(answer.path("result").path("content").path(0).path("text").asText())
                .startsWith("This is a simple");
        assertThat(answer.path("result").has("resultType")).isFalse();
    }

    @Test
    void cutConnection_goesOn_andTheRestIsResumed() {
        String session = session("2025-11-25", "{}");
        String lastId;
        try (RawHttp http = client.sendLegacy(session, "tools/call", PROGRESS)) {
            http.head();
            http.event();
            lastId = http.event().orElseThrow().id().orElseThrow();
            http.cut();
        }
        try (RawHttp resumed = client.get(session, "Last-Event-ID: " + lastId)) {
            assertThat(resumed.head().status()).isEqualTo(200);
            assertThat(data(resumed.event()).path("params").path("progress").asInt())
                    .isEqualTo(50);
            assertThat(data(resumed.event()).path("params").path("progress").asInt())
                    .isEqualTo(100);
            assertThat(data(resumed.event()).path("result").isObject()).isTrue();
            assertThat(resumed.event()).isEmpty();
        }
    }

    @Test
    void resume_replaysOnlyItsOwnStream() {
        String session = session("2025-11-25", "{}");
        String first = lastEventOf(session);
        lastEventOf(session);
        try (RawHttp resumed = client.get(session, "Last-Event-ID: " + first)) {
            resumed.head();
            assertThat(resumed.event()).isEmpty();
        }
    }

    private String lastEventOf(String session) {
        try (RawHttp http = client.sendLegacy(session, "tools/call", PROGRESS)) {
            http.head();
            String last = "";
            for (Optional<RawHttp.Event> e = http.event(); e.isPresent(); e = http.event()) {
                last = e.get().id().orElseThrow();
            }
            return last;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "99-1", "1-99", ""})
    void resume_fromNowhere_isRefused(String lastEventId) {
        String session = session("2025-11-25", "{}");
        lastEventOf(session);
        try (RawHttp http = client.get(session, "Last-Event-ID: " + lastEventId)) {
            assertThat(http.answer().status()).isEqualTo(400);
        }
    }

    @Test
    void standaloneStream_hearsOfChanges_andASecondOneTakesOver() {
        String session = session("2025-11-25", "{}");
        try (RawHttp first = client.get(session)) {
            first.head();
            String primeId = first.event().orElseThrow().id().orElseThrow();
            client.legacy(session, "tools/call", callParams("test_trigger_tool_change", ""));
            assertThat(data(first.event()).path("method").asText()).isEqualTo("notifications/tools/list_changed");
            try (RawHttp second = client.get(session, "Last-Event-ID: " + primeId)) {
                second.head();
                assertThat(first.event()).isEmpty();
                assertThat(data(second.event()).path("method").asText()).isEqualTo("notifications/tools/list_changed");
                client.legacy(session, "tools/call", callParams("test_trigger_prompt_change", ""));
                assertThat(data(second.event()).path("method").asText())
                        .isEqualTo("notifications/prompts/list_changed");
            }
        }
    }

    @Test
    void standaloneStream_hearsOnlyOfResourcesSubscribedTo() {
        String session = session("2025-06-18", "{}");
        try (RawHttp stream = client.get(session)) {
            stream.head();
            String update = callParams("test_trigger_resource_update", "");
            client.legacy(session, "tools/call", update);
            assertThat(client.legacy(session, "resources/subscribe", "{\"uri\":\"test://watched-resource\"}")
                            .path("result"))
                    .hasToString("{}");
            client.legacy(session, "tools/call", update);
            client.legacy(session, "resources/unsubscribe", "{\"uri\":\"test://watched-resource\"}");
            client.legacy(session, "tools/call", update);
            client.legacy(session, "tools/call", callParams("test_trigger_tool_change", ""));
            assertThat(data(stream.event()).path("params").path("uri").asText()).isEqualTo("test://watched-resource");
            assertThat(data(stream.event()).path("method").asText()).isEqualTo("notifications/tools/list_changed");
            assertThat(client.legacy(session, "resources/subscribe", "{\"uri\":\"test://static-text\"}")
                            .path("error")
                            .path("code")
                            .asInt())
                    .isEqualTo(-32002);
        }
    }

    @Test
    void silentStream_getsKeepAliveComments() {
        String session = session("2025-06-18", "{}");
        try (RawHttp stream = client.get(session)) {
            stream.head();
            assertThat(stream.eventOrComment().orElseThrow().data()).isEmpty();
            assertThat(stream.eventOrComment().orElseThrow().data()).isEmpty();
        }
    }

    @Test
    void elicitation_isAskedOnTheReplyStream_andAnsweredByAPost() {
        String session = session("2025-11-25", "{\"elicitation\":{}}");
        try (RawHttp http = client.sendLegacy(
                session, "tools/call", "{\"name\":\"test_elicitation\",\"arguments\":{\"message\":\"Who?\"}}")) {
            http.head();
            http.event();
            JsonNode question = data(http.event());
            assertThat(question.path("method").asText()).isEqualTo("elicitation/create");
            RawHttp.Answer accepted = client.post(
                    "{\"jsonrpc\":\"2.0\",\"id\":" + question.path("id")
                            + ",\"result\":{\"action\":\"accept\",\"content\":{\"username\":\"Ada\"}}}",
                    client.headers("Mcp-Session-Id: " + session));
            assertThat(accepted.status()).isEqualTo(202);
            assertThat(data(http.event())
                            .path("result")
                            .path("content")
                            .path(0)
                            .path("text")
                            .asText())
                    .contains("Ada");
        }
    }

    @Test
    void elicitation_ofAClientWithoutIt_failsInBand() {
        String session = session("2025-11-25", "{}");
        JsonNode answer = client.legacy(
                session, "tools/call", "{\"name\":\"test_elicitation\",\"arguments\":{\"message\":\"Who?\"}}");
        assertThat(answer.path("error").path("message").asText()).contains("elicitation");
    }

    @Test
    void cancelledCall_endsWithoutAnswer() {
        String session = session("2025-11-25", "{\"elicitation\":{}}");
        try (RawHttp http = client.sendLegacy(
                session, "tools/call", "{\"name\":\"test_elicitation\",\"arguments\":{\"message\":\"Who?\"}}")) {
            http.head();
            http.event();
            http.event();
            String cancel = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":2,"
                    + "\"reason\":\"changed my mind\"}}";
            assertThat(client.post(cancel, client.headers("Mcp-Session-Id: " + session))
                            .status())
                    .isEqualTo(202);
            assertThat(http.event()).isEmpty();
        }
        await().untilAsserted(() ->
                assertThat(server.gauge("gitlab_mcp_session_calls_in_flight")).isZero());
    }

    @Test
    void implicitSession_isFoundAgain() {
        RawHttp.Answer first = client.post(client.request("tools/list", "{}"), client.headers());
        RawHttp.Answer second = client.post(client.request("tools/list", "{}"), client.headers());
        assertThat(first.status()).isEqualTo(200);
        String session = first.header("Mcp-Session-Id").orElseThrow();
        sessions.add(session);
        assertThat(second.header("Mcp-Session-Id")).contains(session);
    }

    @Test
    void deletedSession_isGone_andSomebodyElsesWasNeverThere() {
        String session = client.initialize("2025-11-25", "{}");
        McpClient stranger = new McpClient(server.url(), "glpat-somebody-elses-token");
        assertThat(stranger.post(stranger.request("ping", "{}"), stranger.headers("Mcp-Session-Id: " + session))
                        .status())
                .isEqualTo(404);
        try (RawHttp http = client.connect()) {
            assertThat(http.send("DELETE", "/mcp", client.headers("Mcp-Session-Id: " + session), new byte[0])
                            .answer()
                            .status())
                    .isEqualTo(204);
        }
        assertThat(client.post(client.request("ping", "{}"), client.headers("Mcp-Session-Id: " + session))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void unknownVersionHeader_isRefused() {
        String session = session("2025-11-25", "{}");
        RawHttp.Answer answer = client.post(
                client.request("ping", "{}"),
                client.headers("Mcp-Session-Id: " + session, "MCP-Protocol-Version: 1999-01-01"));
        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void unknownMethod_isAnsweredInBand() {
        String session = session("2025-11-25", "{}");
        JsonNode answer = client.legacy(session, "server/discover", "{}");
        assertThat(answer.path("error").path("code").asInt()).isEqualTo(-32601);
    }

    @Test
    void bug_isAnsweredWithAnIdOnly() {
        String session = session("2025-11-25", "{}");
        JsonNode error = client.legacy(session, "tools/call", callParams("test_crash", ""))
                .path("error");
        assertThat(error.path("code").asInt()).isEqualTo(-32603);
        assertThat(error.path("message").asText()).startsWith("Internal error ").doesNotContain("secret");
    }

    @Test
    void resourceLink_isTextForOldVersions() {
        assertThat(contentType("2025-06-18")).isEqualTo("resource_link");
        assertThat(contentType("2025-03-26")).isEqualTo("text");
    }

    private String contentType(String version) {
        return client.legacy(session(version, "{}"), "tools/call", callParams("test_resource_link", ""))
                .path("result")
                .path("content")
                .path(0)
                .path("type")
                .asText();
    }

    @Test
    void batch_isServedIn20250326_only() {
        String batch =
                "[" + client.request("ping", "{}") + ",{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"},"
                        + client.request("nope", "{}") + "]";
        RawHttp.Answer answer = client.post(batch, client.headers("Mcp-Session-Id: " + session("2025-03-26", "{}")));
        JsonNode answers = McpClient.json(answer.body());
        assertThat(answers).hasSize(2);
        assertThat(answers.path(0).path("result")).hasToString("{}");
        assertThat(answers.path(1).path("error").path("code").asInt()).isEqualTo(-32601);
        assertThat(client.post(batch, client.headers("Mcp-Session-Id: " + session("2025-06-18", "{}")))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void batch_withProgress_streamsEveryAnswer() {
        String session = session("2025-03-26", "{}");
        String batch = "[" + client.request("ping", "{}") + "," + client.request("tools/call", PROGRESS) + "]";
        try (RawHttp http = client.connect()) {
            http.send(
                    "POST",
                    "/mcp",
                    client.headers("Mcp-Session-Id: " + session),
                    batch.getBytes(StandardCharsets.UTF_8));
            http.head();
            for (int i = 0; i < 3; i++) {
                assertThat(data(http.event()).has("method")).isTrue();
            }
            assertThat(data(http.event()).path("result")).hasToString("{}");
            assertThat(data(http.event()).path("result").has("content")).isTrue();
            assertThat(http.event()).isEmpty();
        }
    }

    @Test
    void batch_ofNotificationsOnly_isAccepted() {
        String session = session("2025-03-26", "{}");
        RawHttp.Answer answer = client.post(
                "[{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}]",
                client.headers("Mcp-Session-Id: " + session));
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
    }
}
