package dev.gitlabmcp.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.sandbox.SandboxTokens;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.RawHttp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies and streams of 2026-07-28. */
class ModernStreamsIT extends ServerCase {
    private static final String ELICITS = "\"io.modelcontextprotocol/clientCapabilities\":{\"elicitation\":{}}";

    @Test
    void discover_saysWhatThereIs() {
        JsonNode result = client.modern("server/discover", "{}").path("result");
        assertThat(result.path("resultType").asText()).isEqualTo("complete");
        assertThat(result.path("supportedVersions")).hasToString("[\"2026-07-28\"]");
        assertThat(result.path("capabilities").path("tools").path("listChanged").asBoolean())
                .isTrue();
        assertThat(result.path("_meta")
                        .path("io.modelcontextprotocol/serverInfo")
                        .path("name")
                        .asText())
                .isEqualTo("gitlab-mcp");
        assertThat(result.path("ttlMs").isInt()).isTrue();
    }

    @Test
    void call_withProgress_streamsWithoutIds() {
        try (RawHttp http = client.sendModern(
                "tools/call", callParams("test_tool_with_progress", ",\"_meta\":{\"progressToken\":7}"))) {
            assertThat(http.head().header("Content-Type")).contains("text/event-stream");
            for (int expected : new int[] {0, 50, 100}) {
                RawHttp.Event event = http.event().orElseThrow();
                assertThat(event.id()).isEmpty();
                assertThat(McpClient.json(event.data().orElseThrow()).path("params"))
                        .hasToString("{\"progressToken\":7,\"progress\":" + expected
                                + ",\"total\":100,\"message\":\"Completed step " + expected + " of 100\"}");
            }
            assertThat(data(http.event()).path("result").path("resultType").asText())
                    .isEqualTo("complete");
            assertThat(http.event()).isEmpty();
        }
    }

    @Test
    void severalCalls_shareOneConnection() {
        try (RawHttp http = client.sendModern("tools/call", callParams("test_simple_text", ""))) {
            http.answer();
            for (int i = 0; i < 3; i++) {
                http.send(
                        "POST",
                        "/mcp",
                        client.headers(
                                "MCP-Protocol-Version: 2026-07-28",
                                "Mcp-Method: tools/call",
                                "Mcp-Name: test_simple_text"),
                        ("{\"jsonrpc\":\"2.0\",\"id\":" + i + ",\"method\":\"tools/call\",\"params\":{"
                                        + "\"name\":\"test_simple_text\",\"_meta\":{"
                                        + "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                                        + "\"io.modelcontextprotocol/clientCapabilities\":{}}}}")
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
                assertThat(McpClient.json(http.answer().body()).path("id").asInt())
                        .isEqualTo(i);
            }
        }
    }

    @Test
    void logs_onlyAtTheLevelAskedFor() {
        try (RawHttp http = client.sendModern("tools/call", callParams("test_logging_tool", ""))) {
            assertThat(http.answer().header("Content-Type")).contains("application/json");
        }
        String level = ",\"_meta\":{\"io.modelcontextprotocol/logLevel\":\"info\"}";
        try (RawHttp http = client.sendModern("tools/call", callParams("test_logging_tool", level))) {
            http.head();
            assertThat(data(http.event()).path("method").asText()).isEqualTo("notifications/message");
        }
        JsonNode unknown = client.modern("tools/call", callParams("test_logging_tool", level.replace("info", "loud")));
        assertThat(unknown.path("error").path("code").asInt()).isEqualTo(-32602);
        assertThat(unknown.path("error").path("message").asText()).contains("warning");
    }

    @Test
    void listen_acknowledgesFirst_andTellsOnlyWhatWasAskedFor() {
        try (RawHttp stream = client.sendModern(
                "subscriptions/listen",
                "{\"notifications\":{\"toolsListChanged\":true,\"resourceSubscriptions\":"
                        + "[\"test://watched-resource\",\"test://static-text\",\"x:y\"]}}")) {
            assertThat(stream.head().status()).isEqualTo(200);
            JsonNode acknowledged = data(stream.event());
            assertThat(acknowledged.path("method").asText()).isEqualTo("notifications/subscriptions/acknowledged");
            assertThat(acknowledged.path("params").path("notifications"))
                    .hasToString("{\"toolsListChanged\":true,\"resourceSubscriptions\":[\"test://watched-resource\"]}");
            client.callTool("test_trigger_prompt_change", "{}");
            client.callTool("test_trigger_resource_update", "{}");
            client.callTool("test_trigger_tool_change", "{}");
            JsonNode updated = data(stream.event());
            JsonNode changed = data(stream.event());
            assertThat(java.util.List.of(
                            updated.path("method").asText(),
                            changed.path("method").asText()))
                    .containsExactlyInAnyOrder("notifications/resources/updated", "notifications/tools/list_changed");
            JsonNode id = acknowledged.path("params").path("_meta").path("io.modelcontextprotocol/subscriptionId");
            assertThat(id.isNumber()).isTrue();
            assertThat(changed.path("params").path("_meta").path("io.modelcontextprotocol/subscriptionId"))
                    .isEqualTo(id);
        }
        await().untilAsserted(() ->
                assertThat(server.gauge("gitlab_mcp_subscriptions")).isZero());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"notifications\":[]}", "{\"notifications\":{\"toolsListChanged\":\"yes\"}}"})
    void listen_withoutAFilter_isRefused(String params) {
        assertThat(client.modern("subscriptions/listen", params)
                        .path("error")
                        .path("code")
                        .asInt())
                .isEqualTo(-32602);
    }

