package dev.gitlabmcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.gitlab.AllowedProjects;
import dev.gitlabmcp.gitlab.GitLabClient;
import dev.gitlabmcp.gitlab.ProjectBoundary;
import dev.gitlabmcp.protocol.CallToolResult;
import dev.gitlabmcp.protocol.ProtocolException;
import dev.gitlabmcp.protocol.ToolNarrowing;
import dev.gitlabmcp.shaping.ResultLimits;
import dev.gitlabmcp.tool.Catalogue;
import dev.gitlabmcp.tool.ListingConfiguration;
import dev.gitlabmcp.tool.Operation;
import dev.gitlabmcp.tool.StubGitLab;
import dev.gitlabmcp.tool.ToolConfiguration;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolExecutor;
import dev.gitlabmcp.tool.ToolObserver;
import dev.gitlabmcp.tool.ToolTestCase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Operations of GitLab's API as callers reach them: what is permitted, what is sent, and what is shown. */
class OperationCallTest extends ToolTestCase {

    @BeforeEach
    void routes() {
        gitlab.otherwise(request -> StubGitLab.Answer.json(200, "{\"id\":1}"));
    }

    private ToolExecutor executor(String mode, String denied, String toolsets, String operations) {
        return executor(client, mode, denied, toolsets, operations);
    }

    private static ToolExecutor executor(
            GitLabClient client, String mode, String denied, String toolsets, String operations) {
        ToolConfiguration configuration = new ToolConfiguration(
                null,
                mode,
                null,
                denied,
                null,
                null,
                ListingConfiguration.of(toolsets, "", "").with(operations));
        return new ToolExecutor(
                GitLabCatalogue.tools(), client, ResultLimits.DEFAULT, ToolObserver.NONE, configuration);
    }

    private CallToolResult called(ToolExecutor executor, String name, String arguments) {
        ObjectNode call = JSON.createObjectNode().put("name", name);
        call.set("arguments", object(arguments));
        return executor.call("call_tool", call, context);
    }

    private String said(String name, String arguments) {
        return block(called(executor("full", "", "", "main"), name, arguments), 0);
    }

    private JsonNode asked(String tool, String arguments) {
        return tree(block(executor("full", "", "", "main").call(tool, object(arguments), context), 0));
    }

    @ParameterizedTest
    @CsvSource({
        "full, '', '', main, get_projects_storage, ''",
        "full, '', '', none, get_projects_storage, GITLAB_API_OPERATIONS",
        "full, '', '', main, get_projects_avatar, GITLAB_API_OPERATIONS",
        "full, '', '', all, get_projects_avatar, ''",
        "full, '', '', main, get_projects_clusters, GITLAB_API_OPERATIONS",
        "full, '', issues, main, get_projects_storage, is not among the tools it offers",
        "full, '', all, main, get_projects_storage, ''",
        "full, storage$, '', main, get_projects_storage, has denied the tool get_projects_storage",
        "readonly, '', '', main, get_projects_storage, ''",
        "readonly, '', '', main, patch_projects_pages, this server only reads",
        "modify, '', '', main, patch_projects_pages, ''",
        "modify, '', '', main, delete_projects_pages, which this server does not do",
        "modify, '', '', main, delete_projects_push_rule, which this server does not do"
    })
    void call_isPermittedAsTheOperatorSays(
            String mode, String denied, String toolsets, String operations, String name, String refusal) {
        CallToolResult result = called(executor(mode, denied, toolsets, operations), name, "{'project_id':42}");
        assertThat(result.isError()).as(block(result, 0)).isEqualTo(!refusal.isEmpty());
        assertThat(block(result, 0)).contains(refusal);
        assertThat(gitlab.requests()).hasSize(refusal.isEmpty() ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"full, main, false", "full, all, true", "modify, all, false", "readonly, all, false"})
    void guarded_takesBothSwitches(String mode, String operations, boolean permitted) {
        CallToolResult result =
                called(executor(mode, "", "", operations), "get_users_impersonation_tokens", "{'user_id':5}");
        assertThat(result.isError()).as(block(result, 0)).isEqualTo(!permitted);
        assertThat(gitlab.requests()).hasSize(permitted ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', false, true",
        "get_issue, '', false, false",
        "get_projects_pages, '', false, true",
        "'get_issue,delete_projects_pages', '', false, false",
        "'', get_projects_pages, false, false",
        "'', delete_projects_pages, false, true",
        "'', '', true, true"
    })
    void headers_narrow(String tools, String excluded, boolean readOnly, boolean permitted) {
        context.narrowed(
                new ToolNarrowing("", Set.of(), ToolNarrowing.names(tools), ToolNarrowing.names(excluded), readOnly));
        CallToolResult result = called(executor("full", "", "", "main"), "get_projects_pages", "{'project_id':42}");
        assertThat(result.isError()).as(block(result, 0)).isEqualTo(!permitted);
    }

