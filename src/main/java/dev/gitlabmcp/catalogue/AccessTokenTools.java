package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.revealed;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.date;
import static dev.gitlabmcp.tool.Params.dateTime;
import static dev.gitlabmcp.tool.Params.fieldsList;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.idOr;
import static dev.gitlabmcp.tool.Params.integerList;
import static dev.gitlabmcp.tool.Params.textList;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.CommonParams;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;
import java.util.List;

/**
 * Tokens of users, projects and groups: https://docs.gitlab.com/api/personal_access_tokens/,
 * https://docs.gitlab.com/api/project_access_tokens/, https://docs.gitlab.com/api/group_access_tokens/. GitLab shows
 * the token itself only when it makes it.
 */
final class AccessTokenTools {
    private static final String OF_PROJECT = "/projects/{project_id}/access_tokens";
    private static final String OF_GROUP = "/groups/{group_id}/access_tokens";
    private static final String PERSONAL = "/personal_access_tokens";
    private static final String ONE = "/{token_id}";
    private static final String ROTATE = ONE + "/rotate";

    static final Shape TOKEN = Shape.of(
            field("id"),
            text("name"),
            text("description").max(500),
            field("scopes"),
            field("granular_scopes"),
            field("access_level"),
            field("user_id"),
            field("active"),
            field("revoked").ifSet(),
            field("expires_at"),
            time("created_at"),
            time("last_used_at"));

    /** The name says to whoever reads the result that there is no second chance. */
    static final Shape NEW_TOKEN = Shape.of(
            revealed("token").as("token_shown_only_now"),
            field("id"),
            text("name"),
            field("scopes"),
            field("granular_scopes"),
            field("access_level"),
            field("user_id"),
            field("expires_at"));

    private static final Shape ASSOCIATIONS = Shape.of(
            field("groups")
                    .of(field("id"), text("name"), field("visibility"), field("access_levels"), field("web_url")),
            field("projects")
                    .of(field("id"), field("path_with_namespace"), field("visibility"), field("access_levels")));

    private static final Param<String> GROUP = GROUP_ID.unless("project_id");
    private static final Param<String> TOKEN_ID = idOr(
                    "token_id", "Id; list_access_tokens shows it. self: the token in use.", "self")
            .required();
    private static final Param<String> NAME =
            Params.text("name", "What it is called.").max(255).required();
    private static final Param<String> DESCRIPTION =
            Params.text("description", "What it is for.").max(255).unlisted();
    private static final Param<String> EXPIRES_AT = date("expires_at", "Last day; at most a year ahead by default.");
    private static final Param<List<String>> SCOPES = textList(
            "scopes",
            "What it may do: api, read_api, read_repository, write_repository, read_registry, write_registry,"
                    + " create_runner, manage_runner, k8s_proxy, self_rotate.");

    static final ToolDefinition LIST_TOKENS = get("list_access_tokens", OF_PROJECT)
            .orAt(OF_GROUP)
            .orAt(PERSONAL)
            .title("List access tokens")
            .description("Lists the access tokens of a project or group; with neither, one's personal ones.")
            .aliases("list_project_access_tokens", "list_group_access_tokens", "list_personal_access_tokens")
            .path(PROJECT_ID, GROUP)
            .query(
                    choice("state", "Only these.", "active", "inactive"),
                    flag("revoked", "Only revoked ones, or with false only others."),
                    Params.text("search", "Words in the name."),
                    bigInteger("user_id", "Of personal tokens: whose; for administrators.")
                            .unless("project_id", "group_id"),
                    dateTime("expires_before", "Expire before."),
                    dateTime("expires_after", "Expire after.").unlisted(),
                    dateTime("created_before", "Made before.").unlisted(),
                    dateTime("created_after", "Made after.").unlisted(),
                    dateTime("last_used_before", "Not used since."),
                    dateTime("last_used_after", "Used since.").unlisted(),
                    Params.text("sort", "Such as expires_at_asc, last_used_at_desc.")
                            .unlisted())
            .paginated()
            .returns(TOKEN)
            .define();

