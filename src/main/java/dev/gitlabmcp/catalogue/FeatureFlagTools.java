package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.fieldsList;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.longText;
import static dev.gitlabmcp.tool.Params.object;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;
import static dev.gitlabmcp.tool.ToolBuilder.put;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/**
 * Feature flags of the software in a project, and lists of its users:
 * https://docs.gitlab.com/api/feature_flags/, https://docs.gitlab.com/api/feature_flag_user_lists/
 */
final class FeatureFlagTools {
    private static final String FLAGS = "/projects/{project_id}/feature_flags";
    private static final String ONE = FLAGS + "/{feature_flag_name}";
    private static final String LISTS = "/projects/{project_id}/feature_flags_user_lists";
    private static final String LIST = LISTS + "/{user_list_iid}";

    static final Shape FEATURE_FLAG = Shape.of(
            field("name"),
            text("description").max(500),
            field("active"),
            field("strategies")
                    .of(
                            field("id"),
                            field("name"),
                            field("parameters"),
                            field("scopes").of(field("id"), field("environment_scope")),
                            field("user_list").of(field("id"), field("iid"), text("name"))),
            time("created_at"),
            time("updated_at"));

    static final Shape USER_LIST =
            Shape.of(field("id"), field("iid"), text("name"), text("user_xids").max(4_000), time("updated_at"));

    private static final Param<String> FLAG_NAME = Params.text("feature_flag_name", "Name.");
    private static final Param<String> DESCRIPTION = longText("description", "What it is for.");
    private static final Param<Boolean> ACTIVE = flag("active", "On.");
    private static final Param<String> STRATEGY = choice(
            "name",
            "For whom: all, a percentage, users.",
            "default",
            "flexibleRollout",
            "gradualRolloutUserId",
            "userWithId",
            "gitlabUserList");
    private static final Param<JsonNode> PARAMETERS = object(
            "parameters",
            "E.g. {\"rollout\":\"25\",\"stickiness\":\"default\",\"groupId\":\"f\"}," + " {\"userIds\":\"a,b\"}.");
    private static final Param<Long> USER_LIST_ID = bigInteger("user_list_id", "Id of gitlabUserList's list.");
    private static final Param<String> SCOPE =
            Params.text("environment_scope", "Environments, e.g. production, review/*, *.");
    private static final Param<Boolean> REMOVE =
            flag("destroy", "Take the one with this id away.").wire("_destroy");

    private static final Param<Integer> USER_LIST_IID = Params.iid("user_list_iid", "The list's iid.");
    private static final Param<String> USERS =
            longText("user_xids", "Ids by which the software knows its users, with commas between.");

    static final ToolDefinition LIST_FEATURE_FLAGS = get("list_feature_flags", FLAGS)
            .title("List feature flags")
            .description("Lists a project's feature flags: for whom and in which environments each is on.")
            .path(PROJECT_ID)
            .query(choice("scope", "Only those on, or off.", "enabled", "disabled"))
            .paginated()
            .returns(FEATURE_FLAG)
            .define();

    static final ToolDefinition GET_FEATURE_FLAG = get("get_feature_flag", ONE)
            .title("Get feature flag")
            .description("Shows a feature flag with its strategies.")
            .path(PROJECT_ID, FLAG_NAME)
            .returns(FEATURE_FLAG)
            .define();

    static final ToolDefinition CREATE_FEATURE_FLAG = post("create_feature_flag", FLAGS)
            .title("Create feature flag")
            .description("Creates a feature flag; without strategies it is on for nobody.")
            .path(PROJECT_ID)
            .body(
                    Params.text("name", "Name: lower case, digits, - and _.")
                            .max(63)
                            .required(),
                    DESCRIPTION,
                    ACTIVE.describedAs("On; default true."),
                    fieldsList(
                            "strategies",
                            "For whom and where it is on.",
                            STRATEGY.required(),
                            PARAMETERS,
                            USER_LIST_ID,
                            fieldsList("scopes", "Where.", SCOPE.required())),
                    choice("version", "Kind of flag.", "new_version_flag")
                            .orElse("new_version_flag")
                            .unlisted())
            .returns(FEATURE_FLAG)
            .define();

    static final ToolDefinition UPDATE_FEATURE_FLAG = put("update_feature_flag", ONE)
            .title("Update feature flag")
            .description("Switches a feature flag on or off, or changes it; strategies and scopes by the ids that"
                    + " get_feature_flag shows.")
            .path(PROJECT_ID, FLAG_NAME)
            .body(
                    ACTIVE,
                    DESCRIPTION,
                    Params.text("name", "New name.").max(63),
                    fieldsList(
                            "strategies",
                            "Those to change, add or remove.",
                            bigInteger("id", "The one to change; without, one is added."),
                            STRATEGY,
                            PARAMETERS,
                            USER_LIST_ID,
                            fieldsList(
                                    "scopes",
                                    "Where.",
                                    bigInteger("id", "The one to change; without, one is added."),
                                    SCOPE,
                                    REMOVE),
                            REMOVE))
            .idempotent(false, "strategies without id are added again")
            .returns(FEATURE_FLAG)
            .define();

    static final ToolDefinition DELETE_FEATURE_FLAG = delete("delete_feature_flag", ONE)
            .title("Delete feature flag")
            .description("Deletes a feature flag; software that asks for it finds it off.")
            .path(PROJECT_ID, FLAG_NAME)
            .returns(Shape.of(field("name")))
            .define();

    static final ToolDefinition LIST_USER_LISTS = get("list_feature_flag_user_lists", LISTS)
            .title("List user lists")
            .description("Lists the lists of users that a project's feature flags can be on for.")
            .path(PROJECT_ID)
            .query(Params.text("search", "Part of the name."))
            .paginated()
            .returns(USER_LIST)
            .define();

    static final ToolDefinition GET_USER_LIST = get("get_feature_flag_user_list", LIST)
            .title("Get user list")
            .description("Shows a feature flag user list.")
            .path(PROJECT_ID, USER_LIST_IID)
            .returns(USER_LIST)
            .define();

    static final ToolDefinition CREATE_USER_LIST = post("create_feature_flag_user_list", LISTS)
            .title("Create user list")
            .description("Creates a list of users for feature flags.")
            .path(PROJECT_ID)
            .body(Params.text("name", "Name.").max(255).required(), USERS.required())
            .returns(USER_LIST)
            .define();

    static final ToolDefinition UPDATE_USER_LIST = put("update_feature_flag_user_list", LIST)
            .title("Update user list")
            .description("Renames a feature flag user list or replaces its users.")
            .path(PROJECT_ID, USER_LIST_IID)
            .body(Params.text("name", "New name.").max(255), USERS.describedAs("All its users' ids, with commas."))
            .returns(USER_LIST)
            .define();

    static final ToolDefinition DELETE_USER_LIST = delete("delete_feature_flag_user_list", LIST)
            .title("Delete user list")
            .description("Deletes a feature flag user list that no strategy uses.")
            .path(PROJECT_ID, USER_LIST_IID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "feature_flags",
            "Feature flags and their user lists",
            LIST_FEATURE_FLAGS,
            GET_FEATURE_FLAG,
            CREATE_FEATURE_FLAG,
            UPDATE_FEATURE_FLAG,
            DELETE_FEATURE_FLAG,
            LIST_USER_LISTS,
            GET_USER_LIST,
            CREATE_USER_LIST,
            UPDATE_USER_LIST,
            DELETE_USER_LIST);

    private FeatureFlagTools() {}
}
