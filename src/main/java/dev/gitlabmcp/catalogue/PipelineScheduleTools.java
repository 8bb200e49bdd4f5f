package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.catalogue.PipelineParams.KEY;
import static dev.gitlabmcp.catalogue.PipelineParams.PIPELINE_SCOPE;
import static dev.gitlabmcp.catalogue.PipelineParams.REVEAL;
import static dev.gitlabmcp.catalogue.PipelineParams.STATUS;
import static dev.gitlabmcp.catalogue.PipelineParams.VALUE;
import static dev.gitlabmcp.catalogue.PipelineParams.VARIABLE;
import static dev.gitlabmcp.catalogue.PipelineParams.VARIABLE_TYPE;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.secret;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.anyValue;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.dateTime;
import static dev.gitlabmcp.tool.Params.fieldsList;
import static dev.gitlabmcp.tool.Params.flag;
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

/** Pipelines that start by the clock, and their variables: https://docs.gitlab.com/api/pipeline_schedules/ */
final class PipelineScheduleTools {
    private static final String SCHEDULES = "/projects/{project_id}/pipeline_schedules";
    private static final String SCHEDULE = SCHEDULES + "/{pipeline_schedule_id}";

    private static final Shape SCHEDULE_SUMMARY = Shape.of(
            field("id"),
            text("description").max(200),
            field("ref"),
            field("cron"),
            field("cron_timezone"),
            time("next_run_at"),
            field("active"),
            field("owner.username"));

    static final Shape PIPELINE_SCHEDULE = Shape.of(
            field("id"),
            text("description"),
            field("ref"),
            field("cron"),
            field("cron_timezone"),
            time("next_run_at"),
            field("active"),
            field("owner.username"),
            field("last_pipeline").of(field("id"), field("status"), field("ref")),
            field("variables").of(field("key"), field("variable_type"), secret("value")),
            field("inputs").of(field("name"), field("value")),
            time("created_at"),
            time("updated_at"));

    private static final Param<Long> SCHEDULE_ID = id("pipeline_schedule_id", "Id.", "pipeline_schedules");
    private static final Param<String> DESCRIPTION = Params.text("description", "What it is for.");
    private static final Param<String> REF = Params.text("ref", "Branch or tag.");
    private static final Param<String> CRON = Params.text("cron", "When, e.g. 0 2 * * 1-5.");
    private static final Param<String> TIMEZONE = Params.text("cron_timezone", "Time zone, e.g. Europe/Berlin.");
    private static final Param<Boolean> ACTIVE = flag("active", "Whether it runs.");

    static final ToolDefinition LIST_PIPELINE_SCHEDULES = get("list_pipeline_schedules", SCHEDULES)
            .title("List pipeline schedules")
            .description("Lists a project's pipeline schedules.")
            .path(PROJECT_ID)
            .query(choice("scope", "Only these.", "active", "inactive"))
            .paginated()
            .returns(SCHEDULE_SUMMARY)
            .define();

    static final ToolDefinition GET_PIPELINE_SCHEDULE = get("get_pipeline_schedule", SCHEDULE)
            .title("Get pipeline schedule")
            .description("Shows a pipeline schedule with its last pipeline, inputs and the names of its variables.")
            .path(PROJECT_ID, SCHEDULE_ID)
            .returns(PIPELINE_SCHEDULE)
            .define();

    static final ToolDefinition LIST_PIPELINE_SCHEDULE_PIPELINES = get(
                    "list_pipeline_schedule_pipelines", SCHEDULE + "/pipelines")
            .title("List pipelines of a schedule")
            .description("Lists the pipelines that a schedule has started.")
            .path(PROJECT_ID, SCHEDULE_ID)
            .query(
                    STATUS,
                    PIPELINE_SCOPE,
                    dateTime("updated_after", "ISO 8601."),
                    dateTime("updated_before", "ISO 8601.").unlisted(),
                    dateTime("created_after", "ISO 8601.").unlisted(),
                    dateTime("created_before", "ISO 8601.").unlisted(),
                    choice("sort", "Direction.", "asc", "desc"))
            .paginated()
            .returns(PipelineTools.PIPELINE_SUMMARY)
            .define();

    static final ToolDefinition CREATE_PIPELINE_SCHEDULE = post("create_pipeline_schedule", SCHEDULES)
            .title("Create pipeline schedule")
            .description("Creates a schedule that runs pipelines with the rights of who creates it.")
            .path(PROJECT_ID)
            .body(
                    DESCRIPTION.required(),
                    REF.required(),
                    CRON.required(),
                    TIMEZONE.describedAs("Time zone (default UTC)."),
                    ACTIVE.describedAs("Whether it runs (default true)."),
                    fieldsList(
                                    "inputs",
                                    "Values of the configuration's inputs.",
                                    Params.text("name", "Input.").required(),
                                    anyValue("value", "Text, number, true, false or list.")
                                            .required())
                            .secret())
            .returns(PIPELINE_SCHEDULE)
            .define();

