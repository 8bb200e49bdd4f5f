package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.catalogue.PipelineParams.INPUTS;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.revealed;
import static dev.gitlabmcp.shaping.Field.secret;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.dateTime;
import static dev.gitlabmcp.tool.Params.id;
import static dev.gitlabmcp.tool.Params.object;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;
import static dev.gitlabmcp.tool.ToolBuilder.put;

import dev.gitlabmcp.shaping.Field;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/** Tokens that start pipelines from elsewhere: https://docs.gitlab.com/api/pipeline_triggers/ */
final class PipelineTriggerTools {
    static final Shape TRIGGER = trigger(secret("token"));
    private static final Shape NEW_TRIGGER = trigger(revealed("token"));

    private static final Param<Long> TRIGGER_ID = id("trigger_id", "Id.");
    private static final Param<String> DESCRIPTION = Params.text("description", "What it is for.");

    static final ToolDefinition LIST_PIPELINE_TRIGGERS = get(
                    "list_pipeline_triggers", "/projects/{project_id}/triggers")
            .title("List trigger tokens")
            .description("Lists a project's pipeline trigger tokens, without the tokens themselves.")
            .path(PROJECT_ID)
            .paginated()
            .returns(TRIGGER)
            .define();

    static final ToolDefinition GET_PIPELINE_TRIGGER = get(
                    "get_pipeline_trigger", "/projects/{project_id}/triggers/{trigger_id}")
            .title("Get trigger token")
            .description("Shows a pipeline trigger token's owner and use, without the token itself.")
            .path(PROJECT_ID, TRIGGER_ID)
            .returns(TRIGGER)
            .define();

    static final ToolDefinition CREATE_PIPELINE_TRIGGER = post(
                    "create_pipeline_trigger", "/projects/{project_id}/triggers")
            .title("Create trigger token")
            .description("Creates a pipeline trigger token and shows it, this once.")
            .path(PROJECT_ID)
            .body(DESCRIPTION.required(), dateTime("expires_at", "End of its life, ISO 8601."))
            .returns(NEW_TRIGGER)
            .define();

    static final ToolDefinition UPDATE_PIPELINE_TRIGGER = put(
                    "update_pipeline_trigger", "/projects/{project_id}/triggers/{trigger_id}")
            .title("Update trigger token")
            .description("Changes a pipeline trigger token's description.")
            .path(PROJECT_ID, TRIGGER_ID)
            .body(DESCRIPTION)
            .returns(TRIGGER)
            .define();

    static final ToolDefinition DELETE_PIPELINE_TRIGGER = delete(
                    "delete_pipeline_trigger", "/projects/{project_id}/triggers/{trigger_id}")
            .title("Delete trigger token")
            .description("Revokes a pipeline trigger token for good.")
            .path(PROJECT_ID, TRIGGER_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition TRIGGER_PIPELINE = post("trigger_pipeline", "/projects/{project_id}/trigger/pipeline")
            .title("Trigger pipeline")
            .description("Starts a pipeline with a trigger or job token. Without one: create_pipeline.")
            .path(PROJECT_ID)
            .body(
                    Params.text("token", "Trigger token or CI/CD job token.")
                            .required()
                            .secret(),
                    Params.text("ref", "Branch or tag.").required(),
                    object("variables", "CI/CD variables for it: texts by name.")
                            .secret(),
                    INPUTS)
            .returns(PipelineTools.PIPELINE)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "pipeline_triggers",
            "Pipeline trigger tokens",
            LIST_PIPELINE_TRIGGERS,
            GET_PIPELINE_TRIGGER,
            CREATE_PIPELINE_TRIGGER,
            UPDATE_PIPELINE_TRIGGER,
            DELETE_PIPELINE_TRIGGER,
            TRIGGER_PIPELINE);

    private PipelineTriggerTools() {}

    private static Shape trigger(Field token) {
        return Shape.of(
                field("id"),
                text("description").max(500),
                token,
                field("owner.username"),
                time("created_at"),
                time("last_used"),
                time("expires_at"));
    }
}
