package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.revealed;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.choiceList;
import static dev.gitlabmcp.tool.Params.dateTime;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.id;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/**
 * User names and tokens with which machines reach code, images and packages:
 * https://docs.gitlab.com/api/deploy_tokens/
 */
final class DeployTokenTools {
    private static final String OF_PROJECT = "/projects/{project_id}/deploy_tokens";
    private static final String OF_GROUP = "/groups/{group_id}/deploy_tokens";

    static final Shape DEPLOY_TOKEN = Shape.of(
            field("id"),
            text("name"),
            field("username"),
            field("scopes"),
            time("expires_at"),
            field("revoked").ifSet(),
            field("expired").ifSet());

    private static final Shape NEW_DEPLOY_TOKEN = Shape.of(
            field("id"), text("name"), field("username"), revealed("token"), field("scopes"), time("expires_at"));

    private static final Param<String> GROUP = GROUP_ID.unless("project_id");
    private static final Param<Long> TOKEN_ID = id("token_id", "Id.");

    static final ToolDefinition LIST_DEPLOY_TOKENS = get("list_deploy_tokens", OF_PROJECT)
            .orAt(OF_GROUP)
            .orAt("/deploy_tokens")
            .title("List deploy tokens")
            .description("Lists the user names, without passwords, with which machines pull code, images and packages"
                    + " of a project or group; with neither, of the instance (administrators).")
            .path(PROJECT_ID, GROUP)
            .query(flag("active", "Only those neither expired nor revoked."))
            .paginated()
            .returns(DEPLOY_TOKEN)
            .define();

    static final ToolDefinition GET_DEPLOY_TOKEN = get("get_deploy_token", OF_PROJECT + "/{token_id}")
            .orAt(OF_GROUP + "/{token_id}")
            .title("Get deploy token")
            .description("Shows what a deploy token may do, without its secret.")
            .path(PROJECT_ID, GROUP, TOKEN_ID)
            .returns(DEPLOY_TOKEN)
            .define();

    static final ToolDefinition CREATE_DEPLOY_TOKEN = post("create_deploy_token", OF_PROJECT)
            .orAt(OF_GROUP)
            .title("Create deploy token")
            .description("Creates a user name and password with which machines reach a project's or group's code,"
                    + " images and packages; shows it this once.")
            .path(PROJECT_ID, GROUP)
            .body(
                    Params.text("name", "What it is for.").max(255).required(),
                    choiceList(
                                    "scopes",
                                    "What it may do.",
                                    "read_repository",
                                    "read_registry",
                                    "write_registry",
                                    "read_package_registry",
                                    "write_package_registry",
                                    "read_virtual_registry",
                                    "write_virtual_registry")
                            .required(),
                    dateTime("expires_at", "End of its life, ISO 8601; default never."),
                    Params.text("username", "Default gitlab+deploy-token-{n}.").max(255))
            .returns(NEW_DEPLOY_TOKEN)
            .define();

    static final ToolDefinition DELETE_DEPLOY_TOKEN = delete("delete_deploy_token", OF_PROJECT + "/{token_id}")
            .orAt(OF_GROUP + "/{token_id}")
            .title("Delete deploy token")
            .description("Revokes a deploy token for good.")
            .path(PROJECT_ID, GROUP, TOKEN_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "deploy_tokens",
            "Deploy tokens",
            LIST_DEPLOY_TOKENS,
            GET_DEPLOY_TOKEN,
            CREATE_DEPLOY_TOKEN,
            DELETE_DEPLOY_TOKEN);

    private DeployTokenTools() {}
}
