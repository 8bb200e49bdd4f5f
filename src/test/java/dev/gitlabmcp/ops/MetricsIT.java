package dev.gitlabmcp.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.MetricsPage;
import dev.gitlabmcp.testkit.RawHttp;
import dev.gitlabmcp.testkit.Requires;
import dev.gitlabmcp.testkit.RunningServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics of a server that has served what is known. */
class MetricsIT {
    private static final String CALLS = "gitlab_mcp_tool_calls_total";
    private static final String REQUESTS = "gitlab_mcp_requests_total";

    private static RunningServer server;
    private static MetricsPage page;

    @BeforeAll
    static void start() {
        server = RunningServer.start();
        KnownTraffic.send(server);
        page = page();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static MetricsPage page() {
        return MetricsPage.of(server.adminUrl());
    }

    private static double calls(String tool, String outcome) {
        return page.value(CALLS, "tool", tool, "outcome", outcome);
    }

    private static double requests(String era, String method, String outcome) {
        return page.value(REQUESTS, "era", era, "method", method, "outcome", outcome);
    }

    private static double counted(String name, String reason) {
        return page.value(name, "reason", reason);
    }

    @Test
    void tools_areCountedByOutcome() {
        assertThat(calls("whoami", "ok")).isEqualTo(4);
        assertThat(calls("whoami", "unauthorized")).isEqualTo(1);
        assertThat(calls("get_project", "not_found")).isEqualTo(2);
        assertThat(calls("get_project", "invalid_argument")).isEqualTo(1);
        assertThat(calls("call_tool", "passed_on")).isEqualTo(2);
        assertThat(page.samples(CALLS).stream()
                        .filter(sample -> sample.labels().get("tool").equals(ToolMetrics.OPERATION))
                        .mapToDouble(MetricsPage.Sample::value)
                        .sum())
                .isEqualTo(1);
        assertThat(page.sum(CALLS)).isEqualTo(11);
    }

    @Test
    void tools_haveTimesAndBytes() {
        assertThat(page.value("gitlab_mcp_tool_call_duration_seconds_count", "tool", "whoami"))
                .isEqualTo(5);
        assertThat(page.value("gitlab_mcp_tool_call_duration_seconds_sum", "tool", "whoami"))
                .isPositive();
        assertThat(page.value("gitlab_mcp_tool_result_bytes_total", "tool", "whoami"))
                .isGreaterThan(1000);
        // The inner tool has the bytes.
        assertThat(page.value("gitlab_mcp_tool_result_bytes_total", "tool", "call_tool"))
                .isZero();
        assertThat(page.value("gitlab_mcp_tool_result_bytes_total", "tool", ToolMetrics.OPERATION))
                .isPositive();
    }

    @Test
    void requests_areCountedByEraMethodAndOutcome() {
        assertThat(requests("modern", "tools/call", "ok")).isEqualTo(7);
        assertThat(requests("modern", "tools/call", "-32602")).isEqualTo(1);
        assertThat(requests("modern", "tools/list", "ok")).isEqualTo(1);
        assertThat(requests("modern", "other", "-32601")).isEqualTo(1);
        assertThat(requests("legacy", "initialize", "ok")).isEqualTo(2);
        assertThat(requests("legacy", "tools/call", "ok")).isEqualTo(2);
        assertThat(requests("legacy", "other", "-32601")).isEqualTo(2);
        assertThat(page.sum(REQUESTS)).isEqualTo(16);
        assertThat(page.value("gitlab_mcp_request_duration_seconds_count", "era", "modern", "method", "tools/call"))
                .isEqualTo(8);
    }

    @Test
    void inventedNames_areNowhere() {
        String text = MetricsPage.get(server.adminUrl(), "/metrics", "text/plain");

        assertThat(text)
                .doesNotContain(
                        KnownTraffic.INVENTED_TOOL,
                        KnownTraffic.INVENTED_METHOD,
                        "hostile",
                        '"' + KnownTraffic.OPERATION.name() + '"');
    }

    @Test
    void callers_areCounted() {
        assertThat(counted("gitlab_mcp_authentication_failures_total", "missing"))
                .isEqualTo(1);
        assertThat(counted("gitlab_mcp_authentication_failures_total", "unusable"))
                .isEqualTo(1);
        assertThat(counted("gitlab_mcp_authentication_failures_total", "refused_by_gitlab"))
                .isEqualTo(1);
        assertThat(counted("gitlab_mcp_authentication_failures_total", "bad_instance"))
                .isZero();
        assertThat(page.value("gitlab_mcp_sessions", "version", "2025-11-25", "proven", "true"))
                .isEqualTo(1);
        assertThat(page.sum("gitlab_mcp_sessions")).isEqualTo(1);
        assertThat(page.sum("gitlab_mcp_sessions_opened_total")).isEqualTo(2);
        assertThat(counted("gitlab_mcp_sessions_ended_total", "client")).isEqualTo(1);
        assertThat(page.sum("gitlab_mcp_limits_rejected_total")).isZero();
        assertThat(page.sum("gitlab_mcp_ready")).isEqualTo(1);
    }

    @Test
    void http_isCountedByEndpoint() {
        assertThat(page.value("gitlab_mcp_http_responses_total", "endpoint", "mcp", "status", "2xx"))
                .isEqualTo(16);
        // One unknown method and two without a usable credential.
        assertThat(page.value("gitlab_mcp_http_responses_total", "endpoint", "mcp", "status", "4xx"))
                .isEqualTo(3);
        assertThat(page.value("gitlab_mcp_http_requests_admitted_total")).isEqualTo(17);
    }

    @Test
    void gitlab_isCountedUnderItsUrl() {
        String url = server.gitlab().apiUrl().toString();
        double calls = page.value("gitlab_mcp_gitlab_calls_total", "instance", url);

        assertThat(calls).isEqualTo(server.gitlab().requests().size());
        assertThat(page.value("gitlab_mcp_gitlab_call_duration_seconds_count", "instance", url))
                .isEqualTo(calls);
        assertThat(page.value("gitlab_mcp_gitlab_responses_total", "instance", url, "status", "2xx")
                        + page.value("gitlab_mcp_gitlab_responses_total", "instance", url, "status", "4xx"))
                .isEqualTo(calls);
        assertThat(page.value("gitlab_mcp_gitlab_call_failures_total", "instance", url, "kind", "unauthorized"))
                .isEqualTo(1);
        assertThat(page.value("gitlab_mcp_gitlab_breaker_state", "instance", url, "state", "closed"))
                .isEqualTo(1);
        assertThat(page.value("gitlab_mcp_gitlab_calls_total", "instance", "other"))
                .isZero();
        assertThat(page.value("gitlab_mcp_gitlab_connections_opened_total", "instance", url)
                        + page.value("gitlab_mcp_gitlab_connections_reused_total", "instance", url))
                .isEqualTo(calls);
    }

    @Test
    void openMetrics_saysTheSameWithUnits() {
        MetricsPage open = MetricsPage.openMetrics(server.adminUrl());

        assertThat(open.sum(CALLS)).isEqualTo(11);
        assertThat(open.families()).containsKeys("gitlab_mcp_build", "gitlab_mcp_tool_calls");
        assertThat(open.families().values())
                .filteredOn(family -> family.name().startsWith("gitlab_mcp_"))
                .hasSizeGreaterThan(40)
                .allSatisfy(family -> {
                    assertThat(family.help()).endsWith(".").hasSizeGreaterThan(10);
                    assertThat(family.unit().orElse(""))
                            .isEqualTo(
                                    family.name().endsWith("_seconds")
                                            ? "seconds"
                                            : family.name().endsWith("_bytes") ? "bytes" : "");
                });
    }

    @Test
    void accept_decidesOnTheFormat() {
        try (RawHttp http = new RawHttp(server.adminUrl())) {
            assertThat(contentType(http, "*/*")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
            assertThat(contentType(http, MetricsPage.OPEN_METRICS))
                    .isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
            assertThat(contentType(http, "application/json")).isEqualTo("application/json");
            assertThat(contentType(http, "text/html, application/json;q=0.8, */*;q=0.9"))
                    .startsWith("text/plain");
        }
    }

    private static String contentType(RawHttp http, String accept) {
        RawHttp.Answer answer = http.send("GET", "/metrics", List.of("Accept: " + accept), new byte[0])
                .answer();
        assertThat(answer.header("Vary")).hasValue("Accept");
        return answer.header("Content-Type").orElseThrow();
    }

    @Test
    void json_hasTheFieldsOfTheDesignAndThePool() {
        JsonNode json = McpClient.json(MetricsPage.get(server.adminUrl(), "/metrics", "application/json"));

        assertThat(names(json))
                .containsExactly(
                        "activeSessions",
                        "totalSessions",
                        "expiredSessions",
                        "authFailures",
                        "requestsProcessed",
                        "rejectedByRateLimit",
                        "rejectedByCapacity",
                        "authenticatedSessions",
                        "uptime",
                        "memoryUsage",
                        "config",
                        "gitlabPool");
        assertThat(names(json.path("memoryUsage"))).containsExactly("rss", "heapTotal", "heapUsed", "external");
        assertThat(names(json.path("config")))
                .containsExactly("maxSessions", "maxRequestsPerMinute", "sessionTimeoutSeconds", "remoteAuthEnabled");
        assertThat(json.path("authFailures").asInt()).isEqualTo(3);
        assertThat(json.path("requestsProcessed").asInt()).isEqualTo(17);
        assertThat(json.path("totalSessions").asInt()).isEqualTo(2);
        assertThat(json.path("gitlabPool").has("instances")).isFalse();
        assertThat(json.at("/gitlabPool/traffic/calls").asInt())
                .isEqualTo(server.gitlab().requests().size());
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void statistics_areNowhereElse() {
        try (RawHttp http = new RawHttp(server.adminUrl())) {
            assertThat(http.send("GET", "/statistics", List.of(), new byte[0])
                            .answer()
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void names_chooseMetrics() {
        MetricsPage some = MetricsPage.of(server.adminUrl(), "gitlab_mcp_ready", CALLS);

        assertThat(new TreeSet<>(some.families().keySet())).containsExactly("gitlab_mcp_ready", CALLS);
    }

    @Test
    void promtool_findsNothingWrong(@TempDir Path directory) throws Exception {
        Requires.program("promtool");
        Path text = Files.writeString(
                directory.resolve("page"), MetricsPage.get(server.adminUrl(), "/metrics", "text/plain"));
        Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectInput(text.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(promtool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(said).isEmpty();
        assertThat(promtool.exitValue()).isZero();
    }
}
