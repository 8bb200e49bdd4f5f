package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.integerList;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;
import static dev.gitlabmcp.tool.ToolBuilder.put;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;
import java.util.List;

/**
 * Members of projects and groups: https://docs.gitlab.com/api/project_members/,
 * https://docs.gitlab.com/api/group_members/
 */
final class MemberTools {
    static final String OF_PROJECT = "/projects/{project_id}/members";
    static final String OF_GROUP = "/groups/{group_id}/members";
    static final String ALL = "/all";
    static final String MEMBER_PATH = "/{user_id}";

    static final Shape MEMBER = Shape.of(
            field("id"),
            field("username"),
            text("name"),
            field("state"),
            field("locked").ifSet(),
            field("access_level"),
            field("member_role.name").as("member_role"),
            field("expires_at"),
            field("email"),
            field("membership_state"),
            field("is_using_seat"),
            field("override").ifSet(),
            field("created_by.username").as("created_by"),
            time("created_at"));

    /** One that was added, or for several at once whether that went well for all. */
    private static final Shape ADDED = Shape.of(
            field("id"),
            field("username"),
            text("name"),
            field("state"),
            field("access_level"),
            field("expires_at"),
            field("status"),
            field("message"));

    private static final Shape BILLABLE_MEMBER = Shape.of(
            field("id"),
            field("username"),
            text("name"),
            field("state"),
            field("email"),
            field("membership_type"),
            field("removable"),
            field("last_activity_on"),
            time("last_login_at"));

    private static final Shape PENDING_MEMBER =
            Shape.of(field("id"), field("username"), text("name"), field("email"), field("approved"), field("invited"));

    static final Param<String> GROUP = GROUP_ID.unless("project_id");
    static final Param<Long> USER_ID =
            bigInteger("user_id", "Numeric id; get_users shows it.").required();
    static final Param<String> QUERY = Params.text("query", "Words in name or user name.");
    static final Param<List<Long>> USER_IDS =
            integerList("user_ids", "Only these.").commaSeparated();
    static final Param<Boolean> SEAT_INFO =
            flag("show_seat_info", "Say who takes a seat.").unlisted();
    static final Param<String> STATE = choice(
                    "state", "Membership, with include_inheritance (Premium).", "awaiting", "active")
            .unlisted();
    static final Param<Boolean> INHERITANCE =
            flag("include_inheritance", "Also members of groups above and of invited groups.");

    static final ToolDefinition LIST_MEMBERS = get("list_members", OF_PROJECT)
            .orAt(OF_GROUP)
            .orAt(OF_PROJECT + ALL)
            .orAt(OF_GROUP + ALL)
            .title("List members")
            .description("Lists the members of a project or group with access levels (" + AccessLevels.ROLES
                    + ") Inherited ones only with include_inheritance.")
            .aliases("list_project_members", "list_group_members")
            .path(PROJECT_ID, GROUP)
            .arguments(INHERITANCE)
            .query(
                    QUERY,
                    USER_IDS,
                    integerList("skip_users", "Not these.")
                            .commaSeparated()
                            .unless(INHERITANCE.name())
                            .unlisted(),
                    SEAT_INFO,
                    flag("with_saml_identity", "Only those with SAML.")
                            .unless(INHERITANCE.name())
                            .unlisted(),
                    STATE)
            .paginated()
            .returns(MEMBER)
            .handledBy(InheritedMembers::list)
            .define();

    static final ToolDefinition GET_MEMBER = get("get_member", OF_PROJECT + MEMBER_PATH)
            .orAt(OF_GROUP + MEMBER_PATH)
            .orAt(OF_PROJECT + ALL + MEMBER_PATH)
            .orAt(OF_GROUP + ALL + MEMBER_PATH)
            .title("Get member")
            .description("Shows the access level of one member of a project or group.")
            .aliases("get_project_member", "get_group_member")
            .path(PROJECT_ID, GROUP, USER_ID)
            .arguments(INHERITANCE)
            .returns(MEMBER)
            .handledBy(InheritedMembers::get)
            .define();

    static final ToolDefinition ADD_MEMBER = post("add_member", OF_PROJECT)
            .orAt(OF_GROUP)
            .title("Add member")
            .description("Adds users to a project or group. By e-mail: create_invitation.")
            .aliases("add_project_member", "add_group_member")
            .path(PROJECT_ID, GROUP)
            .body(
                    Params.text("user_id", "Numeric id, or several with commas."),
                    Params.text("username", "Instead of user_id; several with commas.")
                            .unless("user_id"),
                    AccessLevels.ACCESS_LEVEL.required(),
                    AccessLevels.EXPIRES_AT,
                    AccessLevels.MEMBER_ROLE_ID,
                    Params.text("invite_source", "What caused it, for statistics.")
                            .unlisted())
            .returns(ADDED)
            .define();

    static final ToolDefinition UPDATE_MEMBER = put("update_member", OF_PROJECT + MEMBER_PATH)
            .orAt(OF_GROUP + MEMBER_PATH)
            .title("Update member")
            .description("Changes a member's access level or its last day.")
            .aliases("update_project_member", "update_group_member")
            .path(PROJECT_ID, GROUP, USER_ID)
            .body(AccessLevels.ACCESS_LEVEL.required(), AccessLevels.EXPIRES_AT, AccessLevels.MEMBER_ROLE_ID)
            .returns(MEMBER)
            .define();

    static final ToolDefinition REMOVE_MEMBER = delete("remove_member", OF_PROJECT + MEMBER_PATH)
            .orAt(OF_GROUP + MEMBER_PATH)
            .title("Remove member")
            .description("Removes a direct member from a project, or from a group with its subgroups and projects.")
            .aliases("remove_project_member", "remove_group_member")
            .path(PROJECT_ID, GROUP, USER_ID)
            .query(
                    flag("skip_subresources", "Keep direct memberships below the group."),
                    flag("unassign_issuables", "Unassign from issues and merge requests."))
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition LIST_BILLABLE_MEMBERS = get(
                    "list_billable_members", "/groups/{group_id}/billable_members")
            .title("List billable members")
            .description("Lists who takes a seat in a top-level group, subgroups included (Premium, owners).")
            .path(GROUP_ID)
            .query(
                    Params.text("search", "Exact name."),
                    choice(
                                    "sort",
                                    "Order.",
                                    "access_level_asc",
                                    "access_level_desc",
                                    "last_joined",
                                    "name_asc",
                                    "name_desc",
                                    "oldest_joined",
                                    "oldest_sign_in",
                                    "recent_sign_in",
                                    "last_activity_on_asc",
                                    "last_activity_on_desc")
                            .unlisted())
            .paginated()
            .returns(BILLABLE_MEMBER)
            .define();

    static final ToolDefinition LIST_PENDING_MEMBERS = get("list_pending_members", "/groups/{group_id}/pending_members")
            .title("List pending members")
            .description("Lists members of a group who wait for approval or have not accepted (Premium, owners).")
            .path(GROUP_ID)
            .paginated()
            .returns(PENDING_MEMBER)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "members",
            "Members of projects and groups",
            LIST_MEMBERS,
            GET_MEMBER,
            ADD_MEMBER,
            UPDATE_MEMBER,
            REMOVE_MEMBER,
            LIST_BILLABLE_MEMBERS,
            LIST_PENDING_MEMBERS);

    private MemberTools() {}
}
