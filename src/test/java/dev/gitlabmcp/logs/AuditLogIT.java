package dev.gitlabmcp.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitlabmcp.sandbox.Fault;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.RawHttp;
import dev.gitlabmcp.testkit.RunningServer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the audit log says of calls that change something, and of those that were not let happen. */
class AuditLogIT {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String NEW_ISSUE = "{\"project_id\":42,\"title\":\"planted-title\"%s}";

    @RegisterExtension
    private static final LoggedServer LOGGED =
            new LoggedServer(AuditLog.LOGGER_NAME, Map.of("GITLAB_DENIED_TOOLS_REGEX", "^delete_"));

    private final McpClient client = LOGGED.client();

    @Test
    void change_hasEveryField_andNoArguments() {
        try (RawHttp http = client.sendModern(
                "tools/call",
                "{\"name\":\"create_issue\",\"arguments\":" + NEW_ISSUE.formatted("") + "}",
                "traceparent: 00-" + TRACE + "-00f067aa0ba902b7-01")) {
            http.answer();
        }

        Map<String, Object> line = LOGGED.line();
        assertThat(line)
                .containsEntry("client", "127.0.0.1")
                .containsEntry("tool", "create_issue")
                .containsEntry("access", "modify")
                .containsEntry("target", "POST /projects/42/issues")
                .containsEntry("decision", "allowed")
                .containsEntry("outcome", "ok")
                .containsEntry("gitlab_status", 201)
                .containsEntry("trace_id", TRACE)
                .containsEntry("replica", "east-1")
                .containsKeys("principal", "instance", "gitlab_request_id", "duration_ms");
        assertThat(line.toString()).doesNotContain("planted-title");
    }

    @Test
    void change_ofASession_tellsItsLabel() {
        String session = client.initialize("2025-11-25", "{}");
        client.legacy(
                session, "tools/call", "{\"name\":\"create_issue\",\"arguments\":" + NEW_ISSUE.formatted("") + "}");

        assertThat(LOGGED.line().get("session")).asString().matches("[A-Za-z0-9_-]{8}");
        assertThat(LOGGED.line().toString()).doesNotContain(session);
    }

    @Test
    void dryRun_isToldWithItsTarget() {
        client.callTool("create_issue", NEW_ISSUE.formatted(",\"dry_run\":true"));

        assertThat(LOGGED.line())
                .containsEntry("decision", "dry_run")
                .containsEntry("outcome", "dry_run")
                .containsEntry("target", "POST /projects/42/issues")
                .doesNotContainKey("gitlab_status");
    }

    @Test
    void refusalByTheOperator_isTold_withIdentifiersAlone() {
        client.callTool("delete_issue", "{\"project_id\":\"group/app\",\"issue_iid\":7,\"reason\":\"planted\"}");

        assertThat(LOGGED.line())
                .containsEntry("tool", "delete_issue")
                .containsEntry("access", "delete")
                .containsEntry("decision", "refused")
                .containsEntry("outcome", "not_permitted")
                .containsEntry("project_id", "group/app")
                .containsEntry("iid", "7")
                .doesNotContainKeys("target", "gitlab_status");
        assertThat(LOGGED.line().toString()).doesNotContain("planted");
    }

    @ParameterizedTest
    @CsvSource({
        "https://user:planted@gitlab.test/a/b, (unreadable)",
        "'a\\nERROR forged', (unreadable)",
        "glpat-0123456789abcdefghij, glpat-***"
    })
    void refusal_withOddIdentifiers_showsNoneOfThem(String project, String shown) {
        client.callTool("delete_issue", "{\"project_id\":\"" + project + "\",\"issue_iid\":{\"a\":\"planted\"}}");

        assertThat(LOGGED.line()).containsEntry("project_id", shown).containsEntry("iid", "(unreadable)");
    }

    @Test
    void badArgument_isTold() {
        client.callTool("create_issue", "{\"project_id\":42}");

        assertThat(LOGGED.line())
                .containsEntry("decision", "refused")
                .containsEntry("outcome", "invalid_argument")
                .containsEntry("project_id", "42");
    }

    @Test
    void refusalByGitLab_isTold() {
        LOGGED.gitlab()
                .faults()
                .add(Fault.on("POST", "/api/v4/projects/42/issues")
                        .status(403, "{\"message\":\"planted\"}", Map.of("X-Request-Id", "req\u00851")));
        client.callTool("create_issue", NEW_ISSUE.formatted(""));

        assertThat(LOGGED.line())
                .containsEntry("decision", "allowed")
                .containsEntry("gitlab_status", 403)
                .doesNotContainEntry("outcome", "ok");
        assertThat(LOGGED.line().toString()).doesNotContain("planted").doesNotContain("\u0085");
    }

    @Test
    void change_throughCallTool_isToldOnce_asTheToolThatWasCalled() {
        client.callTool("call_tool", "{\"name\":\"create_issue\",\"arguments\":" + NEW_ISSUE.formatted("") + "}");

        assertThat(LOGGED.line()).containsEntry("tool", "create_issue").containsEntry("outcome", "ok");
    }

    @Test
    void operationWithoutAToolOfItsOwn_isToldByItsAccess() {
        client.callTool("call_tool", "{\"name\":\"PUT /projects/{id}/issues/{issue_iid}/reorder\",\"arguments\":{}}");
        client.callTool("call_tool", "{\"name\":\"POST /projects/{id}/pages/none\",\"arguments\":{}}");

        assertThat(LOGGED.line()).containsEntry("access", "modify").containsEntry("decision", "refused");
    }

    @Test
    void graphQlMutation_isTold() {
        // Where tools are denied by name, no document of a caller's own is taken.
        try (RunningServer free = RunningServer.start();
                LoggedPairs own = new LoggedPairs(AuditLog.LOGGER_NAME)) {
            free.client()
                    .callTool(
                            "execute_graphql",
                            "{\"query\":\"mutation { createNote(input: {noteableId: \\\"gid://gitlab/Issue/1\\\", body:"
                                    + " \\\"planted\\\"}) { errors } }\"}");

            Map<String, Object> line = own.line();
            assertThat(line).containsEntry("tool", "execute_graphql").containsEntry("decision", "allowed");
            assertThat(line.get("target")).asString().startsWith("POST ").contains("graphql");
            assertThat(line.toString()).doesNotContain("planted");
        }
    }

    @Test
    void reading_isNotTold() {
        client.callTool("get_project", "{\"project_id\":42}");
        client.callTool("find_tool", "{\"query\":\"issues\"}");
        client.callTool("create_issue", NEW_ISSUE.formatted(""));

        assertThat(LOGGED.line()).containsEntry("tool", "create_issue");
    }

    @Test
    void batch_hasALineForEachChange() {
        String session = client.initialize("2025-03-26", "{}");
        String call = "{\"name\":\"create_issue\",\"arguments\":" + NEW_ISSUE.formatted("") + "}";
        client.post(
                "[" + client.request("tools/call", call) + "," + client.request("tools/call", call) + "]",
                client.headers("Mcp-Session-Id: " + session));

        assertThat(LOGGED.await(2)).allSatisfy(line -> assertThat(line).containsEntry("outcome", "ok"));
    }
}
