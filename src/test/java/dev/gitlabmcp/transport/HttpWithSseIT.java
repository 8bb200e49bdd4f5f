package dev.gitlabmcp.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.testkit.RawHttp;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** 2024-11-05: a stream for all answers beside an address for messages. */
class HttpWithSseIT extends ServerCase {

    @Test
    void wholeConversation_onOneStream() {
        try (RawHttp stream = open()) {
            String address = stream.event().orElseThrow().data().orElseThrow();
            assertThat(address).startsWith("/messages?sessionId=");
            post(
                    address,
                    client.request("initialize", "{\"protocolVersion\":\"2024-11-05\",\"capabilities\":{}}"),
                    202);
            JsonNode initialized = data(stream.event()).path("result");
            assertThat(initialized.path("protocolVersion").asText()).isEqualTo("2024-11-05");
            assertThat(initialized.path("capabilities").has("completions")).isFalse();
            post(address, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}", 202);
            post(
                    address,
                    client.request(
                            "tools/call", callParams("test_tool_with_progress", ",\"_meta\":{\"progressToken\":1}")),
                    202);
            for (int i = 0; i < 3; i++) {
                assertThat(data(stream.event()).path("params").has("message")).isFalse();
            }
            assertThat(data(stream.event()).path("result").has("content")).isTrue();
            post(address, client.request("tools/call", callParams("test_audio_content", "")), 202);
            assertThat(data(stream.event())
                            .path("result")
                            .path("content")
                            .path(0)
                            .path("type")
                            .asText())
                    .isEqualTo("text");
        }
    }

    @Test
    void session_endsWithItsConnection() {
        String address;
        try (RawHttp stream = open()) {
            address = stream.event().orElseThrow().data().orElseThrow();
        }
        await().untilAsserted(
                        () -> assertThat(server.gauge("gitlab_mcp_sessions")).isZero());
        post(address, client.request("ping", "{}"), 404);
    }

    @Test
    void question_isAskedAndAnsweredOnTheStream() {
        try (RawHttp stream = open()) {
            String address = stream.event().orElseThrow().data().orElseThrow();
            post(
                    address,
                    client.request(
                            "initialize", "{\"protocolVersion\":\"2024-11-05\",\"capabilities\":{\"sampling\":{}}}"),
                    202);
            stream.event();
            post(
                    address,
                    client.request("tools/call", "{\"name\":\"test_sampling\",\"arguments\":{\"prompt\":\"hi\"}}"),
                    202);
            JsonNode question = data(stream.event());
            assertThat(question.path("method").asText()).isEqualTo("sampling/createMessage");
            post(
                    address,
                    "{\"jsonrpc\":\"2.0\",\"id\":" + question.path("id") + ",\"result\":{\"role\":\"assistant\"}}",
                    202);
            assertThat(data(stream.event()).path("result").has("content")).isTrue();
        }
    }

    @Test
    void nonsense_isRefusedAtOnce() {
        try (RawHttp stream = open()) {
            String address = stream.event().orElseThrow().data().orElseThrow();
            post(address, "{", 400);
            post(address, "[]", 400);
            post(address, "{\"jsonrpc\":\"2.0\",\"id\":1}", 400);
        }
    }

    private RawHttp open() {
        RawHttp stream = client.connect().send("GET", "/sse", client.headers(), new byte[0]);
        assertThat(stream.head().status()).isEqualTo(200);
        return stream;
    }

    private void post(String address, String body, int status) {
        try (RawHttp http = client.connect()) {
            assertThat(http.send("POST", address, client.headers(), body.getBytes(StandardCharsets.UTF_8))
                            .answer()
                            .status())
                    .isEqualTo(status);
        }
    }
}