    @Test
    void headers_thatOnlyLeaveReading_leaveNoWriting() {
        context.narrowed(new ToolNarrowing("", Set.of(), Set.of(), Set.of(), true));
        assertThat(said("delete_projects_pages", "{'project_id':42}")).contains("X-MCP-Readonly");
        assertThat(gitlab.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"core", "all", "grouped", "find"})
    void operations_areNeverListed(String surface) {
        ToolExecutor tools = new ToolExecutor(
                GitLabCatalogue.tools(),
                client,
                ResultLimits.DEFAULT,
                ToolObserver.NONE,
                ToolConfiguration.defaults()
                        .with(ListingConfiguration.of("", "", surface).with("all")));
        Catalogue catalogue = GitLabCatalogue.tools();
        Set<String> names = Set.copyOf(ApiOperations.ALL.all().stream()
                .filter(one -> catalogue.find(one.name()).isEmpty())
                .map(Operation::name)
                .toList());
        assertThat(tools.view(ToolNarrowing.NONE).listed().stream().map(ToolDefinition::name))
                .doesNotContainAnyElementsOf(names);
    }

    @Test
    void call_byNameAlone_saysHow() {
        assertThatThrownBy(() -> executor("full", "", "", "main")
                        .call("get_projects_storage", object("{'project_id':42}"), context))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("call it through call_tool");
    }

    @Test
    void call_whereThereIsATool_isThatOfTheTool() {
        assertThat(said("get_projects_labels_by_name", "{'project_id':42,'label_id':'bug'}"))
                .contains("\"id\":1");
        assertThat(gitlab.last().target()).startsWith("/projects/42/labels/bug");
        assertThat(block(
                        called(
                                executor("full", "^get_projects_labels", "", "main"),
                                "get_projects_labels_by_name",
                                "{'project_id':42,'label_id':'bug'}"),
                        0))
                .contains("denied the tool get_projects_labels_by_name");
    }

    @Test
    void allowedProjects_bindOperations() {
        GitLabClient bounded = ProjectBoundary.around(client, AllowedProjects.parse("42"));
        ToolExecutor tools = executor(bounded, "full", "", "", "all");
        assertThat(called(tools, "get_projects_storage", "{'project_id':42}").isError())
                .isFalse();
        for (String call : List.of(
                "get_projects_storage {'project_id':43}",
                "get_groups_hooks {'group_id':42}",
                "get_personal_access_tokens {}",
                "post_projects_import_project_members_by_id {'project_id':42,'other_project_id':43}",
                "post_projects_job_token_scope_allowlist {'project_id':42,'target_project_id':43}",
                "get_runners_projects {'id':42}")) {
            String[] parts = call.split(" ", 2);
            CallToolResult result = called(tools, parts[0], parts[1]);
            assertThat(result.isError()).as(call).isTrue();
            assertThat(block(result, 0)).as(call).contains("limited to projects");
        }
    }