    static final ToolDefinition GET_TOKEN = get("get_access_token", OF_PROJECT + ONE)
            .orAt(OF_GROUP + ONE)
            .orAt(PERSONAL + ONE)
            .title("Get access token")
            .description("Shows what an access token may do and when it expires: personal, or of a project or group.")
            .path(PROJECT_ID, GROUP, TOKEN_ID)
            .returns(TOKEN)
            .define();

    static final ToolDefinition CREATE_TOKEN = post("create_access_token", OF_PROJECT)
            .orAt(OF_GROUP)
            .title("Create access token")
            .description("Creates an access token of a project or group, with a bot user, and shows it this once.")
            .aliases("create_project_access_token", "create_group_access_token")
            .path(PROJECT_ID, GROUP)
            .body(
                    NAME,
                    SCOPES.required(),
                    AccessLevels.ACCESS_LEVEL.describedAs("Role, default 40: " + AccessLevels.ROLES),
                    EXPIRES_AT.required(),
                    DESCRIPTION)
            .returns(NEW_TOKEN)
            .define();

    static final ToolDefinition CREATE_PERSONAL = post("create_personal_access_token", "/user" + PERSONAL)
            .title("Create personal access token")
            .description("Creates a personal token of one's own and shows it this once; GitLab limits its scopes.")
            .body(
                    NAME,
                    SCOPES.describedAs("k8s_proxy or self_rotate; for more, granular_scopes.")
                            .unless("granular_scopes"),
                    fieldsList(
                                    "granular_scopes",
                                    "Permissions by place (GitLab 19.2).",
                                    choice(
                                                    "access",
                                                    "Where.",
                                                    "personal_projects",
                                                    "all_memberships",
                                                    "selected_memberships",
                                                    "user",
                                                    "instance")
                                            .required(),
                                    textList("permissions", "Such as read_job, create_issue.")
                                            .required(),
                                    integerList("project_ids", "For selected_memberships."),
                                    integerList("group_ids", "For selected_memberships."))
                            .unlisted(),
                    EXPIRES_AT,
                    DESCRIPTION)
            .returns(NEW_TOKEN)
            .define();

    static final ToolDefinition ROTATE_TOKEN = post("rotate_access_token", OF_PROJECT + ROTATE)
            .orAt(OF_GROUP + ROTATE)
            .orAt(PERSONAL + ROTATE)
            .title("Rotate access token")
            .description("Replaces an access token by a new one with the same rights, shown this once.")
            .aliases("rotate_project_access_token", "rotate_group_access_token", "rotate_personal_access_token")
            .deletes("the old token stops working at once")
            .path(PROJECT_ID, GROUP, TOKEN_ID)
            .body(EXPIRES_AT.describedAs("New last day; a week from now if left out."))
            .returns(NEW_TOKEN)
            .define();

    static final ToolDefinition REVOKE_TOKEN = delete("revoke_access_token", OF_PROJECT + ONE)
            .orAt(OF_GROUP + ONE)
            .orAt(PERSONAL + ONE)
            .title("Revoke access token")
            .description("Ends an access token for good: a personal one, or with project_id or group_id one of those.")
            .aliases("revoke_project_access_token", "revoke_group_access_token", "revoke_personal_access_token")
            .path(PROJECT_ID, GROUP, TOKEN_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition LIST_ASSOCIATIONS = get("list_token_associations", PERSONAL + "/self/associations")
            .title("List token associations")
            .description("Lists the groups and projects that the token in use can reach.")
            .query(AccessLevels.MIN_ACCESS_LEVEL.unlisted(), CommonParams.PAGE, CommonParams.PER_PAGE)
            .returns(ASSOCIATIONS)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "access_tokens",
            "Access tokens",
            LIST_TOKENS,
            GET_TOKEN,
            CREATE_TOKEN,
            CREATE_PERSONAL,
            ROTATE_TOKEN,
            REVOKE_TOKEN,
            LIST_ASSOCIATIONS);

    private AccessTokenTools() {}
}