    @Test
    void state_ofAnotherPrincipalOrRequest_isRefused() {
        String name = "\"name\":\"test_input_required_result_elicitation\"";
        String params = "{" + name + ",\"arguments\":{},\"_meta\":{" + ELICITS + "}%s}";
        JsonNode asked = client.modern("tools/call", params.formatted("")).path("result");
        assertThat(asked.path("resultType").asText()).isEqualTo("input_required");
        String retry = ",\"requestState\":" + asked.path("requestState")
                + ",\"inputResponses\":{\"user_name\":{\"action\":\"accept\",\"content\":{\"name\":\"Ada\"}}}";

        McpClient stranger = new McpClient(server.url(), SandboxTokens.OWNER);
        assertThat(stranger.modern("tools/call", params.formatted(retry))
                        .path("error")
                        .path("message")
                        .asText())
                .contains("another request");
        String otherArguments = params.formatted(retry).replace("\"arguments\":{}", "\"arguments\":{\"x\":1}");
        assertThat(client.modern("tools/call", otherArguments)
                        .path("error")
                        .path("message")
                        .asText())
                .contains("another request");
        assertThat(client.modern("tools/call", params.formatted(retry))
                        .path("result")
                        .path("content")
                        .path(0)
                        .path("text")
                        .asText())
                .isEqualTo("Hello, Ada!");
    }

    @Test
    void listenStream_isEndedWithAResult_whenTheServerStops() {
        var other = dev.gitlabmcp.testkit.RunningServer.start();
        try (RawHttp stream =
                other.client().sendModern("subscriptions/listen", "{\"notifications\":{\"toolsListChanged\":true}}")) {
            stream.head();
            stream.event();
            other.close();
            JsonNode result = data(stream.event());
            assertThat(result.path("result").path("resultType").asText()).isEqualTo("complete");
            assertThat(stream.event()).isEmpty();
        }
    }

    @Test
    void unknownMethods_are404() {
        for (String method : new String[] {"initialize", "ping", "logging/setLevel", "resources/subscribe", "x/y"}) {
            try (RawHttp http = client.sendModern(method, "{}")) {
                RawHttp.Answer answer = http.answer();
                assertThat(answer.status()).as(method).isEqualTo(404);
                assertThat(McpClient.json(answer.body())
                                .path("error")
                                .path("code")
                                .asInt())
                        .isEqualTo(-32601);
            }
        }
    }

    @Test
    void badParameters_areAnsweredWith200() {
        for (String[] bad : new String[][] {
            {"tools/call", "{\"name\":\"no_such_tool\"}"},
            {"tools/call", "{\"name\":\"test_simple_text\",\"arguments\":[]}"},
            {"tools/call", "{}"},
            {"prompts/get", "{\"name\":\"no_such_prompt\"}"},
            {"resources/read", "{\"uri\":\"no:such\"}"},
            {"tools/list", "{\"cursor\":\"bm9uZQ\"}"},
            {"tools/list", "{\"cursor\":7}"},
            {"completion/complete", "{\"ref\":{\"type\":\"ref/prompt\",\"name\":\"x\"}}"}
        }) {
            try (RawHttp http = client.sendModern(bad[0], bad[1])) {
                RawHttp.Answer answer = http.answer();
                assertThat(answer.status()).as(bad[0] + bad[1]).isEqualTo(200);
                assertThat(McpClient.json(answer.body())
                                .path("error")
                                .path("code")
                                .asInt())
                        .isEqualTo(-32602);
            }
        }
    }
}