    @Test
    void secrets_areMaskedUnlessTheOperationHandsThemOut() {
        gitlab.otherwise(request ->
                StubGitLab.Answer.json(201, "{\"id\":1,\"token\":\"glpat-new\",\"other_token\":\"glpat-other\"}"));
        assertThat(said("get_projects_storage", "{'project_id':42}")).doesNotContain("glpat");
        assertThat(said("put_projects_hooks_by_id", "{'project_id':42,'hook_id':1,'url':'https://h.example'}"))
                .doesNotContain("glpat");
        assertThat(said("post_projects_cluster_agents_tokens", "{'project_id':1,'agent_id':3,'name':'ci'}"))
                .contains("glpat-new")
                .doesNotContain("glpat-other");
    }

    @Test
    void list_saysItsPages() {
        gitlab.otherwise(request -> StubGitLab.Answer.json(200, "[{\"id\":1,\"_links\":{}}]")
                .with("X-Page", "2")
                .with("X-Next-Page", "3")
                .with("X-Total", "57"));
        assertThat(said("get_projects_hooks", "{'project_id':'grp/sub/app','page':2,'per_page':1}"))
                .contains("\"page\":2", "\"next_page\":3", "\"total\":57")
                .doesNotContain("_links");
        assertThat(gitlab.last().target()).isEqualTo("/projects/grp%2Fsub%2Fapp/hooks?page=2&per_page=1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "get_projects_vulnerability_findings;{'project_id':1,'severity':['high','low']};severity=high%2Clow",
                "get_projects_dora_metrics;{'project_id':1,'metric':'deployment_frequency','environment_tiers':['production']};"
                        + "metric=deployment_frequency&environment_tiers%5B%5D=production",
                "get_groups_epics;{'group_id':1,'not_labels':'a,b'};not%5Blabels%5D%5B%5D=a&not%5Blabels%5D%5B%5D=b"
            })
    void query_isEncodedAsDocumented(String name, String arguments, String expected) {
        said(name, arguments);
        assertThat(gitlab.last().target()).endsWith("?" + expected);
    }

    @Test
    void hash_goesIntoQueriesMemberByMember() {
        called(executor("full", "", "", "all"), "get_projects_google_cloud_setup_wlif_sh", "{'project_id':1}");
        ToolDefinition users =
                ApiOperations.ALL.tool(ApiOperations.ALL.find("get_users").orElseThrow());
        success(users, "{'custom_attributes':{'team':'a b','kinds':['x','y']}}");
        assertThat(gitlab.last().target())
                .isEqualTo("/users?custom_attributes%5Bteam%5D=a%20b"
                        + "&custom_attributes%5Bkinds%5D%5B%5D=x&custom_attributes%5Bkinds%5D%5B%5D=y");
    }

    @Test
    void body_isNestedJson() {
        ToolDefinition update = ApiOperations.ALL.tool(ApiOperations.ALL
                .find("put_projects_protected_environments_by_name")
                .orElseThrow());
        success(update, "{'project_id':1,'name':'production','deploy_access_levels':[{'id':3,'destroy':true}]}");
        assertThat(gitlab.last().body()).isEqualTo("{\"deploy_access_levels\":[{\"id\":3,\"_destroy\":true}]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "get_projects_merge_trains;{'project_id':1,'scope':'none'};scope must be one of active, complete",
                "post_projects_releases;{'project_id':1};tag_name is missing",
                "get_projects_merge_trains;{'project_id':1,'scop':'active'};did you mean scope",
                "get_projects_hooks_by_id;{'project_id':1,'hook_id':'x'};hook_id must be a whole number",
                "post_groups_epics_notes;{'group_id':1,'epic_id':2,'body':'/close'};quick action /close",
                "get_projects_wikis_by_slug;{'project_id':1,'slug':'a/../b'};no part of it"
            })
    void arguments_areChecked(String name, String arguments, String expected) {
        assertThat(said(name, arguments)).contains(expected);
        assertThat(gitlab.requests()).isEmpty();
    }

