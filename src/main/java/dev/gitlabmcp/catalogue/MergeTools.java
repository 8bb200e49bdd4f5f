package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.MERGE_REQUEST_IID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.integer;
import static dev.gitlabmcp.tool.Params.longText;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;
import static dev.gitlabmcp.tool.ToolBuilder.put;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;
import java.time.Duration;

/** What is done with a merge request: https://docs.gitlab.com/api/merge_requests/#merge-a-merge-request */
final class MergeTools {
    private static final String PATH = "/projects/{project_id}/merge_requests/{merge_request_iid}";

    static final Shape REBASE_STATE = Shape.of(field("rebase_in_progress"), text("merge_error"));

    static final Param<Boolean> WAIT = flag("wait", "Wait until it is done.");
    static final Param<Integer> TIMEOUT =
            integer("timeout_seconds", "Longest wait (default 120).").min(1).max(600);

    static final ToolDefinition MERGE = put("merge_merge_request", PATH + "/merge")
            .title("Merge")
            .description("Merges a merge request now or, with auto_merge, once its checks pass.")
            .aliases("accept_merge_request")
            .destructive("a merge into the target branch is not taken back")
            .idempotent(false, "a merge request is merged once")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .body(
                    Params.text("sha", "Full head commit that was reviewed; refused if there is a newer one."),
                    flag("auto_merge", "When its checks pass; joins the merge train, if any."),
                    flag("squash", "Squash the commits."),
                    flag("should_remove_source_branch", "Delete the source branch.")
                            .deletes(),
                    longText("merge_commit_message", "Message of the merge commit."),
                    longText("squash_commit_message", "Message of the squash commit."),
                    flag("skip_merge_train", "Do not restart the merge train.").unlisted(),
                    flag("merge_when_pipeline_succeeds", "auto_merge before GitLab 17.11.")
                            .unlisted())
            .returns(MergeRequestTools.CHANGED_MERGE_REQUEST)
            .define();

    static final ToolDefinition CANCEL_AUTO_MERGE = post(
                    "cancel_merge_request_auto_merge", PATH + "/cancel_merge_when_pipeline_succeeds")
            .title("Cancel auto-merge")
            .description("Cancels auto-merge, or takes the merge request out of its merge train.")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .returns(MergeRequestTools.CHANGED_MERGE_REQUEST)
            .define();

    static final ToolDefinition REBASE = put("rebase_merge_request", PATH + "/rebase")
            .title("Rebase")
            .description("Starts rebasing the source branch onto the target branch; wait tells how it went.")
            .destructive("it rewrites the source branch")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .body(flag("skip_ci", "No pipeline for the result."))
            .arguments(WAIT, TIMEOUT)
            .deadline(Duration.ofMinutes(11))
            .returns(REBASE_STATE)
            .handledBy(Rebasing::rebase)
            .define();

    static final ToolDefinition GET_CONFLICTS = get("get_merge_request_conflicts", PATH)
            .title("Get conflicts")
            .description("Tells whether a merge request conflicts and which files both sides changed; GitLab's API"
                    + " does not show the conflicting lines.")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .handledBy(Conflicts::show)
            .define();

    static final ToolDefinition GET_MERGE_REF = get("get_merge_request_merge_ref", PATH + "/merge_ref")
            .title("Get merge ref")
            .description(
                    "Gives the commit that merging now would make (refs/merge-requests/*/merge); 400 if it cannot.")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .returns(Shape.of(field("commit_id")))
            .define();

    static final ToolDefinition LIST_PIPELINES = get("list_merge_request_pipelines", PATH + "/pipelines")
            .title("List pipelines of a merge request")
            .description("Lists a merge request's pipelines, newest first.")
            .aliases("get_merge_request_pipelines")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .paginated()
            .returns(PipelineTools.PIPELINE_SUMMARY)
            .define();

    static final ToolDefinition CREATE_PIPELINE = post("create_merge_request_pipeline", PATH + "/pipelines")
            .title("Run merge request pipeline")
            .description("Starts a merge request pipeline; the project's CI configuration must have jobs for one.")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .body(flag("async", "In the background; then nothing is returned and it may still fail.")
                    .unlisted())
            .returns(PipelineTools.PIPELINE)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "merges",
            "Merging, rebasing and pipelines of merge requests",
            MERGE,
            CANCEL_AUTO_MERGE,
            REBASE,
            GET_CONFLICTS,
            GET_MERGE_REF,
            LIST_PIPELINES,
            CREATE_PIPELINE);

    private MergeTools() {}
}
