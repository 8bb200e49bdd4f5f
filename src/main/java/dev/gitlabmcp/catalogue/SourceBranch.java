package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.MERGE_REQUEST_IID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolOutput;
import dev.gitlabmcp.tool.ToolProblem;
import java.util.ArrayList;
import java.util.List;

/** Finds the merge request where a call names its source branch instead of its number. Stateless. */
final class SourceBranch {
    static final Param<String> SOURCE_BRANCH = Params.text("source_branch", "Instead of iid.");

    private SourceBranch() {}

    /** Serves a tool that is one request once the number is known. */
    static ToolOutput serve(ToolCall call) {
        ToolCall complete = complete(call);
        return complete.answer(complete.request(), call.tool().shape().orElse(Shape.EVERYTHING));
    }

    /** The call with the merge request's number. */
    static ToolCall complete(ToolCall call) {
        if (call.has(MERGE_REQUEST_IID)) {
            return call;
        }
        String branch = call.find(SOURCE_BRANCH)
                .filter(name -> !name.isEmpty())
                .orElseThrow(() -> ToolException.invalid("merge_request_iid", "is missing: give it, or source_branch"));
        return call.with(MERGE_REQUEST_IID, find(call, branch));
    }

    /** The open merge request of the branch, else its newest; a write is never left to a guess among several. */
    private static int find(ToolCall call, String branch) {
        JsonNode all = SmallAnswers.tree(
                call,
                GitLabRequest.get("/projects/{project_id}/merge_requests")
                        .path("project_id", call.get(PROJECT_ID))
                        .query("source_branch", branch)
                        .query("order_by", "created_at")
                        .query("sort", "desc")
                        .build());
        List<Integer> open = new ArrayList<>();
        for (JsonNode one : all) {
            if (one.path("state").asText().equals("opened")) {
                open.add(one.path("iid").asInt());
            }
        }
        if (open.size() > 1 && !call.tool().annotations().readOnly()) {
            throw ToolException.invalid(
                    "source_branch", "has several open merge requests: give merge_request_iid, one of " + open);
        }
        int found = open.isEmpty() ? all.path(0).path("iid").asInt() : open.get(0);
        if (found < 1) {
            throw new ToolException(new ToolProblem.NothingFound(
                    "No merge request comes from the branch " + branch + ".", "See list_merge_requests."));
        }
        return found;
    }
}
