package dev.gitlabmcp.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitlabmcp.sandbox.Fault;
import dev.gitlabmcp.sandbox.SandboxTokens;
import dev.gitlabmcp.testkit.LogLines;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.OtlpCollector;
import dev.gitlabmcp.testkit.RawHttp;
import dev.gitlabmcp.testkit.RunningServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Traces from the client through this server to GitLab, with a collector and without. */
class TracesIT {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";
    private static final String SAMPLED = "00-" + TRACE + "-" + SPAN + "-01";
    private static final String OTHER = "00-11111111111111111111111111111111-2222222222222222-01";
    private static final String PROJECT = "{\"name\":\"get_project\",\"arguments\":{\"project_id\":42}%s}";

    private static String projectWithin(String traceparent, String state) {
        return PROJECT.formatted(
                ",\"_meta\":{\"traceparent\":\"" + traceparent + "\",\"tracestate\":\"" + state + "\"}");
    }

    private static RunningServer server(OtlpCollector collector, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url().toString());
        return RunningServer.start(settings);
    }

    private static void call(RunningServer server, String params, String... headers) {
        try (RawHttp http = server.client().sendModern("tools/call", params, headers)) {
            http.answer();
        }
    }

    private static List<String> sent(RunningServer server, String header) {
        return server.gitlab().requests().stream()
                .map(request -> String.join("|", request.headers().getOrDefault(header, List.of())))
                .toList();
    }

    private static OtlpCollector.Span span(OtlpCollector collector, String name) {
        await().until(() ->
                collector.spans().stream().anyMatch(span -> span.name().equals(name)));
        return collector.spans().stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void withoutCollector_traceOfTheHeaders_isPassedOnAsItIs() {
        try (RunningServer server = RunningServer.start()) {
            call(server, PROJECT.formatted(""), "traceparent: " + SAMPLED, "tracestate: a=1", "tracestate: b=2");

            assertThat(sent(server, "traceparent")).isNotEmpty().containsOnly(SAMPLED);
            assertThat(sent(server, "tracestate")).containsOnly("a=1,b=2");
        }
    }

    @Test
    void withoutCollector_traceOfTheMessage_countsBeforeTheHeaders() {
        try (RunningServer server = RunningServer.start();
                LogLines access = LogLines.named("dev.gitlabmcp.access")) {
            call(server, projectWithin(SAMPLED, "a=1"), "traceparent: " + OTHER);

            assertThat(sent(server, "traceparent")).isNotEmpty().containsOnly(SAMPLED);
            assertThat(sent(server, "tracestate")).containsOnly("a=1");
            await().untilAsserted(() -> assertThat(access.events())
                    .singleElement()
                    .extracting(event -> event.getKeyValuePairs().toString())
                    .asString()
                    .contains("trace_id=\"" + TRACE + "\""));
        }
    }

    @Test
    void withoutCollector_whatIsNotWellFormed_isNotPassedOn() {
        try (RunningServer server = RunningServer.start()) {
            call(server, projectWithin("garbage\\r\\nX-Injected: 1", "a=1\\r\\nX-Injected: 1"), "traceparent: garbage");
            call(server, PROJECT.formatted(""), "traceparent: " + SAMPLED, "traceparent: " + OTHER);
            call(server, projectWithin(SAMPLED, "a=1\\r\\nX-Injected: 1"));

            assertThat(sent(server, "traceparent")).containsExactlyInAnyOrderElementsOf(List.of("", "", SAMPLED));
            assertThat(sent(server, "tracestate")).containsOnly("");
            assertThat(sent(server, "x-injected")).containsOnly("");
        }
    }

    @Test
    void withCollector_callAndRequest_areSpansOfTheCallersTrace() {
        try (OtlpCollector collector = OtlpCollector.start();
                RunningServer server = server(
                        collector,
                        Map.of(
                                "OTEL_EXPORTER_OTLP_HEADERS",
                                "Authorization=Bearer%20planted-collector-token",
                                "OTEL_SERVICE_NAME",
                                "east"))) {
            call(server, projectWithin(SAMPLED, "a=1"), "traceparent: " + OTHER);

            OtlpCollector.Span call = span(collector, "tools/call get_project");
            OtlpCollector.Span request = span(collector, "GET");
            assertThat(call.traceId()).isEqualTo(TRACE).isEqualTo(request.traceId());
            assertThat(call.parentId()).isEqualTo(SPAN);
            assertThat(call.links()).containsExactly("2222222222222222");
            assertThat(call.kind()).isEqualTo(2);
            assertThat(call.failed()).isFalse();
            assertThat(call.attributes())
                    .containsEntry("mcp.method.name", "tools/call")
                    .containsEntry("gen_ai.tool.name", "get_project")
                    .containsEntry("gen_ai.operation.name", "execute_tool")
                    .containsEntry("mcp.protocol.version", "2026-07-28")
                    .containsEntry("jsonrpc.request.id", "1")
                    .doesNotContainKeys("mcp.session.id", "error.type");
            assertThat(request.parentId()).isEqualTo(call.spanId());
            assertThat(request.kind()).isEqualTo(3);
            assertThat(request.attributes())
                    .containsEntry("http.request.method", "GET")
                    .containsEntry("server.address", "127.0.0.1")
                    .containsEntry(
                            "server.port",
                            Integer.toString(server.gitlab().apiUrl().getPort()))
                    .containsEntry("url.scheme", "http")
                    .containsEntry("url.path", "/api/v4/projects/42")
                    .containsEntry("http.response.status_code", "200")
                    .doesNotContainKeys("http.request.resend_count", "error.type");
            assertThat(sent(server, "traceparent")).containsOnly("00-" + TRACE + "-" + request.spanId() + "-01");
            assertThat(sent(server, "tracestate")).containsOnly("a=1");
            assertThat(collector.authorizations()).containsOnly("Bearer planted-collector-token");
            assertThat(collector.resources())
                    .allSatisfy(from -> assertThat(from).containsEntry("service.name", "east"));
        }
    }

    @Test
    void withCollector_failuresAndRetries_areTold() {
        try (OtlpCollector collector = OtlpCollector.start();
                RunningServer server = server(collector, Map.of())) {
            server.gitlab()
                    .faults()
                    .add(Fault.on("GET", "/api/v4/projects/42")
                            .status(503, "{}", Map.of())
                            .once());
            call(server, PROJECT.formatted(""));
            call(server, PROJECT.formatted("").replace("42", "\"no/such\""));

            await().until(() -> collector.spans().size() >= 5);
            List<OtlpCollector.Span> requests = collector.spans().stream()
                    .filter(span -> span.name().equals("GET"))
                    .toList();
            assertThat(requests.get(0).attributes()).containsEntry("error.type", "503");
            assertThat(requests.get(0).failed()).isTrue();
            assertThat(requests.get(1).attributes())
                    .containsEntry("http.request.resend_count", "1")
                    .containsEntry("http.response.status_code", "200");
            assertThat(collector.spans().stream()
                            .filter(OtlpCollector.Span::failed)
                            .map(span -> span.attributes().get("error.type")))
                    .containsExactlyInAnyOrder("503", "404", "tool_error");
        }
    }

    @Test
    void withCollector_sessionIsToldByItsLabel_andUnknownMethodsByNoName() {
        try (OtlpCollector collector = OtlpCollector.start();
                RunningServer server = server(collector, Map.of())) {
            McpClient client = new McpClient(server.url(), SandboxTokens.DEVELOPER);
            String session = client.initialize("2025-11-25", "{}");
            client.legacy(session, "no/such" + "x".repeat(500), "{}");

            assertThat(span(collector, "initialize").attributes().get("mcp.session.id"))
                    .matches("[A-Za-z0-9_-]{8}")
                    .isNotEqualTo(session.substring(0, 8));
            assertThat(span(collector, "unknown").attributes())
                    .containsEntry("error.type", "-32601")
                    .containsEntry("rpc.response.status_code", "-32601");
            assertThat(collector.spans().toString()).doesNotContain("no/such").doesNotContain(session);
        }
    }

    @Test
    void sampling_followsTheCaller_andTheRatioForTracesThatBeginHere() {
        try (OtlpCollector collector = OtlpCollector.start();
                RunningServer server = server(collector, Map.of("TRACES_SAMPLE_RATIO", "0"))) {
            call(server, PROJECT.formatted(""));
            call(server, projectWithin("00-" + TRACE + "-" + SPAN + "-00", "a=1"));
            // The second bit says that the id is random.
            assertThat(sent(server, "traceparent").get(0)).endsWith("-02");
            assertThat(sent(server, "traceparent").get(1))
                    .startsWith("00-" + TRACE)
                    .endsWith("-00");
            call(server, projectWithin(SAMPLED, "a=1"));

            await().until(() -> collector.spans().size() == 2);
            assertThat(collector.spans()).allMatch(span -> span.traceId().equals(TRACE));
        }
    }

    @Test
    void spansThatAreLeft_areSentWhenTheServerStops() {
        try (OtlpCollector collector = OtlpCollector.start()) {
            RunningServer server = server(collector, Map.of());
            call(server, PROJECT.formatted(""));
            server.close();

            assertThat(collector.spans()).hasSize(2);
        }
    }

    @Test
    void collectorThatFails_hurtsNoCall_andIsToldOfOnce() {
        try (OtlpCollector collector = OtlpCollector.start();
                RunningServer server = server(collector, Map.of());
                LogLines log = LogLines.of(CalmExporter.class)) {
            collector.answer(400);
            for (int batch = 1; batch <= 3; batch++) {
                int expected = batch;
                assertThat(server.client()
                                .callTool("get_project", "{\"project_id\":42}")
                                .toString())
                        .contains("storefront");
                await().atMost(Duration.ofSeconds(15))
                        .until(() -> collector.authorizations().size() >= expected);
            }

            await().untilAsserted(() -> assertThat(log.lines()).isNotEmpty());
            assertThat(log.lines()).singleElement().asString().contains("OTEL_EXPORTER_OTLP_ENDPOINT");
        }
    }
}
