package dev.gitlabmcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.gitlabmcp.tool.Access;
import dev.gitlabmcp.tool.Catalogue;
import dev.gitlabmcp.tool.Operation;
import dev.gitlabmcp.tool.ToolDefinition;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of GitLab's operations, what is made of it, and what the rules say of each. */
class ApiOperationsTest {
    private static final Catalogue CATALOGUE = GitLabCatalogue.tools();
    private static final Schema META = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

    static List<Operation> operations() {
        return ApiOperations.ALL.all();
    }

    private static Operation operation(String name) {
        return ApiOperations.ALL.find(name).orElseThrow(() -> new AssertionError("no operation " + name));
    }

    @Test
    void table_isSortedAndHoldsNoSentences() {
        List<String> keys = OperationTable.rows().stream()
                .map(cells -> cells[2] + "\t" + cells[1])
                .toList();
        assertThat(keys).isSorted().doesNotHaveDuplicates();
        assertThat(OperationTable.names(flags -> flags.indexOf('o') < 0)).hasSizeGreaterThanOrEqualTo(957);
        for (String[] cells : OperationTable.rows()) {
            for (int i = 7; i < cells.length; i++) {
                assertThat(cells[i]).as(cells[0]).doesNotContain(". ", ", ", "'");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void tool_isMadeOfEach(Operation operation) {
        ToolDefinition tool = ApiOperations.ALL.tool(operation);
        assertThat(tool.name()).isEqualTo(operation.name()).matches("[a-z0-9_]{1,64}");
        assertThat(tool.access()).isEqualTo(operation.access());
        assertThat(tool.method()).contains(operation.method());
        assertThat(META.validate(tool.inputSchema().toString(), InputFormat.JSON))
                .isEmpty();
        JsonNode properties = tool.inputSchema().path("properties");
        properties.forEach(property -> assertThat(property.path("description").asText())
                .as(tool.name())
                .isNotBlank());
        if (operation.path().startsWith("/projects/{id}")) {
            assertThat(properties.has("project_id")).isTrue();
        }
        if (operation.path().startsWith("/groups/{id}")) {
            assertThat(properties.has("group_id")).isTrue();
        }
        for (String identity : List.of("sudo", "private_token", "job_token")) {
            assertThat(properties.has(identity)).as(identity).isFalse();
        }
    }

    @Test
    void names_areNotThoseOfToolsForSomethingElse() {
        for (Operation operation : operations()) {
            CATALOGUE
                    .find(operation.name())
                    .ifPresent(tool -> assertThat(CATALOGUE.curated(operation))
                            .as(operation.name())
                            .contains(tool));
        }
    }

    @Test
    void toolOfTheSameRequest_standsForTheOperation() {
        assertThat(CATALOGUE.curated(operation("get_projects_issues"))).isPresent();
        assertThat(CATALOGUE.curated(operation("get_projects_by_id")).map(ToolDefinition::name))
                .contains("get_project");
        Set<String> free = new HashSet<>();
        operations().stream()
                .filter(operation -> CATALOGUE.curated(operation).isEmpty())
                .forEach(operation -> free.add(operation.name()));
        assertThat(free).contains("post_glql");
    }

    @ParameterizedTest
    @CsvSource({
        "get_projects_statistics, READ",
        "head_projects_repository_files_by_file_path, READ",
        "post_markdown, READ",
        "post_glql, READ",
        "post_projects_ci_lint, READ",
        "post_projects_repository_blobs_batch, READ",
        "post_projects_releases, MODIFY",
        "put_projects_hooks_by_id, MODIFY",
        "patch_projects_pages, MODIFY",
        "delete_projects_hooks_by_id, DELETE",
        "post_projects_jobs_erase, DELETE",
        "put_projects_transfer, DELETE",
        "post_groups_transfer, DELETE",
        "post_projects_access_tokens_rotate, DELETE",
        "post_personal_access_tokens_self_rotate, DELETE",
        "post_runners_by_id_reset_authentication_token, DELETE",
        "post_topics_merge, DELETE",
        "post_projects_ml_mlflow_api_2_0_mlflow_runs_delete, DELETE"
    })
    void access_followsMethodAndRules(String name, Access expected) {
        assertThat(operation(name).access()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "get_projects_statistics, MAIN",
        "post_users_follow, MAIN",
        "post_users_unfollow, MAIN",
        "get_users_by_id, MAIN",
        "get_personal_access_tokens_self, MAIN",
        "get_projects_freeze_periods, OTHER",
        "get_projects_terraform_state_by_name, OTHER",
        "get_admin_ci_variables, GUARDED",
        "get_admin_member_roles, GUARDED",
        "get_application_settings, GUARDED",
        "get_applications, GUARDED",
        "get_users_impersonation_tokens, GUARDED",
        "post_users_personal_access_tokens, GUARDED",
        "get_groups_manage_personal_access_tokens, GUARDED",
        "post_groups_service_accounts_personal_access_tokens, GUARDED",
        "post_users, GUARDED",
        "delete_users_by_id, GUARDED",
        "post_users_block, GUARDED",
        "post_users_unban, GUARDED",
        "post_users_keys, GUARDED",
        "post_hooks, GUARDED",
        "post_features_by_name, GUARDED"
    })
    void reach_isWiderOnlyOnPurpose(String name, Operation.Reach expected) {
        assertThat(operation(name).reach()).isEqualTo(expected);
    }

    @Test
    void operation_isFoundByMethodAndPath() {
        for (String request : List.of(
                "GET /projects/{id}/releases/{tag_name}",
                "get /api/v4/projects/{project_id}/releases/{tag}",
                "get_projects_releases_by_tag_name")) {
            assertThat(ApiOperations.ALL.find(request).map(Operation::name))
                    .contains("get_projects_releases_by_tag_name");
        }
        for (String request : List.of("GET /nowhere", "FETCH /projects/{id}", "GET /projects/{id", "GET ", "nothing")) {
            assertThat(ApiOperations.ALL.find(request)).as(request).isEmpty();
        }
    }

    @Test
    void requirement_isWhatTheTableSays() {
        assertThat(operation("get_projects_jobs_artifacts_tree").requirement().since())
                .isEqualTo("18.8");
        assertThat(operation("get_projects_merge_trains").requirement().tier()).isEqualTo("Premium");
        assertThat(ApiOperations.ALL
                        .tool(operation("post_projects_jobs_play"))
                        .inputSchema()
                        .at("/properties/job_inputs/description")
                        .asText())
                .contains("GitLab 18.10");
    }
}
