package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.MERGE_REQUEST_IID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.GraphQlDocument;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolOutput;
import dev.gitlabmcp.tool.ToolProblem;
import java.util.List;

/**
 * Has GitLab Duo review a merge request, as people do: by making its user a reviewer. Stateless.
 *
 * @see <a href="https://docs.gitlab.com/user/gitlab_duo/code_review/">GitLab Duo Code Review</a>
 */
final class DuoReview {
    static final GraphQlDocument FIND = GraphQlDocument.of("find_duo_reviewer", "project.mergeRequest");
    static final GraphQlDocument ADD = GraphQlDocument.of("add_duo_reviewer", "mergeRequestSetReviewers");
    static final GraphQlDocument AGAIN = GraphQlDocument.of("ask_duo_reviewer_again", "mergeRequestReviewerRereview");

    static final Shape STATUS = Shape.of(field("status"), field("diff_head_sha"), field("web_url"));

    static final Param<String> REVIEWER =
            Params.text("reviewer", "User name of Duo.").orElse("GitLabDuo").unlisted();

    private DuoReview() {}

    static ToolOutput start(ToolCall call) {
        String path = call.fullPath(PROJECT_ID);
        String iid = Integer.toString(call.get(MERGE_REQUEST_IID));
        String duo = call.get(REVIEWER);
        ObjectNode which =
                JsonNodeFactory.instance.objectNode().put("path", path).put("iid", iid);
        JsonNode found = call.scope().send(FIND, which, List.of(path));
        if (!found.isObject()) {
            return call.show(MissingNode.getInstance(), STATUS);
        }
        JsonNode before = reviewer(found, duo);
        if (before.at("/mergeRequestInteraction/reviewState").asText().equals("REVIEW_STARTED")) {
            return said(call, "already_in_progress", found);
        }
        ObjectNode variables = JsonNodeFactory.instance.objectNode();
        ObjectNode input = variables.putObject("input").put("projectPath", path).put("iid", iid);
        if (before.isObject()) {
            input.set("userId", before.path("id"));
            call.scope().send(AGAIN, variables, List.of(path));
        } else {
            input.put("operationMode", "APPEND").putArray("reviewerUsernames").add(duo);
            JsonNode after = call.scope().send(ADD, variables, List.of(path));
            if (!reviewer(after.path("mergeRequest"), duo).isObject()) {
                throw new ToolException(new ToolProblem.NothingFound(
                        "GitLab did not take " + duo + " for a reviewer.",
                        "GitLab Duo Code Review must be available in the project, and you must be permitted to set"
                                + " reviewers."));
            }
        }
        return said(call, "review_requested", found);
    }

    private static JsonNode reviewer(JsonNode mergeRequest, String name) {
        for (JsonNode reviewer : mergeRequest.at("/reviewers/nodes")) {
            if (reviewer.path("username").asText().equalsIgnoreCase(name)) {
                return reviewer;
            }
        }
        return MissingNode.getInstance();
    }

    private static ToolOutput said(ToolCall call, String status, JsonNode mergeRequest) {
        ObjectNode made = JsonNodeFactory.instance.objectNode().put("status", status);
        made.set("diff_head_sha", mergeRequest.path("diffHeadSha"));
        made.set("web_url", mergeRequest.path("webUrl"));
        return call.show(made, STATUS);
    }
}