    static final ToolDefinition UPDATE_PIPELINE_SCHEDULE = put("update_pipeline_schedule", SCHEDULE)
            .title("Update pipeline schedule")
            .description("Changes, stops or resumes a pipeline schedule; what is not given stays.")
            .path(PROJECT_ID, SCHEDULE_ID)
            .body(
                    DESCRIPTION,
                    REF,
                    CRON,
                    TIMEZONE,
                    ACTIVE,
                    fieldsList(
                                    "inputs",
                                    "Inputs to set or remove.",
                                    Params.text("name", "Input.").required(),
                                    anyValue("value", "Text, number, true, false or list."),
                                    flag("destroy", "Remove it."))
                            .secret())
            .returns(PIPELINE_SCHEDULE)
            .define();

    static final ToolDefinition DELETE_PIPELINE_SCHEDULE = delete("delete_pipeline_schedule", SCHEDULE)
            .title("Delete pipeline schedule")
            .description("Deletes a pipeline schedule; its pipelines stay.")
            .path(PROJECT_ID, SCHEDULE_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition PLAY_PIPELINE_SCHEDULE = post("play_pipeline_schedule", SCHEDULE + "/play")
            .title("Run pipeline schedule now")
            .description("Starts a schedule's pipeline now. Which one: list_pipeline_schedule_pipelines.")
            .path(PROJECT_ID, SCHEDULE_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition TAKE_OWNERSHIP_PIPELINE_SCHEDULE = post(
                    "take_ownership_pipeline_schedule", SCHEDULE + "/take_ownership")
            .title("Take over pipeline schedule")
            .description("Makes the caller the owner, with whose rights the schedule's pipelines run from then on.")
            .path(PROJECT_ID, SCHEDULE_ID)
            .destructive("replaces the owner")
            .idempotent(true, "the owner stays the same")
            .returns(PIPELINE_SCHEDULE)
            .define();

    static final ToolDefinition GET_PIPELINE_SCHEDULE_VARIABLE = get(
                    "get_pipeline_schedule_variable", SCHEDULE + "/variables/{key}")
            .title("Get variable of a schedule")
            .description("Shows a variable of a pipeline schedule (GitLab 18.7 and later).")
            .path(PROJECT_ID, SCHEDULE_ID, KEY)
            .arguments(REVEAL)
            .handledBy(PipelineParams::showVariables)
            .define();

    static final ToolDefinition CREATE_PIPELINE_SCHEDULE_VARIABLE = post(
                    "create_pipeline_schedule_variable", SCHEDULE + "/variables")
            .title("Add variable to a schedule")
            .description("Adds a variable to a pipeline schedule.")
            .path(PROJECT_ID, SCHEDULE_ID)
            .body(KEY, VALUE.required(), VARIABLE_TYPE)
            .returns(VARIABLE)
            .define();

    static final ToolDefinition UPDATE_PIPELINE_SCHEDULE_VARIABLE = put(
                    "update_pipeline_schedule_variable", SCHEDULE + "/variables/{key}")
            .title("Update variable of a schedule")
            .description("Changes a variable of a pipeline schedule.")
            .path(PROJECT_ID, SCHEDULE_ID, KEY)
            .body(VALUE, VARIABLE_TYPE)
            .returns(VARIABLE)
            .define();

    static final ToolDefinition DELETE_PIPELINE_SCHEDULE_VARIABLE = delete(
                    "delete_pipeline_schedule_variable", SCHEDULE + "/variables/{key}")
            .title("Delete variable of a schedule")
            .description("Removes a variable from a pipeline schedule.")
            .path(PROJECT_ID, SCHEDULE_ID, KEY)
            .returns(VARIABLE)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "pipeline_schedules",
            "Pipeline schedules",
            LIST_PIPELINE_SCHEDULES,
            GET_PIPELINE_SCHEDULE,
            LIST_PIPELINE_SCHEDULE_PIPELINES,
            CREATE_PIPELINE_SCHEDULE,
            UPDATE_PIPELINE_SCHEDULE,
            DELETE_PIPELINE_SCHEDULE,
            PLAY_PIPELINE_SCHEDULE,
            TAKE_OWNERSHIP_PIPELINE_SCHEDULE,
            GET_PIPELINE_SCHEDULE_VARIABLE,
            CREATE_PIPELINE_SCHEDULE_VARIABLE,
            UPDATE_PIPELINE_SCHEDULE_VARIABLE,
            DELETE_PIPELINE_SCHEDULE_VARIABLE);

    private PipelineScheduleTools() {}
}
