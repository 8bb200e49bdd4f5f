package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.tool.Params.id;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;
import static dev.gitlabmcp.tool.ToolBuilder.put;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/** Times at which nothing is to be deployed: https://docs.gitlab.com/api/freeze_periods/ */
final class FreezePeriodTools {
    private static final String PERIODS = "/projects/{project_id}/freeze_periods";
    private static final String ONE = PERIODS + "/{freeze_period_id}";

    static final Shape FREEZE_PERIOD =
            Shape.of(field("id"), field("freeze_start"), field("freeze_end"), field("cron_timezone"));

    private static final Param<Long> FREEZE_PERIOD_ID = id("freeze_period_id", "Id.");
    private static final Param<String> START = Params.text("freeze_start", "Start as cron, e.g. 0 23 * * 5.");
    private static final Param<String> END = Params.text("freeze_end", "End as cron.");
    private static final Param<String> ZONE =
            Params.text("cron_timezone", "Time zone, e.g. Europe/Berlin; default UTC.");

    static final ToolDefinition LIST_FREEZE_PERIODS = get("list_freeze_periods", PERIODS)
            .title("List deploy freezes")
            .description("Lists the recurring times at which a project is not to be deployed.")
            .path(PROJECT_ID)
            .paginated()
            .returns(FREEZE_PERIOD)
            .define();

    static final ToolDefinition GET_FREEZE_PERIOD = get("get_freeze_period", ONE)
            .title("Get deploy freeze")
            .description("Shows a deploy freeze.")
            .path(PROJECT_ID, FREEZE_PERIOD_ID)
            .returns(FREEZE_PERIOD)
            .define();

    static final ToolDefinition CREATE_FREEZE_PERIOD = post("create_freeze_period", PERIODS)
            .title("Create deploy freeze")
            .description("Adds a deploy freeze; jobs that heed $CI_DEPLOY_FREEZE do not deploy in it.")
            .path(PROJECT_ID)
            .body(START.required(), END.required(), ZONE)
            .returns(FREEZE_PERIOD)
            .define();

    static final ToolDefinition UPDATE_FREEZE_PERIOD = put("update_freeze_period", ONE)
            .title("Update deploy freeze")
            .description("Changes a deploy freeze.")
            .path(PROJECT_ID, FREEZE_PERIOD_ID)
            .body(START, END, ZONE.describedAs("Time zone."))
            .returns(FREEZE_PERIOD)
            .define();

    static final ToolDefinition DELETE_FREEZE_PERIOD = delete("delete_freeze_period", ONE)
            .title("Delete deploy freeze")
            .description("Deletes a deploy freeze.")
            .path(PROJECT_ID, FREEZE_PERIOD_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "freeze_periods",
            "Deploy freezes",
            LIST_FREEZE_PERIODS,
            GET_FREEZE_PERIOD,
            CREATE_FREEZE_PERIOD,
            UPDATE_FREEZE_PERIOD,
            DELETE_FREEZE_PERIOD);

    private FreezePeriodTools() {}
}
