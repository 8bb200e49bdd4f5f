package dev.gitlabmcp.instances;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.MetricsPage;
import dev.gitlabmcp.testkit.RawHttp;
import dev.gitlabmcp.testkit.RunningServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What callers who choose their instance can make of the metrics: nothing. */
class MetricsOfInstancesIT {
    private static final int HOSTILE = 10_000;
    private static final String CALLS = "gitlab_mcp_gitlab_calls_total";
    private static final String PROJECT = "{\"project_id\":42}";

    private static ManyInstances gitlab;
    private RunningServer server;

    @BeforeAll
    static void startInstances() throws Exception {
        gitlab = new ManyInstances(5);
    }

    @AfterAll
    static void stopInstances() {
        gitlab.close();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private void start(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "ENABLE_DYNAMIC_API_URL", "true",
                "GITLAB_ALLOWED_HOSTS", gitlab.apiUrl(0).getAuthority(),
                "GITLAB_POOL_MAX_SIZE", "2",
                "MAX_UNPROVEN_REQUESTS_PER_MINUTE", "10000000",
                "MAX_FAILED_AUTHENTICATIONS_PER_MINUTE", "1000000",
                "MAX_NEW_INSTANCES_PER_MINUTE", "1000000"));
        settings.putAll(more);
        server = RunningServer.start(settings);
    }

    @Test
    void tenThousandHostileNames_growNothing() {
        start(Map.of());
        hostile(0, 10);
        Set<String> before = series();
        double counted = other();
        hostile(10, HOSTILE - 10);

        assertThat(series()).isEqualTo(before);
        assertThat(MetricsPage.get(server.adminUrl(), "/metrics", "text/plain")).doesNotContain("hostile");
        assertThat(other() - counted).isEqualTo(HOSTILE - 10);
        assertThat(page().sum("gitlab_mcp_pool_instances_opened_total")).isEqualTo(HOSTILE);
        assertThat(page().sum("gitlab_mcp_pool_instances")).isLessThanOrEqualTo(2);
    }

    /** Calls each an instance of its own with a token that it does not know. */
    private void hostile(int from, int count) {
        McpClient client = new McpClient(server.url(), "glpat-of-nobody-at-all-0123");
        String meta = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":{}}";
        try (RawHttp http = server.connect()) {
            for (int i = from; i < from + count; i++) {
                List<String> headers = client.headers(
                        "MCP-Protocol-Version: 2026-07-28",
                        "Mcp-Method: tools/call",
                        "Mcp-Name: get_project",
                        "X-GitLab-API-URL: "
                                + URI.create(gitlab.apiUrl(0) + "/../../../i0/hostile" + i)
                                        .normalize());
                byte[] body = client.request(
                                "tools/call", "{\"name\":\"get_project\",\"arguments\":" + PROJECT + "," + meta + "}")
                        .getBytes(StandardCharsets.UTF_8);
                RawHttp.Answer answer = http.send("POST", "/mcp", headers, body).answer();
                assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            }
        }
    }

    @Test
    void instances_keepTheirNumbersWhileTheyComeAndGo() throws Exception {
        start(Map.of("METRICS_MAX_INSTANCES", "3"));
        double last = 0;
        for (int round = 1; round <= 3; round++) {
            for (int i = 0; i < 5; i++) {
                Caller caller = new Caller(server.url(), gitlab.apiUrl(i), gitlab.token(i), Caller.Style.MODERN);
                assertThat(caller.call("get_project", PROJECT).path("isError").asBoolean())
                        .isFalse();
                assertThat(of(0)).isGreaterThanOrEqualTo(last);
                last = of(0);
            }
            // The call by which an instance is proven counts with the others.
            assertThat(of(0)).isEqualTo(round - 1);
            assertThat(of(1)).isEqualTo(round - 1);
        }
        MetricsPage page = page();

        assertThat(page.sum("gitlab_mcp_pool_instances_evicted_total")).isEqualTo(13);
        assertThat(instances(page))
                .containsExactlyInAnyOrder(
                        server.gitlab().apiUrl().toString(),
                        gitlab.apiUrl(0).toString(),
                        gitlab.apiUrl(1).toString(),
                        "other");
        assertThat(page.sum(CALLS)).isEqualTo(15);
    }

    private double of(int instance) {
        return page().value(CALLS, "instance", gitlab.apiUrl(instance).toString());
    }

    private double other() {
        return page().value(CALLS, "instance", "other");
    }

    private MetricsPage page() {
        return MetricsPage.of(server.adminUrl());
    }

    private static Set<String> instances(MetricsPage page) {
        return page.samples(CALLS).stream()
                .map(sample -> sample.labels().get("instance"))
                .collect(Collectors.toSet());
    }

    /** Every metric of ours with its labels, without its value; what the Java runtime tells of itself comes and goes. */
    private Set<String> series() {
        return page().families().values().stream()
                .filter(family -> family.name().startsWith("gitlab_mcp_"))
                .flatMap(family -> family.samples().stream())
                .map(sample -> sample.name() + sample.labels())
                .collect(Collectors.toSet());
    }
}
