package dev.gitlabmcp.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.protocol.ErrorCode;
import dev.gitlabmcp.protocol.Json;
import dev.gitlabmcp.protocol.McpHeaders;
import dev.gitlabmcp.protocol.ProtocolException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParamHeadersTest {
    private static final String SCHEMA = """
            {"type": "object", "properties": {
              "region": {"type": "string", "x-mcp-header": "Region"},
              "plain": {"type": "string"},
              "target": {"type": "object", "properties": {
                "shard": {"type": "integer", "x-mcp-header": "Target-Shard"}}}}}""";

    private final ParamHeaders headers = ParamHeaders.of((ObjectNode) json(SCHEMA));

    @Test
    void of_annotatedProperties_areFoundAtEveryDepth() {
        assertThat(headers.entries())
                .containsExactly(
                        new ParamHeaders.Entry("Region", List.of("region")),
                        new ParamHeaders.Entry("Target-Shard", List.of("target", "shard")));
    }

    @Test
    void of_noAnnotation_isEmpty() {
        assertThat(ParamHeaders.of(Json.object()).entries()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"region\":\"eu\"}                  | eu",
                "{\"region\":\"eu west\"}             | eu west",
                "{\"region\":\"grün\"}                | =?base64?Z3LDvG4=?=",
                "{\"region\":\"eu\"}                  | =?base64?ZXU=?=",
                "{\"region\":true}                    | true",
            })
    void check_headerRepeatsTheArgument_passes(String arguments, String header) {
        assertThatCode(() -> headers.check(given("region", header), json(arguments)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"42, 42", "42, 042", "-1, -1"})
    void check_nestedNumber_isComparedAsNumber(String number, String header) {
        assertThatCode(() ->
                        headers.check(given("target-shard", header), json("{\"target\":{\"shard\":" + number + "}}")))
                .doesNotThrowAnyException();
    }

    @Test
    void check_neitherHeaderNorArgument_passes() {
        assertThatCode(() -> headers.check(McpHeaders.NONE, Json.object())).doesNotThrowAnyException();
        assertThatCode(() -> headers.check(McpHeaders.NONE, json("{\"region\":null}")))
                .doesNotThrowAnyException();
    }

    @Test
    void check_headerMissing_isRefused() {
        assertMismatch(McpHeaders.NONE, "{\"region\":\"eu\"}", "The header Mcp-Param-Region is missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"region\":\"us\"} | eu",
                "{\"region\":\"EU\"} | eu",
                "{}                  | eu",
                "{\"region\":null}   | null",
                "{\"region\":{}}     | eu",
            })
    void check_headerDiffers_isRefused(String arguments, String header) {
        assertMismatch(given("region", header), arguments, "The header Mcp-Param-Region differs from the argument.");
    }

    @ParameterizedTest
    @CsvSource({"43", "x", "42.0", "''"})
    void check_numberDiffers_isRefused(String header) {
        assertMismatch(
                given("target-shard", header), "{\"target\":{\"shard\":42}}", "The header Mcp-Param-Target-Shard");
    }

    @ParameterizedTest
    @CsvSource({"=?base64?Z3LDvG4?=", "=?base64?!!!!?=", "=?base64?/w==?=", "gr\u00fcn"})
    void check_brokenEncoding_isRefused(String header) {
        assertMismatch(
                given("region", header), "{\"region\":\"grün\"}", "The header Mcp-Param-Region cannot be decoded");
    }

    private void assertMismatch(McpHeaders given, String arguments, String message) {
        assertThatThrownBy(() -> headers.check(given, json(arguments)))
                .hasMessageStartingWith(message)
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.HEADER_MISMATCH));
    }

    private static McpHeaders given(String name, String value) {
        return new McpHeaders(null, null, null, null, null, Map.of(name, value));
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
