package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.catalogue.PipelineParams.KEY;
import static dev.gitlabmcp.catalogue.PipelineParams.REVEAL;
import static dev.gitlabmcp.catalogue.PipelineParams.VALUE;
import static dev.gitlabmcp.catalogue.PipelineParams.VARIABLE_TYPE;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.secret;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.tool.Params.fields;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;
import static dev.gitlabmcp.tool.ToolBuilder.put;

import dev.gitlabmcp.shaping.Field;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Arguments;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;
import dev.gitlabmcp.tool.ToolOutput;

/**
 * CI/CD variables of projects and groups: https://docs.gitlab.com/api/project_level_variables/,
 * https://docs.gitlab.com/api/group_level_variables/. Their values are secrets and shown only on demand.
 */
final class VariableTools {
    private static final String OF_PROJECT = "/projects/{project_id}/variables";
    private static final String OF_GROUP = "/groups/{group_id}/variables";

    static final Shape VARIABLE = variable(secret("value"));
    static final Shape REVEALED_VARIABLE = variable(text("value"));

    private static final Param<String> GROUP = GROUP_ID.unless("project_id");
    private static final Param<String> SCOPE =
            Params.text("environment_scope", "Environments, e.g. production, review/*, *.");
    /** The environments are half of a variable's name: without them GitLab refuses a key that exists twice. */
    private static final Param<String> WHICH = Params.text(
                    "environment_scope", "Its environments, where the key exists more than once.")
            .wire("filter[environment_scope]");
    /** As WHICH, in the form of other servers. */
    private static final Param<Arguments> FILTER = fields("filter", "As environment_scope.", WHICH)
            .unless("environment_scope")
            .unlisted();

    private static final Param<Boolean> PROTECTED = flag("protected", "Only for protected branches and tags.");
    private static final Param<Boolean> MASKED = flag("masked", "Hidden in job logs.");
    private static final Param<Boolean> RAW = flag("raw", "Not expanded.");
    private static final Param<String> DESCRIPTION =
            Params.text("description", "What it is for.").max(255);

    static final ToolDefinition LIST_VARIABLES = get("list_variables", OF_PROJECT)
            .orAt(OF_GROUP)
            .title("List CI/CD variables")
            .description("Lists the CI/CD variables of a project or group; values are masked.")
            .aliases("list_project_variables", "list_group_variables")
            .path(PROJECT_ID, GROUP)
            .paginated()
            .returns(VARIABLE)
            .define();

    static final ToolDefinition GET_VARIABLE = get("get_variable", OF_PROJECT + "/{key}")
            .orAt(OF_GROUP + "/{key}")
            .title("Get CI/CD variable")
            .description("Shows a CI/CD variable of a project or group; its value only with reveal.")
            .aliases("get_project_variable", "get_group_variable")
            .path(PROJECT_ID, GROUP, KEY)
            .query(WHICH, FILTER)
            .arguments(REVEAL.describedAs("Show the value in clear."))
            .handledBy(VariableTools::show)
            .define();

    static final ToolDefinition CREATE_VARIABLE = post("create_variable", OF_PROJECT)
            .orAt(OF_GROUP)
            .title("Create CI/CD variable")
            .description("Creates a CI/CD variable of a project or group.")
            .aliases("create_project_variable", "create_group_variable")
            .path(PROJECT_ID, GROUP)
            .body(
                    KEY,
                    VALUE.required(),
                    VARIABLE_TYPE,
                    PROTECTED,
                    MASKED,
                    flag("masked_and_hidden", "Masked, and its value can never be read again."),
                    RAW,
                    SCOPE,
                    DESCRIPTION)
            .returns(VARIABLE)
            .define();

    static final ToolDefinition UPDATE_VARIABLE = put("update_variable", OF_PROJECT + "/{key}")
            .orAt(OF_GROUP + "/{key}")
            .title("Update CI/CD variable")
            .description("Changes a CI/CD variable of a project or group; what is not given stays.")
            .aliases("update_project_variable", "update_group_variable")
            .path(PROJECT_ID, GROUP, KEY)
            .body(
                    VALUE.describedAs("New value."),
                    VARIABLE_TYPE,
                    PROTECTED,
                    MASKED,
                    RAW,
                    SCOPE.describedAs("New environments."),
                    DESCRIPTION,
                    fields(
                            "filter",
                            "Which one, where the key exists more than once.",
                            Params.text("environment_scope", "Its environments.")))
            .returns(VARIABLE)
            .define();

    static final ToolDefinition DELETE_VARIABLE = delete("delete_variable", OF_PROJECT + "/{key}")
            .orAt(OF_GROUP + "/{key}")
            .title("Delete CI/CD variable")
            .description("Deletes a CI/CD variable of a project or group.")
            .aliases("delete_project_variable", "delete_group_variable")
            .path(PROJECT_ID, GROUP, KEY)
            .query(WHICH, FILTER)
            .returns(VARIABLE)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "variables",
            "CI/CD variables",
            LIST_VARIABLES,
            GET_VARIABLE,
            CREATE_VARIABLE,
            UPDATE_VARIABLE,
            DELETE_VARIABLE);

    private VariableTools() {}

    private static ToolOutput show(ToolCall call) {
        boolean reveal = call.find(REVEAL).orElse(false);
        return call.answer(call.request(), reveal ? REVEALED_VARIABLE : VARIABLE);
    }

    private static Shape variable(Field value) {
        return Shape.of(
                field("key"),
                value,
                field("variable_type"),
                field("environment_scope"),
                field("protected").ifSet(),
                field("masked").ifSet(),
                field("hidden").ifSet(),
                field("raw").ifSet(),
                text("description"));
    }
}
