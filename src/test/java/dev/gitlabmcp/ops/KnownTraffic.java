package dev.gitlabmcp.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitlabmcp.catalogue.GitLabCatalogue;
import dev.gitlabmcp.sandbox.SandboxTokens;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.MetricsPage;
import dev.gitlabmcp.testkit.RawHttp;
import dev.gitlabmcp.testkit.RunningServer;
import dev.gitlabmcp.tool.Catalogue;
import dev.gitlabmcp.tool.Operation;
import java.util.List;

/** What is sent to a server whose metrics are then looked at. */
public final class KnownTraffic {
    static final String WHOAMI = "{\"name\":\"whoami\",\"arguments\":{}}";
    static final String MISSING = "{\"name\":\"get_project\",\"arguments\":{\"project_id\":\"no/such\"}}";
    static final String INVALID = "{\"name\":\"get_project\",\"arguments\":{}}";
    static final String INVENTED_TOOL = "no_such_tool_of_mine";
    static final String INVENTED_METHOD = "no/such";

    /** An operation of GitLab's API that no tool stands for. */
    static final Operation OPERATION = operation();

    private static final String RESPONSES = "gitlab_mcp_http_responses_total";
    private static final String FAILURES = "gitlab_mcp_authentication_failures_total";

    private KnownTraffic() {}

    private static Operation operation() {
        Catalogue catalogue = GitLabCatalogue.tools();
        return catalogue.operations().all().stream()
                .filter(operation -> catalogue.curated(operation).isEmpty()
                        && operation.path().startsWith("/projects/"))
                .findFirst()
                .orElseThrow();
    }

    /** Calls of all kinds in both eras, each as often as the metrics are then said to show; returns when they all count. */
    public static void send(RunningServer server) {
        McpClient client = server.client();
        MetricsPage before = MetricsPage.of(server.adminUrl(), RESPONSES, FAILURES);
        modern(client);
        legacy(client);
        strangers(server);
        // An answer counts when its last byte is gone, and a credential that GitLab refuses after the answer that says
        // so: the
        // client may go on sooner.
        await().untilAsserted(() -> {
            MetricsPage after = MetricsPage.of(server.adminUrl(), RESPONSES, FAILURES);
            assertThat(after.sum(RESPONSES) - before.sum(RESPONSES)).isEqualTo(20);
            assertThat(after.sum(FAILURES) - before.sum(FAILURES)).isEqualTo(3);
        });
    }

    private static void modern(McpClient client) {
        client.modern("tools/call", WHOAMI);
        client.modern("tools/call", WHOAMI);
        client.modern("tools/call", MISSING);
        client.modern("tools/call", INVALID);
        client.modern("tools/call", "{\"name\":\"" + INVENTED_TOOL + "\",\"arguments\":{}}");
        client.modern("tools/call", "{\"name\":\"call_tool\",\"arguments\":" + WHOAMI + "}");
        client.modern(
                "tools/call",
                "{\"name\":\"call_tool\",\"arguments\":{\"name\":\"" + OPERATION.name() + "\",\"arguments\":{}}}");
        client.modern("tools/list", "{}");
        client.modern(INVENTED_METHOD, "{}");
    }

    private static void legacy(McpClient client) {
        String session = client.initialize("2025-11-25", "{}");
        client.legacy(session, "tools/call", WHOAMI);
        client.legacy(session, "tools/call", MISSING);
        client.legacy(session, INVENTED_METHOD, "{}");
        client.legacy(session, "hostile\\\"} 1\\n", "{}");
        String ended = client.initialize("2025-06-18", "{}");
        try (RawHttp http = client.connect()) {
            assertThat(http.send("DELETE", "/mcp", client.headers("Mcp-Session-Id: " + ended), new byte[0])
                            .answer()
                            .status())
                    .isEqualTo(204);
        }
    }

    private static void strangers(RunningServer server) {
        McpClient revoked = new McpClient(server.url(), SandboxTokens.REVOKED);
        revoked.modern("tools/call", WHOAMI);
        String list = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
        assertThat(revoked.post(list, List.of("Content-Type: application/json")).status())
                .isEqualTo(401);
        assertThat(new McpClient(server.url(), "short")
                        .post(list, new McpClient(server.url(), "short").headers())
                        .status())
                .isEqualTo(401);
        try (RawHttp http = server.connect()) {
            assertThat(http.send("GET", "/nothing", List.of(), new byte[0])
                            .answer()
                            .status())
                    .isEqualTo(404);
        }
    }
}
