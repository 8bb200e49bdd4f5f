package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.MERGE_REQUEST_IID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/** Merge trains (Premium): https://docs.gitlab.com/api/merge_trains/ */
final class MergeTrainTools {
    private static final String TRAINS = "/projects/{project_id}/merge_trains";
    private static final String ONE = TRAINS + "/merge_requests/{merge_request_iid}";

    static final Shape CAR = Shape.of(
            field("id"),
            field("merge_request.iid").as("merge_request_iid"),
            text("merge_request.title").as("title").max(300),
            field("target_branch"),
            field("status"),
            field("pipeline.id").as("pipeline_id"),
            field("pipeline.status").as("pipeline_status"),
            field("user.username"),
            time("created_at"),
            time("merged_at"),
            field("duration"));

    static final ToolDefinition LIST_MERGE_TRAINS = get("list_merge_trains", TRAINS + "/{target_branch}")
            .orAt(TRAINS)
            .title("List merge trains")
            .description("Lists the merge requests in a project's merge trains, or in the train of one branch.")
            .path(PROJECT_ID.required(), Params.text("target_branch", "Only the train into this branch."))
            .query(
                    choice("scope", "Still on it, or done.", "active", "complete"),
                    choice("sort", "By time; default desc.", "asc", "desc"))
            .paginated()
            .returns(CAR)
            .define();

    static final ToolDefinition GET_MERGE_TRAIN_STATUS = get("get_merge_train_status", ONE)
            .title("Get merge train status")
            .description("Shows how a merge request on a merge train stands; 404 if it is on none.")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .returns(CAR)
            .define();

    static final ToolDefinition ADD_TO_MERGE_TRAIN = post("add_to_merge_train", ONE)
            .title("Add to merge train")
            .description("Puts a merge request on its target branch's merge train, which merges it. Off again:"
                    + " cancel_merge_request_auto_merge.")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .body(
                    Params.text("sha", "Full head commit that was reviewed; refused if there is a newer one."),
                    flag("auto_merge", "Once its checks pass."),
                    flag("squash", "Squash the commits."),
                    flag("when_pipeline_succeeds", "auto_merge before GitLab 17.11.")
                            .unlisted())
            .destructive("a merge into the target branch is not taken back")
            .returns(CAR)
            .define();

    static final ToolGroup TOOLS =
            ToolGroup.of("merge_trains", "Merge trains", LIST_MERGE_TRAINS, GET_MERGE_TRAIN_STATUS, ADD_TO_MERGE_TRAIN);

    private MergeTrainTools() {}
}
