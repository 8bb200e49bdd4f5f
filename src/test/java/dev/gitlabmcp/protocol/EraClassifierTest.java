package dev.gitlabmcp.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One row per cell of the decision ladder. Headers are written {@code version|session|method|name}; - is absent. */
class EraClassifierTest {
    private static final String NEW = "2026-07-28";
    private static final String META =
            "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"%s\",\"io.modelcontextprotocol/clientCapabilities\":{}}";
    private static final String MODERN_META = META.formatted(NEW);

    static Stream<Arguments> cells() {
        return Stream.of(
                // arrays
                arguments("-|-|-|-", "[]", "400 -32600"),
                arguments("-|s|-|-", "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]", "batch 1"),
                arguments("2026-07-28|-|-|-", "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]", "400 -32600"),
                arguments("-|-|-|-", "[" + request("ping", MODERN_META) + "]", "400 -32600"),
                arguments("-|-|-|-", "[" + request("initialize", "") + "]", "400 -32600"),
                arguments("-|s|-|-", "[1]", "400 -32600"),
                arguments("-|s|-|-", "[" + request("ping", "") + ",{\"jsonrpc\":\"1.0\",\"id\":1}]", "400 -32600"),
                // no message
                arguments("-|-|-|-", "1", "400 -32600"),
                arguments("-|-|-|-", "{\"jsonrpc\":\"2.0\"}", "400 -32600"),
                arguments("-|-|-|-", "{\"id\":1,\"method\":\"ping\"}", "400 -32600 id 1"),
                arguments("-|-|-|-", "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}", "400 -32600"),
                arguments("-|-|-|-", "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"}", "400 -32600"),
                arguments("-|-|-|-", "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}", "400 -32600"),
                arguments("-|-|-|-", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}", "400 -32600 id 1"),
                arguments(
                        "-|-|-|-", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":[]}", "400 -32600 id 1"),
                arguments("-|-|-|-", "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"m\"}", "400 -32600"),
                // replies
                arguments("-|s|-|-", "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"result\":{}}", "legacy Reply"),
                arguments("-|s|-|-", "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"error\":{\"code\":1}}", "legacy Reply"),
                arguments("-|-|-|-", "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{},\"error\":{}}", "400 -32600 id 1"),
                // notifications
                arguments("-|s|-|-", notification("notifications/initialized", ""), "legacy Notification"),
                arguments("2025-11-25|s|-|-", notification("notifications/initialized", ""), "legacy Notification"),
                arguments("2026-07-28|-|-|-", notification("notifications/x", MODERN_META), "modern notification"),
                arguments("-|-|-|-", notification("notifications/x", MODERN_META), "modern notification"),
                arguments("2025-06-18|-|-|-", notification("notifications/x", MODERN_META), "400 -32020"),
                arguments(
                        "2026-07-28|-|-|-",
                        notification("n", "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":3}"),
                        "400 -32602"),
                arguments("2026-07-28|-|-|-", notification("notifications/cancelled", ""), "modern notification"),
                arguments(
                        "2026-07-28|-|notifications/cancelled|-",
                        notification("notifications/cancelled", ""),
                        "modern notification"),
                arguments("2026-07-28|-|other|-", notification("notifications/cancelled", ""), "400 -32020"),
                // initialize
                arguments("-|-|-|-", initialize("2025-11-25"), "initialize 2025-11-25"),
                arguments("-|-|-|-", initialize("2025-06-18"), "initialize 2025-06-18"),
                arguments("-|-|-|-", initialize("2025-03-26"), "initialize 2025-03-26"),
                arguments("-|-|-|-", initialize("2024-11-05"), "initialize 2024-11-05"),
                arguments("-|-|-|-", initialize("2026-07-28"), "initialize 2025-11-25"),
                arguments("-|-|-|-", initialize("1999-01-01"), "initialize 2025-11-25"),
                arguments("2025-11-25|-|-|-", initialize("2025-11-25"), "initialize 2025-11-25"),
                arguments("2026-07-28|-|-|-", initialize("2025-11-25"), "400 -32020 id 1"),
                arguments("-|s|-|-", initialize("2025-11-25"), "400 -32600 id 1"),
                arguments("-|-|-|-", request("initialize", ""), "200 -32602 id 1"),
                arguments("2026-07-28|-|initialize|-", request("initialize", MODERN_META), "modern initialize"),
                // legacy requests
                arguments("-|s|-|-", request("ping", ""), "legacy Request"),
                arguments("2025-06-18|s|-|-", request("ping", ""), "legacy Request"),
                arguments("-|-|-|-", request("tools/list", ""), "legacy Request"),
                // modern requests, in the order of the ladder
                arguments("2026-07-28|-|tools/list|-", request("tools/list", ""), "400 -32602 id 1"),
                arguments("v999|-|tools/list|-", request("tools/list", ""), "400 -32602 id 1"),
                arguments(
                        "2026-07-28|-|tools/list|-",
                        request("tools/list", "\"_meta\":{\"io.modelcontextprotocol/clientCapabilities\":{}}"),
                        "400 -32602 id 1"),
                arguments(
                        "2026-07-28|-|tools/list|-",
                        request("tools/list", "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}"),
                        "400 -32602 id 1"),
                arguments(
                        "v999|-|tools/list|-",
                        request(
                                "tools/list",
                                "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"v999\","
                                        + "\"io.modelcontextprotocol/clientCapabilities\":[]}"),
                        "400 -32602 id 1"),
                arguments(
                        "2026-07-28|-|tools/list|-", request("tools/list", META.formatted("v999")), "400 -32020 id 1"),
                arguments("v999|-|tools/list|-", request("tools/list", META.formatted("v999")), "400 -32022 id 1"),
                arguments(
                        "2025-11-25|-|tools/list|-",
                        request("tools/list", META.formatted("2025-11-25")),
                        "400 -32022 id 1"),
                arguments("-|-|tools/list|-", request("tools/list", MODERN_META), "400 -32020 id 1"),
                arguments("2026-07-28|-|-|-", request("tools/list", MODERN_META), "400 -32020 id 1"),
                arguments("2026-07-28|-|Tools/List|-", request("tools/list", MODERN_META), "400 -32020 id 1"),
                arguments("2026-07-28|-|tools/list|-", request("tools/list", MODERN_META), "modern tools/list"),
                arguments("2026-07-28|s|tools/list|-", request("tools/list", MODERN_META), "modern tools/list"),
                arguments(
                        "2026-07-28|-|tools/call|-",
                        request("tools/call", "\"name\":\"whoami\"," + MODERN_META),
                        "400 -32020 id 1"),
                arguments(
                        "2026-07-28|-|tools/call|other",
                        request("tools/call", "\"name\":\"whoami\"," + MODERN_META),
                        "400 -32020 id 1"),
                arguments(
                        "2026-07-28|-|tools/call|whoami",
                        request("tools/call", "\"name\":\"whoami\"," + MODERN_META),
                        "modern tools/call"),
                arguments(
                        "2026-07-28|-|prompts/get|=?base64?w7xiZXI=?=",
                        request("prompts/get", "\"name\":\"\u00fcber\"," + MODERN_META),
                        "modern prompts/get"),
                arguments(
                        "2026-07-28|-|resources/read|=?base64?!!?=",
                        request("resources/read", "\"uri\":\"a:b\"," + MODERN_META),
                        "400 -32020 id 1"),
                arguments("2026-07-28|-|tools/call|-", request("tools/call", MODERN_META), "modern tools/call"));
    }

