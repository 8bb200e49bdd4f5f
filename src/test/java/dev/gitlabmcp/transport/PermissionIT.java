package dev.gitlabmcp.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.RunningServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A server that only reads, as its operator has set it. */
class PermissionIT {

    @Test
    void readOnly_writeIsNeitherListedNorCallableInEitherEra() {
        try (RunningServer server =
                RunningServer.start(Map.of("GITLAB_READ_ONLY_MODE", "true", "GITLAB_DENIED_TOOLS_REGEX", "^whoami$"))) {
            McpClient client = server.client();
            List<String> listed =
                    client.modern("tools/list", "{}").at("/result/tools").findValuesAsText("name");
            assertThat(listed).contains("list_issues").doesNotContain("create_issue", "whoami");

            String create = "{\"name\":\"create_issue\",\"arguments\":{\"project_id\":42,\"title\":\"x\"}}";
            String session = client.initialize("2025-11-25", "{}");
            assertRefused(client.modern("tools/call", create));
            assertRefused(client.legacy(session, "tools/call", create));
            assertRefused(client.modern("tools/call", "{\"name\":\"whoami\",\"arguments\":{}}"));
            assertThat(server.gitlab().requests()).isEmpty();
            assertThat(client.callTool("list_issues", "{\"project_id\":42}")
                            .path("isError")
                            .asBoolean())
                    .isFalse();
        }
    }

    @Test
    void promptsResourcesAndCompletions_showOnlyWhatToolsMayShow() {
        try (RunningServer server = RunningServer.start(Map.of("GITLAB_TOOLSETS", "users"))) {
            McpClient client = server.client();
            for (String call : List.of(
                    "resources/read {\"uri\":\"gitlab://projects/41/issues/1\"}",
                    "resources/read {\"uri\":\"gitlab://projects/41/files/main/README.md\"}",
                    "resources/read {\"uri\":\"gitlab://projects/41/jobs/96417/log\"}",
                    "resources/read {\"uri\":\"gitlab://projects/41/wikis/Home\"}",
                    "prompts/get {\"name\":\"triage_issue\",\"arguments\":{\"project_id\":\"41\",\"issue_iid\":\"1\"}}",
                    "prompts/get {\"name\":\"write_release_notes\",\"arguments\":{\"project_id\":\"41\"}}")) {
                int space = call.indexOf(' ');
                JsonNode answer = client.modern(call.substring(0, space), call.substring(space + 1));
                assertThat(answer.at("/error/message").asText()).as(call).contains("Not permitted on this server");
            }
            JsonNode completed = client.modern("completion/complete", """
                    {"ref":{"type":"ref/resource","uri":"gitlab://projects/{project}"},
                     "argument":{"name":"project","value":"pay"}}""");
            assertThat(completed.at("/result/completion/values")).isEmpty();
            assertThat(server.gitlab().requests()).isEmpty();
        }
    }

    @Test
    void modify_refusesArgumentsThatDelete() {
        try (RunningServer server = RunningServer.start(Map.of("GITLAB_PERMISSION_MODE", "modify"))) {
            McpClient client = server.client();
            for (String call : List.of(
                    "{\"name\":\"push_files\",\"arguments\":{\"project_id\":42,\"branch\":\"main\",\"commit_message\":\"m\","
                            + "\"files\":[{\"file_path\":\"a\",\"action\":\"delete\"}]}}",
                    "{\"name\":\"push_files\",\"arguments\":{\"project_id\":42,\"branch\":\"main\",\"commit_message\":\"m\","
                            + "\"force\":true,\"files\":[{\"file_path\":\"a\",\"content\":\"x\"}]}}",
                    "{\"name\":\"merge_merge_request\",\"arguments\":{\"project_id\":42,\"merge_request_iid\":1,"
                            + "\"should_remove_source_branch\":true}}",
                    "{\"name\":\"promote_label\",\"arguments\":{\"project_id\":42,\"label_id\":\"bug\"}}")) {
                assertRefused(client.modern("tools/call", call));
            }
            assertThat(server.gitlab().requests()).isEmpty();
        }
    }

    @Test
    void allowedProjects_boundToolsPromptsResourcesAndCompletions() {
        try (RunningServer server = RunningServer.start(Map.of("GITLAB_ALLOWED_PROJECT_IDS", "42"))) {
            McpClient client = server.client();
            assertThat(client.callTool("list_issues", "{\"project_id\":42}")
                            .path("isError")
                            .asBoolean())
                    .isFalse();
            int before = server.gitlab().requests().size();
            for (String call : List.of(
                    "{\"name\":\"list_issues\",\"arguments\":{}}",
                    "{\"name\":\"list_projects\",\"arguments\":{}}",
                    "{\"name\":\"call_tool\",\"arguments\":{\"name\":\"list_projects\",\"arguments\":{}}}")) {
                JsonNode answer = client.modern("tools/call", call);
                assertRefused(answer);
                assertThat(answer.at("/result/content/0/text").asText()).contains("limited to projects (42)");
            }
            assertThat(server.gitlab().requests()).hasSize(before);
            assertRefused(client.modern("tools/call", "{\"name\":\"get_project\",\"arguments\":{\"project_id\":41}}"));
            assertThat(server.gitlab().requests()).hasSize(before + 1);
            JsonNode prompt = client.modern(
                    "prompts/get",
                    "{\"name\":\"triage_issue\",\"arguments\":{\"project_id\":\"41\",\"issue_iid\":\"1\"}}");
            assertThat(prompt.at("/error/message").asText()).contains("limited to projects (42)");
        }
    }

    private static void assertRefused(JsonNode answer) {
        assertThat(answer.at("/result/isError").asBoolean()).isTrue();
        assertThat(answer.at("/result/content/0/text").asText()).startsWith("Not permitted on this server:");
    }
}
