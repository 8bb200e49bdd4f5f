package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.MERGE_REQUEST_IID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.tool.Params.flag;

import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolOutput;

/** Shows one merge request, on demand with its commits and approvals. Stateless. */
final class MergeRequestReading {
    static final Param<Boolean> SUMMARIES =
            flag("include_summaries", "Add commits and approvals.").unlisted();

    private MergeRequestReading() {}

    static ToolOutput show(ToolCall call) {
        ToolCall complete = SourceBranch.complete(call);
        if (!complete.find(SUMMARIES).orElse(false)) {
            return complete.answer(complete.request(), MergeRequestTools.MERGE_REQUEST);
        }
        JsonText out = new JsonText().beginObject();
        complete.scope()
                .show(complete.request(), MergeRequestTools.MERGE_REQUEST, complete.view(), out.name("merge_request"));
        complete.scope()
                .show(
                        commits(complete),
                        MergeRequestPartTools.COMMIT,
                        complete.scope().brief(),
                        out.name("commits"));
        complete.scope()
                .show(
                        ApprovalTools.approvals(complete.get(PROJECT_ID), complete.get(MERGE_REQUEST_IID)),
                        ApprovalTools.APPROVALS,
                        complete.scope().brief(),
                        out.name("approvals"));
        return ToolOutput.text(out.endObject().finished());
    }

    private static GitLabRequest commits(ToolCall call) {
        return GitLabRequest.get("/projects/{project_id}/merge_requests/{merge_request_iid}/commits")
                .path("project_id", call.get(PROJECT_ID))
                .path("merge_request_iid", call.get(MERGE_REQUEST_IID))
                .build();
    }
}
