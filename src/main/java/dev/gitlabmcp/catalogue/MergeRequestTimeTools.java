package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.MERGE_REQUEST_IID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/** Time tracking: https://docs.gitlab.com/api/merge_requests/#set-a-time-estimate-for-a-merge-request */
final class MergeRequestTimeTools {
    private static final String PATH = "/projects/{project_id}/merge_requests/{merge_request_iid}";

    private static final Shape TIMES = Shape.of(
            field("human_time_estimate").as("estimate"),
            field("time_estimate").as("estimate_seconds"),
            field("human_total_time_spent").as("spent"),
            field("total_time_spent").as("spent_seconds"));

    private static final Param<String> DURATION =
            Params.text("duration", "Such as 3h30m or 1d.").required();

    static final ToolDefinition GET_STATS = get("get_merge_request_time_stats", PATH + "/time_stats")
            .title("Get time statistics")
            .description("Shows estimated and spent time of a merge request.")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .returns(TIMES)
            .define();

    static final ToolDefinition SET_ESTIMATE = post("set_merge_request_time_estimate", PATH + "/time_estimate")
            .title("Set time estimate")
            .description("Sets the estimated time of a merge request.")
            .destructive("it replaces the former estimate")
            .idempotent(true, "the estimate is set, not added")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .body(DURATION)
            .returns(TIMES)
            .define();

    static final ToolDefinition RESET_ESTIMATE = post(
                    "reset_merge_request_time_estimate", PATH + "/reset_time_estimate")
            .title("Reset time estimate")
            .description("Sets the estimated time of a merge request to nothing.")
            .destructive("it removes the estimate")
            .idempotent(true, "there is an estimate or not")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .returns(TIMES)
            .define();

    static final ToolDefinition ADD_SPENT = post("add_merge_request_spent_time", PATH + "/add_spent_time")
            .title("Add spent time")
            .description("Adds spent time to a merge request; a duration such as -1h takes some back.")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .body(DURATION, Params.text("summary", "What the time was spent on."))
            .returns(TIMES)
            .define();

    static final ToolDefinition RESET_SPENT = post("reset_merge_request_spent_time", PATH + "/reset_spent_time")
            .title("Reset spent time")
            .description("Sets the spent time of a merge request to nothing.")
            .destructive("it removes all time that was logged")
            .idempotent(true, "there is time spent or not")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .returns(TIMES)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "merge_request_times",
            "Time tracking of merge requests",
            GET_STATS,
            SET_ESTIMATE,
            RESET_ESTIMATE,
            ADD_SPENT,
            RESET_SPENT);

    private MergeRequestTimeTools() {}
}
