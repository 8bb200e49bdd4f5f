package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.tool.Params.choiceList;
import static dev.gitlabmcp.tool.Params.integer;
import static dev.gitlabmcp.tool.ToolBuilder.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.TextCleaner;
import dev.gitlabmcp.tool.GraphQlDocument;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolOutput;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What waits for the caller all over GitLab, as the lists of issues, merge requests and to-dos show it, and the failed
 * pipelines of their own merge requests. One request for each of the five parts. Stateless.
 */
final class MyWork {
    private static final GraphQlDocument PIPELINES =
            GraphQlDocument.of("list_my_pipelines", "currentUser.authoredMergeRequests.nodes");
    /** More merge requests are open at once only to bots. */
    private static final int MERGE_REQUESTS = 50;

    private static final int PER_LIST = 20;
    private static final int TITLE_CHARS = 300;

    private static final Param<List<String>> ONLY = choiceList(
            "only", "Only these; all if left out.", "issues", "merge_requests", "reviews", "todos", "failed_pipelines");
    private static final Param<Integer> LIMIT =
            integer("limit", "Items of each; default 20.").min(1).max(100).also("per_page");

    static final ToolDefinition LIST_MY_WORK = graphql("list_my_work", PIPELINES)
            .title("List my work")
            .description(
                    "Lists what waits for oneself: assigned issues and merge requests, reviews to do, to-dos, failed"
                            + " pipelines of one's merge requests.")
            .arguments(ONLY, LIMIT)
            .handledBy(MyWork::list)
            .define();

    private MyWork() {}

    private static ToolOutput list(ToolCall call) {
        Parts parts = Parts.of(call);
        List<String> only = call.find(ONLY).orElse(List.of());
        int limit = call.find(LIMIT).orElse(PER_LIST);
        if (isWanted(only, "issues")) {
            parts.step("reading assigned issues");
            parts.show(
                    "issues",
                    IssueTools.LIST_MY_ISSUES,
                    arguments("state", "opened", limit),
                    IssueShapes.ISSUE_SUMMARY,
                    0.25);
        }
        if (isWanted(only, "merge_requests")) {
            showMergeRequests(parts, "merge_requests", "assigned_to_me", limit, 0.48);
        }
        if (isWanted(only, "reviews")) {
            showMergeRequests(parts, "reviews", "reviews_for_me", limit, 0.7);
        }
        if (isWanted(only, "todos")) {
            showTodos(parts, "todos", limit, 0.9);
        }
        if (isWanted(only, "failed_pipelines")) {
            parts.step("reading one's pipelines");
            parts.attempt("failed_pipelines", () -> showPipelines(parts));
        }
        return ToolOutput.text(parts.out().endObject().finished());
    }

    private static boolean isWanted(List<String> only, String part) {
        return only.isEmpty() || only.contains(part);
    }

    private static Map<String, String> arguments(String name, String value, int limit) {
        return new TreeMap<>(Map.of(name, value, "per_page", Integer.toString(limit)));
    }

    /** Writes the caller's open merge requests in a scope of GitLab's, as {@code list_merge_requests} shows them. */
    static void showMergeRequests(Parts parts, String name, String scope, int limit, double share) {
        parts.step("reading merge requests " + scope);
        Map<String, String> arguments = arguments("scope", scope, limit);
        arguments.put("state", "opened");
        parts.show(
                name, MergeRequestTools.LIST_MERGE_REQUESTS, arguments, MergeRequestTools.MERGE_REQUEST_SUMMARY, share);
    }

    /** Writes the caller's pending to-dos, as {@code list_todos} shows them. */
    static void showTodos(Parts parts, String name, int limit, double share) {
        parts.step("reading to-dos");
        parts.show(name, TodoTools.LIST_TODOS, arguments("state", "pending", limit), TodoTools.TODO, share);
    }

    private static void showPipelines(Parts parts) {
        parts.allow(MergeRequestTools.LIST_MERGE_REQUESTS);
        parts.allow(PipelineTools.LIST_PIPELINES);
        ObjectNode variables = JsonNodeFactory.instance.objectNode().put("first", MERGE_REQUESTS);
        JsonNode mergeRequests = parts.scope().send(PIPELINES, variables, List.of());
        JsonText out = parts.out().name("failed_pipelines").beginArray();
        for (JsonNode mergeRequest : mergeRequests) {
            JsonNode pipeline = mergeRequest.path("headPipeline");
            if (pipeline.path("status").asText().equals("FAILED") && parts.left(1) > TITLE_CHARS * 4) {
                String id = pipeline.path("id").asText();
                String title = TextCleaner.prose(mergeRequest.path("title").asText());
                out.beginObject()
                        .field("merge_request", mergeRequest.path("reference").asText())
                        .field("title", title.length() > TITLE_CHARS ? title.substring(0, TITLE_CHARS) + "…" : title)
                        .field("pipeline_id", id.substring(id.lastIndexOf('/') + 1))
                        .field("url", mergeRequest.path("webUrl").asText())
                        .endObject()
                        .markUserText();
            }
        }
        out.endArray();
    }
}
