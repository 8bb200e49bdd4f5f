package dev.gitlabmcp.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeParserTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"1", "1767225600000", "\"a\"", "\"1\"", "-5", "123456789012345678901234567890", "\"\u00fc \\\"\""
            })
    void parse_keepsTheIdVerbatim(String id) {
        JsonRpcMessage message = single("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"ping\"}");
        assertThat(message)
                .asInstanceOf(InstanceOfAssertFactories.type(JsonRpcMessage.Request.class))
                .extracting(r -> r.id().json())
                .isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"jsonrpc\":\"2.0\",\"id\":1",
                "[{}",
                "{\"jsonrpc\":\"2.0\"} x",
                "{} {}",
                "{\"a\":}",
                "nope",
                "{\"params\":{\"a\":1,\"a\":2}}"
            })
    void parse_notJson_isAParseError(String body) {
        assertParseError(body.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-32"})
    void parse_otherEncodings_areAParseError(String charset) {
        assertParseError("{\"jsonrpc\":\"2.0\"}".getBytes(Charset.forName(charset)));
    }

    @Test
    void parse_invalidUtf8_isAParseError() {
        byte[] body = "{\"jsonrpc\":\"2.0\",\"id\":\"?\",\"method\":\"ping\"}".getBytes(StandardCharsets.UTF_8);
        body[23] = (byte) 0xC3;
        assertParseError(body);
    }

    @Test
    void parse_tooDeep_isAParseError() {
        String deep = "[".repeat(Json.MAX_NESTING + 1) + "]".repeat(Json.MAX_NESTING + 1);
        assertParseError(("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":{\"a\":" + deep + "}}")
                .getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void parse_unknownMembers_areSkipped() {
        assertThat(single("{\"x\":{\"id\":9},\"jsonrpc\":\"2.0\",\"y\":[1],\"method\":\"ping\",\"id\":1}"))
                .isInstanceOf(JsonRpcMessage.Request.class);
    }

    @Test
    void parse_nullParams_areNone() {
        assertThat(single("{\"jsonrpc\":\"2.0\",\"method\":\"n\",\"params\":null}"))
                .isInstanceOf(JsonRpcMessage.Notification.class);
    }

    private static void assertParseError(byte[] body) {
        assertThatThrownBy(() -> EnvelopeParser.parse(body))
                .asInstanceOf(InstanceOfAssertFactories.type(ProtocolException.class))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.PARSE_ERROR))
                .satisfies(e -> assertThat(e).hasMessageStartingWith("The body is not JSON: "));
    }

    private static JsonRpcMessage single(String json) {
        return ((Envelope.Single) EnvelopeParser.parse(json.getBytes(StandardCharsets.UTF_8))).message();
    }
}