    @ParameterizedTest(name = "{0} {1} is {2}")
    @MethodSource("cells")
    void classify_eachCellOfTheLadder(String headers, String body, String expected) {
        Envelope envelope = EnvelopeParser.parse(body.getBytes(StandardCharsets.UTF_8));
        assertThat(describe(EraClassifier.classify(headers(headers), envelope))).isEqualTo(expected);
    }

    @Test
    void classify_longBatch_isRefused() {
        String one = request("ping", "");
        String body = "[" + (one + ",").repeat(EraClassifier.MAX_BATCH) + one + "]";
        Envelope envelope = EnvelopeParser.parse(body.getBytes(StandardCharsets.UTF_8));
        assertThat(describe(EraClassifier.classify(headers("-|s|-|-"), envelope)))
                .isEqualTo("400 -32600");
    }

    @Test
    void classify_unsupportedVersion_namesTheSupportedOnes() {
        Envelope envelope = EnvelopeParser.parse(
                request("tools/list", META.formatted("v999")).getBytes(StandardCharsets.UTF_8));
        Classification.Refused refused =
                (Classification.Refused) EraClassifier.classify(headers("v999|-|tools/list|-"), envelope);
        assertThat(refused.data()).hasToString("{\"supported\":[\"2026-07-28\"],\"requested\":\"v999\"}");
    }

    private static String describe(Classification classification) {
        if (classification instanceof Classification.Refused refused) {
            RequestId id = refused.id();
            return refused.httpStatus() + " " + refused.code() + (id == null ? "" : " id " + id);
        }
        if (classification instanceof Classification.LegacyInitialize initialize) {
            return "initialize " + initialize.version().wireName();
        }
        if (classification instanceof Classification.LegacyMessage legacy) {
            return "legacy " + legacy.message().getClass().getSimpleName();
        }
        if (classification instanceof Classification.LegacyBatch batch) {
            return "batch " + batch.messages().size();
        }
        if (classification instanceof Classification.ModernRequest modern) {
            return "modern " + modern.request().method();
        }
        return "modern notification";
    }

    private static McpHeaders headers(String line) {
        String[] parts = line.split("\\|", -1);
        return new McpHeaders(part(parts[0]), part(parts[1]), null, part(parts[2]), part(parts[3]), Map.of());
    }

    private static @Nullable String part(String text) {
        return text.equals("-") ? null : text;
    }

    private static String request(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":{" + params + "}}";
    }

    private static String notification(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":{" + params + "}}";
    }

    private static String initialize(String version) {
        return request("initialize", "\"protocolVersion\":\"" + version + "\",\"capabilities\":{}");
    }
}
