package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.ISSUE_IID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.tool.Params.text;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/** Estimated and spent time of issues: https://docs.gitlab.com/api/issues/#time-tracking */
final class TimeTrackingTools {
    private static final String ISSUE_PATH = "/projects/{project_id}/issues/{issue_iid}";

    static final Shape TIME_STATS = Shape.of(
            field("human_time_estimate").as("time_estimate"),
            field("human_total_time_spent").as("time_spent"),
            field("time_estimate").as("estimate_seconds"),
            field("total_time_spent").as("spent_seconds"));

    private static final Param<String> DURATION =
            text("duration", "Such as 3h30m or 1w2d.").required();

    static final ToolDefinition GET_TIME_STATS = get("get_issue_time_stats", ISSUE_PATH + "/time_stats")
            .title("Get issue's time")
            .description("Shows the estimated and spent time of an issue.")
            .path(PROJECT_ID, ISSUE_IID)
            .returns(TIME_STATS)
            .define();

    static final ToolDefinition SET_ESTIMATE = post("set_issue_time_estimate", ISSUE_PATH + "/time_estimate")
            .title("Set time estimate")
            .description("Sets how long an issue is expected to take, in place of the former estimate.")
            .path(PROJECT_ID, ISSUE_IID)
            .body(DURATION)
            .returns(TIME_STATS)
            .destructive("overwrites the former estimate")
            .idempotent(true, "the estimate is set, not added to")
            .define();

    static final ToolDefinition RESET_ESTIMATE = post("reset_issue_time_estimate", ISSUE_PATH + "/reset_time_estimate")
            .title("Reset time estimate")
            .description("Removes the time estimate of an issue.")
            .path(PROJECT_ID, ISSUE_IID)
            .returns(TIME_STATS)
            .destructive("removes the estimate")
            .idempotent(true, "there is no estimate afterwards")
            .define();

    static final ToolDefinition ADD_SPENT_TIME = post("add_issue_spent_time", ISSUE_PATH + "/add_spent_time")
            .title("Add spent time")
            .description("Books time spent on an issue.")
            .path(PROJECT_ID, ISSUE_IID)
            .body(DURATION.describedAs("Such as 3h30m; -1h takes back."), text("summary", "What it was spent on."))
            .returns(TIME_STATS)
            .define();

    static final ToolDefinition RESET_SPENT_TIME = post("reset_issue_spent_time", ISSUE_PATH + "/reset_spent_time")
            .title("Reset spent time")
            .description("Sets the time spent on an issue back to nothing.")
            .path(PROJECT_ID, ISSUE_IID)
            .returns(TIME_STATS)
            .destructive("all booked time no longer counts")
            .idempotent(true, "no time is booked afterwards")
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "issue_time",
            "Time spent on issues",
            GET_TIME_STATS,
            SET_ESTIMATE,
            RESET_ESTIMATE,
            ADD_SPENT_TIME,
            RESET_SPENT_TIME);

    private TimeTrackingTools() {}
}
