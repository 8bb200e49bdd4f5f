package dev.gitlabmcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolDefinition;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the parameters of each tool against those GitLab documents for its operations. */
class GitLabParametersTest {
    /** Deprecated, set by the kernel, or objects whose members are parameters of their own. */
    private static final Set<String> LEFT_OUT = Set.of(
            "wip",
            "not",
            "custom_attributes",
            "page",
            "per_page",
            "pagination",
            "page_token",
            "cursor",
            "byte_offset",
            "byte_limit",
            "id",
            "assignee_id of a body",
            "epic_iid",
            "created_at of update_issue",
            // Changes diffs, which that tool does not show.
            "unidiff of list_merge_request_changed_files",
            // A second credential; the caller's own serves.
            "job_token",
            // A member of filter, offered as environment_scope, too.
            "filter[environment_scope] of update_variable",
            // Deprecated in favour of content_ref and dry_run_ref.
            "sha of validate_project_ci_lint",
            "ref of validate_project_ci_lint",
            // GitLab's documentation, and its code, call it job_inputs.
            "inputs of retry_pipeline_job",
            // Only has a meaning when an issue is created.
            "add_labels of create_issue",
            "remove_labels of create_issue",
            // Deprecated in favour of include_ancestors.
            "include_parent_milestones",
            // Deprecated in favour of internal, and nothing that an update could change.
            "confidential of create_issue_note",
            "confidential of update_issue_note",
            // Only has a meaning for the comment /merge on a merge request.
            "merge_request_diff_head_sha of create_issue_note",
            "add_labels of create_merge_request",
            "remove_labels of create_merge_request",
            // Deprecated: allow_collaboration, internal, user_ids and group_ids took their places.
            "allow_maintainer_to_push",
            "confidential of create_merge_request_note",
            "confidential of update_merge_request_note",
            "users of create_approval_rule",
            "groups of create_approval_rule",
            "users of update_approval_rule",
            "groups of update_approval_rule",
            // Change what that tool does not show.
            "unidiff of get_merge_request_diffs",
            "include_diverged_commits_count of get_merge_request_conflicts",
            "include_rebase_in_progress of get_merge_request_conflicts",
            "render_html of get_merge_request_conflicts",
            // Have no meaning for code.
            "state of search_code",
            "confidential of search_code",
            "type of search_code",
            "fields of search_code");

    static Stream<ToolDefinition> tools() {
        return GitLabCatalogue.tools().tools().stream().filter(t -> !t.paths().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("tools")
    void parameters_areThoseOfGitLab(ToolDefinition tool) {
        JsonNode api = ReferenceData.json("openapi.json");
        Map<String, JsonNode> operations = operations(api);
        Set<String> known = new TreeSet<>();
        for (String path : tool.paths()) {
            JsonNode operation = operations.get(tool.method().orElseThrow() + " " + shape("/api/v4" + path));
            assertThat(operation).as(path).isNotNull();
            addParameters(api, operation, known);
        }
        Set<String> missing = new TreeSet<>(known);
        Set<String> invented = new TreeSet<>();
        for (Param<?> param : tool.params()) {
            missing.remove(param.wireName());
            if (!known.contains(param.wireName())
                    && !OURS.contains(param.name())
                    && !OURS.contains(param.name() + " of " + tool.name())
                    && tool.paths().stream().noneMatch(p -> p.contains("{" + param.name() + "}"))) {
                invented.add(param.wireName());
            }
        }
        missing.removeIf(name -> name.startsWith("not["));
        missing.removeIf(name -> tool.paths().stream().anyMatch(p -> p.contains("{" + name + "}")));
        missing.removeIf(name -> LEFT_OUT.contains(name)
                || LEFT_OUT.contains(name + " of " + tool.name())
                || (LEFT_OUT.contains(name + " of a body")
                        && tool.inputSchema().at("/properties/assignee_ids").isObject()));
        assertThat(missing).as("missing").isEmpty();
        assertThat(invented).as("invented").isEmpty();
    }

    /** What the kernel or a handler adds; paths are named after what they hold. */
    private static final Set<String> OURS = Set.of(
            "page",
            "per_page",
            "cursor",
            "detail",
            "fields",
            "text_offset",
            "project_id",
            "group_id",
            "not",
            "start_line",
            "end_line",
            "byte_offset",
            "byte_limit",
            "tail",
            "grep",
            "context_lines",
            "file_paths",
            "timeout_seconds",
            // Documented, but missing in the OpenAPI document.
            "job_inputs of retry_pipeline_job",
            "ref of trigger_pipeline",
            "order_by of list_project_jobs",
            "sort of list_project_jobs",
            // Shapes what is shown.
            "reveal",
            "show of get_pipeline_test_report",
            "offset of get_pipeline_test_report",
            "message_chars of get_pipeline_test_report",
            // Documented for issues, but missing in the OpenAPI document.
            "summary of add_issue_spent_time",
            // Part of the path in other servers' tools of that name; GitLab needs the comment's id alone.
            "discussion_id of list_emoji_reactions",
            "discussion_id of create_emoji_reaction",
            "discussion_id of delete_emoji_reaction",
            "poll_interval_seconds",
            // What handlers of merge request tools take.
            "source_branch",
            "include_summaries",
            "draft of create_merge_request",
            "draft of update_merge_request",
            "wait",
            "excluded_file_patterns",
            "exclude_generated",
            "start_file",
            "filename",
            "path of search_code",
            "extension",
            // Documented, but missing in the OpenAPI document.
            "commit_id of create_merge_request_thread",
            "summary of add_merge_request_spent_time",
            "search_type",
            "order_by of search_gitlab",
            "sort of search_gitlab",
            "order_by of search_code",
            "sort of search_code");

    private static Map<String, JsonNode> operations(JsonNode api) {
        Map<String, JsonNode> operations = new LinkedHashMap<>();
        api.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(verb -> operations.put(
                                verb.getKey().toUpperCase(Locale.ROOT) + " " + shape(path.getKey()), verb.getValue())));
        for (JsonNode extra : ReferenceData.json("openapi-supplement.json.gz").path("extra_ops")) {
            ObjectNode operation = JsonNodeFactory.instance.objectNode();
            operation.set("parameters", extra.path("params"));
            operations.putIfAbsent(
                    extra.path("method").asText().toUpperCase(Locale.ROOT) + " "
                            + shape(extra.path("path").asText().replaceAll("\\*\\w+", "{}")),
                    operation);
        }
        return operations;
    }

    /** The path with all placeholders alike. */
    private static String shape(String path) {
        return path.replace("(-/)", "").replaceAll("\\{[^}]*}", "{}");
    }

    private static void addParameters(JsonNode api, JsonNode operation, Set<String> known) {
        for (JsonNode parameter : operation.path("parameters")) {
            if (!parameter.path("in").asText().equals("path")) {
                known.add(parameter.get("name").asText());
            }
        }
        JsonNode schema = operation.at("/requestBody/content/application~1json/schema");
        String reference = schema.path("$ref").asText();
        (reference.isEmpty() ? schema : api.at(reference.substring(1)))
                .path("properties")
                .fieldNames()
                .forEachRemaining(known::add);
    }
}