    @Test
    void urls_areTakenForProjects() {
        said("get_projects_storage", "{'project_id':'" + gitlab.webUrl() + "/grp/app/-/issues/7'}");
        assertThat(gitlab.last().target()).isEqualTo("/projects/grp%2Fapp/storage");
        said(
                "get_projects_merge_requests_status_checks",
                "{'merge_request_iid':'" + gitlab.webUrl() + "/grp/app/-/merge_requests/9'}");
        assertThat(gitlab.last().target()).isEqualTo("/projects/grp%2Fapp/merge_requests/9/status_checks");
    }

    @Test
    void answers_thatAreNoJson_areShownAsFarAsTheyCanBe() {
        gitlab.otherwise(request -> new StubGitLab.Answer(
                200, "line one\nline two\n".getBytes(StandardCharsets.UTF_8), Map.of("Content-Type", "text/plain")));
        CallToolResult text = called(
                executor("full", "", "", "main"), "get_projects_snippets_raw", "{'project_id':1,'snippet_id':2}");
        assertThat(block(text, 1)).contains("line two");
        gitlab.otherwise(request -> StubGitLab.Answer.bytes(new byte[] {0x50, 0x4b, 3, 4, 0, 0}));
        assertThat(said("get_projects_repository_archive_zip", "{'project_id':1}"))
                .contains("binary content is not shown");
        gitlab.otherwise(request ->
                StubGitLab.Answer.json(200, "").with("X-Gitlab-Size", "12").with("X-Gitlab-Ref", "main"));
        assertThat(said("head_projects_repository_files_blame", "{'project_id':1,'file_path':'a b.md','ref':'main'}"))
                .contains("\"exists\":true", "\"size\":\"12\"");
        assertThat(gitlab.last().method()).isEqualTo("HEAD");
    }

    @Test
    void files_areSentAsFormOrBody() {
        said(
                "post_projects_wikis_attachments",
                "{'project_id':1,'content':'aGVsbG8=','filename':'a.png','branch':'main'}");
        assertThat(gitlab.last().headers().get("Content-type")).startsWith("multipart/form-data");
        assertThat(gitlab.last().body())
                .contains("name=\"branch\"\r\n\r\nmain\r\n", "name=\"file\"; filename=\"a.png\"", "\r\n\r\nhello\r\n");
        said(
                "put_projects_packages_generic",
                "{'project_id':1,'package_name':'p','package_version':'1.0','file_name':'f.txt','content':'aGVsbG8=',"
                        + "'status':'hidden'}");
        assertThat(gitlab.last().target())
                .isEqualTo("/projects/1/packages/generic/p/1.0/f.txt?status=hidden&select=package_file");
        assertThat(gitlab.last().body()).isEqualTo("hello");
    }

    @Test
    void describeTool_showsSchemaAndRequirement() {
        JsonNode described = asked("describe_tool", "{'name':'GET /groups/{id}/epics/{epic_iid}/related_epics'}");
        assertThat(described.path("name").asText()).isEqualTo("get_groups_epics_related_epics");
        assertThat(described.path("tier").asText()).isEqualTo("Ultimate");
        assertThat(described.path("access").asText()).isEqualTo("read");
        assertThat(described.at("/inputSchema/required").toString()).contains("epic_iid");
        assertThat(asked("describe_tool", "{'name':'get_projects_labels'}")
                        .path("name")
                        .asText())
                .isEqualTo("list_labels");
        assertThat(asked("describe_tool", "{'name':'find_tool'}").has("inputSchema"))
                .isTrue();
        assertThat(asked("describe_tool", "{'name':'get_projects_avatar'}")
                        .path("permitted")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void findTool_tellsOfOperations() {
        JsonNode found = asked("find_tool", "{'query':'provisioned users'}");
        assertThat(found.findValuesAsText("name")).contains("get_groups_provisioned_users");
        assertThat(found.at("/tools/0/arguments").asText()).contains("group_id");
        assertThat(asked("find_tool", "{}").at("/operations/tools").asInt()).isGreaterThan(100);
        JsonNode none = tree(block(
                executor("full", "", "", "none").call("find_tool", object("{'query':'provisioned users'}"), context),
                0));
        assertThat(none.findValuesAsText("name")).isNotEmpty().allMatch(name -> !name.startsWith("get_groups_"));
    }
}
