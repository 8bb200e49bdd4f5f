package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.catalogue.MemberTools.GROUP;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.textList;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;
import static dev.gitlabmcp.tool.ToolBuilder.put;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/** Invitations by e-mail to projects and groups: https://docs.gitlab.com/api/invitations/ */
final class InvitationTools {
    private static final String OF_PROJECT = "/projects/{project_id}/invitations";
    private static final String OF_GROUP = "/groups/{group_id}/invitations";

    private static final Shape INVITATION = Shape.of(
            field("invite_email").as("email"),
            field("access_level"),
            field("expires_at"),
            text("user_name"),
            text("created_by_name").as("created_by"),
            time("created_at"));

    private static final Param<String> EMAIL =
            Params.text("email", "Address that was invited.").required();

    static final ToolDefinition LIST_INVITATIONS = get("list_invitations", OF_PROJECT)
            .orAt(OF_GROUP)
            .title("List invitations")
            .description("Lists the open invitations by e-mail to a project or group.")
            .path(PROJECT_ID, GROUP)
            .query(Params.text("query", "Part of the address."))
            .paginated()
            .returns(INVITATION)
            .define();

    static final ToolDefinition CREATE_INVITATION = post("create_invitation", OF_PROJECT)
            .orAt(OF_GROUP)
            .title("Invite")
            .description("Invites people by e-mail, or users by id, to a project or group. The result names those"
                    + " that failed.")
            .path(PROJECT_ID, GROUP)
            .body(
                    textList("email", "Addresses."),
                    textList("user_id", "Numeric ids."),
                    AccessLevels.ACCESS_LEVEL.required(),
                    AccessLevels.EXPIRES_AT,
                    AccessLevels.MEMBER_ROLE_ID,
                    Params.text("invite_source", "What caused it, for statistics.")
                            .unlisted())
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition UPDATE_INVITATION = put("update_invitation", OF_PROJECT + "/{email}")
            .orAt(OF_GROUP + "/{email}")
            .title("Update invitation")
            .description("Changes the access level or last day of an open invitation.")
            .path(PROJECT_ID, GROUP, EMAIL)
            .body(AccessLevels.ACCESS_LEVEL, AccessLevels.EXPIRES_AT, AccessLevels.MEMBER_ROLE_ID)
            .returns(INVITATION)
            .define();

    static final ToolDefinition DELETE_INVITATION = delete("delete_invitation", OF_PROJECT + "/{email}")
            .orAt(OF_GROUP + "/{email}")
            .title("Delete invitation")
            .description("Takes back an open invitation.")
            .path(PROJECT_ID, GROUP, EMAIL)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "invitations",
            "Invitations by e-mail",
            LIST_INVITATIONS,
            CREATE_INVITATION,
            UPDATE_INVITATION,
            DELETE_INVITATION);

    private InvitationTools() {}
}
