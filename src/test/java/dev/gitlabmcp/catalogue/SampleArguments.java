package dev.gitlabmcp.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/** Arguments that every tool takes, made from names and schemas; the awkward ones need each encoding there is. */
final class SampleArguments {
    /** An answer in which every tool finds what it goes on with. */
    static final String ANSWER = """
            {"id":7,"iid":7,"status":"success","state":"opened","default_branch":"main","description":"old text",
             "diff_refs":{"base_sha":"a1","start_sha":"a1","head_sha":"b2"},"path_with_namespace":"grp/app"}""";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Arguments without which a tool does nothing, though none of them is required by itself. */
    private static final Map<String, Set<String>> ALSO_NEEDED = Map.ofEntries(
            Map.entry("update_issue_note", Set.of("body")),
            Map.entry("update_draft_note", Set.of("body")),
            Map.entry("push_files", Set.of("files")),
            Map.entry("update_timeline_event", Set.of("note")),
            Map.entry("get_merge_request_review_context", Set.of("merge_request_iid")),
            Map.entry("get_job_artifact_file", Set.of("job")),
            Map.entry("create_personal_access_token", Set.of("scopes")),
            Map.entry("create_snippet", Set.of("files")),
            Map.entry("update_dependency_proxy_settings", Set.of("enabled")),
            Map.entry("publish_package_file", Set.of("content")),
            Map.entry(
                    "create_package_protection_rule",
                    Set.of("minimum_access_level_for_push", "minimum_access_level_for_delete")),
            Map.entry(
                    "update_user_preferences",
                    Set.of("view_diffs_file_by_file", "show_whitespace_in_diffs", "pass_user_identities_to_ci_jwt")));

    /** What only one tool takes; the key is tool and parameter, or the parameter alone. */
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("update_issue_description_patch.patch", "<<<<<<< SEARCH\nold\n=======\nnew\n>>>>>>> REPLACE"),
            Map.entry("update_issue_description_patch.patch_type", "search_replace"),
            Map.entry("query_graphql.query", "query Who { currentUser { username } }"),
            Map.entry("execute_graphql.query", "query Who { currentUser { username } }"),
            Map.entry("operation_name", "Who"),
            Map.entry("cursor", "id_after=42"),
            Map.entry("minimum_access_level_for_push", "owner"),
            Map.entry("minimum_access_level_for_delete", "owner"),
            Map.entry("duration", "1h"),
            Map.entry("date", "2026-03-01"),
            Map.entry("date_value", "2026-03-01"),
            Map.entry("upload_markdown.content", "aGVsbG8="),
            Map.entry("access_level", "30"),
            Map.entry("group_access", "30"),
            Map.entry("push_access_level", "40"),
            Map.entry("merge_access_level", "40"),
            Map.entry("unprotect_access_level", "40"),
            Map.entry("create_access_level", "40"),
            Map.entry("expires_at", "2026-12-31"),
            Map.entry("token_rotation_deadline", "2026-12-31"),
            Map.entry("namespace", "grp/sub"),
            Map.entry("weight", "3"),
            Map.entry("color", "#ff0000"),
            Map.entry("cron", "0 2 * * *"),
            Map.entry("update_integration.slug", "jira-cloud-app"),
            Map.entry("create_dependency_list_export.export_type", "csv"));

    private SampleArguments() {}

    static Set<String> alsoNeeded(String tool) {
        return ALSO_NEEDED.getOrDefault(tool, Set.of());
    }

    static JsonNode value(String tool, String name, JsonNode schema, boolean awkward) {
        String word = WORDS.getOrDefault(tool + "." + name, WORDS.get(name));
        if (word != null && (!schema.has("enum") || holds(schema.get("enum"), word))) {
            return NODES.textNode(word);
        }
        if (tool.endsWith("_graphql") && name.equals("variables")) {
            return NODES.objectNode();
        }
        if (schema.has("enum")) {
            return schema.get("enum").get(0);
        }
        return switch (schema.path("type").asText()) {
            case "integer" ->
                NODES.numberNode(Math.min(
                        Math.max(7, schema.path("minimum").asInt(7)),
                        schema.path("maximum").asInt(7)));
            case "number" -> NODES.numberNode(1.5);
            case "boolean" -> NODES.booleanNode(true);
            case "array" -> list(tool, name, schema.path("items"), awkward);
            case "object" -> object(tool, name, schema, awkward);
            default ->
                NODES.textNode(
                        switch (schema.path("description")
                                .asText()
                                .replaceFirst(".*(: a date|: a time|in base64).*", "$1")) {
                            case ": a date" -> "2026-03-01";
                            case ": a time" -> awkward ? "2026-03-01T10:00:00+02:00" : "2026-03-01";
                            case "in base64" -> "aGVsbG8=";
                            default -> text(name, schema, awkward);
                        });
        };
    }

    private static boolean holds(JsonNode words, String word) {
        for (JsonNode one : words) {
            if (one.asText().equals(word)) {
                return true;
            }
        }
        return false;
    }

    private static ArrayNode list(String tool, String name, JsonNode items, boolean awkward) {
        ArrayNode list = NODES.arrayNode();
        return list.add(value(tool, name.replaceFirst("s$", ""), items, awkward));
    }

    private static ObjectNode object(String tool, String name, JsonNode schema, boolean awkward) {
        ObjectNode object = NODES.objectNode();
        for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
            object.set(member.getKey(), value(tool + "." + name, member.getKey(), member.getValue(), awkward));
        }
        return object;
    }

    private static String text(String name, JsonNode schema, boolean awkward) {
        if (name.matches("after|before|.*_date|.*_on")) {
            return "2026-03-01";
        }
        if (name.matches("since|until|.*_(after|before|at)")) {
            return awkward ? "2026-03-01T10:00:00+02:00" : "2026-03-01";
        }
        if (name.endsWith("project_id") || name.equals("start_project")) {
            return awkward ? "grp/sub/app" : "42";
        }
        if (name.endsWith("group_id")) {
            return awkward ? "grp/sub/deep" : "43";
        }
        if (name.equals("discussion_id") || name.endsWith("sha")) {
            return "6a9c1750b37d513a43987b574953fceb50b03ce7";
        }
        if (name.endsWith("iid") || name.endsWith("_id") || name.equals("id")) {
            return "7";
        }
        if (!awkward) {
            return "word";
        }
        return switch (name) {
            case "file_path", "path", "previous_path", "artifact_path" -> "a b/#c+d.md";
            case "ref", "ref_name", "branch", "branch_name", "source_branch", "target_branch", "from", "to" ->
                "feat/ü x";
            default -> schema.has("maxLength") && schema.get("maxLength").asInt() < 12 ? "ü" : "a&b=ü +%2F/c";
        };
    }
}
