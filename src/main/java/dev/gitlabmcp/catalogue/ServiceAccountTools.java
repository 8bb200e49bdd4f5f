package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.patch;
import static dev.gitlabmcp.tool.ToolBuilder.post;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/** Accounts of machines in projects and groups: https://docs.gitlab.com/api/service_accounts/ */
final class ServiceAccountTools {
    private static final String OF_PROJECT = "/projects/{project_id}/service_accounts";
    private static final String OF_GROUP = "/groups/{group_id}/service_accounts";
    private static final String ONE = "/{user_id}";

    static final Shape ACCOUNT =
            Shape.of(field("id"), field("username"), text("name"), field("email"), field("unconfirmed_email"));

    private static final Param<String> GROUP = GROUP_ID.unless("project_id");
    private static final Param<Long> USER_ID =
            bigInteger("user_id", "Id; list_service_accounts shows it.").required();
    private static final Param<String> NAME = Params.text("name", "Full name.").max(255);
    private static final Param<String> USERNAME =
            Params.text("username", "User name.").max(255);
    private static final Param<String> EMAIL = Params.text("email", "Address for its notifications.");

    static final ToolDefinition LIST_ACCOUNTS = get("list_service_accounts", OF_PROJECT)
            .orAt(OF_GROUP)
            .orAt("/service_accounts")
            .title("List service accounts")
            .description("Lists the service accounts of a project or top-level group; with neither, the instance's.")
            .path(PROJECT_ID, GROUP)
            .query(
                    choice("order_by", "Order.", "id", "username").unlisted(),
                    choice("sort", "Direction; default desc.", "asc", "desc").unlisted())
            .paginated()
            .returns(ACCOUNT)
            .define();

    static final ToolDefinition CREATE_ACCOUNT = post("create_service_account", OF_PROJECT)
            .orAt(OF_GROUP)
            .title("Create service account")
            .description("Creates an account for a machine in a project or top-level group; GitLab finds names.")
            .path(PROJECT_ID, GROUP)
            .body(NAME, USERNAME, EMAIL)
            .returns(ACCOUNT)
            .define();

    static final ToolDefinition UPDATE_ACCOUNT = patch("update_service_account", OF_PROJECT + ONE)
            .orAt(OF_GROUP + ONE)
            .title("Update service account")
            .description("Changes the names or address of a service account of a project or group.")
            .path(PROJECT_ID, GROUP, USER_ID)
            .body(NAME, USERNAME, EMAIL)
            .returns(ACCOUNT)
            .define();

    static final ToolDefinition DELETE_ACCOUNT = delete("delete_service_account", OF_PROJECT + ONE)
            .orAt(OF_GROUP + ONE)
            .title("Delete service account")
            .description("Deletes a service account of a project or group, and with it its tokens.")
            .path(PROJECT_ID, GROUP, USER_ID)
            .query(flag("hard_delete", "Also what it wrote, instead of moving it to Ghost User."))
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "service_accounts", "Service accounts", LIST_ACCOUNTS, CREATE_ACCOUNT, UPDATE_ACCOUNT, DELETE_ACCOUNT);

    private ServiceAccountTools() {}
}
