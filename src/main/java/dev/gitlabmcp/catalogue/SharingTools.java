package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.choiceList;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.groupId;
import static dev.gitlabmcp.tool.Params.integerList;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/**
 * Groups that were given access to projects and groups:
 * https://docs.gitlab.com/api/projects/#share-a-project-with-a-group, https://docs.gitlab.com/api/groups/#invite-groups
 */
final class SharingTools {
    private static final Shape LINK = Shape.of(
            field("id"),
            field("project_id"),
            field("group_id"),
            field("group_access"),
            field("member_role_id"),
            field("expires_at"));

    private static final Param<String> SEARCH = Params.text("search", "Words to find.");
    private static final Param<String> GUEST_ID = groupId("with_group_id", "The invited group: id, path or URL.")
            .numeric()
            .required();

    static final ToolDefinition SHARE_PROJECT = post("share_project", "/projects/{project_id}/share")
            .title("Share project")
            .description("Gives a group's members access to a project.")
            .path(PROJECT_ID)
            .body(
                    groupId("group_id", "Id, path or URL.").numeric().required(),
                    AccessLevels.GROUP_ACCESS,
                    AccessLevels.EXPIRES_AT,
                    AccessLevels.MEMBER_ROLE_ID)
            .returns(LINK)
            .define();

    static final ToolDefinition UNSHARE_PROJECT = delete("unshare_project", "/projects/{project_id}/share/{group_id}")
            .title("Unshare project")
            .description("Takes a group's access to a project away.")
            .path(PROJECT_ID, groupId("group_id", "Id, path or URL.").numeric())
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition SHARE_GROUP = post("share_group", "/groups/{group_id}/share")
            .title("Share group")
            .description("Gives the members of one group access to another, group_id.")
            .path(GROUP_ID.describedAs("The group to be opened: id, path or URL."))
            .body(
                    GUEST_ID.wire("group_id"),
                    AccessLevels.GROUP_ACCESS,
                    AccessLevels.EXPIRES_AT,
                    AccessLevels.MEMBER_ROLE_ID)
            .returns(GroupShapes.CHANGED_GROUP)
            .define();

    static final ToolDefinition UNSHARE_GROUP = delete("unshare_group", "/groups/{group_id}/share/{with_group_id}")
            .title("Unshare group")
            .description("Takes the access of another group to a group away.")
            .path(GROUP_ID, GUEST_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition LIST_INVITED_GROUPS = get(
                    "list_invited_groups", "/projects/{project_id}/invited_groups")
            .orAt("/groups/{group_id}/invited_groups")
            .title("List invited groups")
            .description("Lists the groups that have access to a project or group by invitation.")
            .path(PROJECT_ID, GROUP_ID.unless("project_id"))
            .query(
                    SEARCH,
                    choiceList("relation", "Invited itself or above.", "direct", "inherited")
                            .commaSeparated(),
                    AccessLevels.MIN_ACCESS_LEVEL.unlisted(),
                    ProjectFilters.CUSTOM_ATTRIBUTES)
            .paginated()
            .returns(GroupShapes.GROUP_NAME)
            .define();

    static final ToolDefinition LIST_PROJECT_GROUPS = get("list_project_groups", "/projects/{project_id}/groups")
            .title("List project groups")
            .description("Lists the groups above a project; with_shared=true: also those it is shared with.")
            .path(PROJECT_ID)
            .query(
                    SEARCH,
                    flag("with_shared", "Also those it is shared with."),
                    flag("shared_visible_only", "Of these only those one sees.").unlisted(),
                    choice(
                                    "shared_min_access_level",
                                    "Of these only with this role or more.",
                                    "10",
                                    "15",
                                    "20",
                                    "25",
                                    "30",
                                    "40",
                                    "50")
                            .unlisted(),
                    integerList("skip_groups", "Ids to leave out.")
                            .commaSeparated()
                            .unlisted())
            .paginated()
            .returns(GroupShapes.GROUP_NAME)
            .define();

    static final ToolDefinition LIST_SHARED_GROUPS = get("list_shared_groups", "/groups/{group_id}/groups/shared")
            .title("List shared groups")
            .description("Lists the groups to which a group was invited.")
            .path(GROUP_ID)
            .query(
                    SEARCH,
                    ProjectFilters.VISIBILITY.unlisted(),
                    AccessLevels.MIN_ACCESS_LEVEL.unlisted(),
                    integerList("skip_groups", "Ids to leave out.")
                            .commaSeparated()
                            .unlisted(),
                    choice("order_by", "Order.", "name", "path", "id", "similarity")
                            .unlisted(),
                    ProjectFilters.SORT.unlisted(),
                    ProjectFilters.CUSTOM_ATTRIBUTES)
            .paginated()
            .returns(GroupShapes.GROUP_SUMMARY)
            .define();

    static final ToolDefinition LIST_SHARE_LOCATIONS = get(
                    "list_project_share_locations", "/projects/{project_id}/share_locations")
            .title("List share locations")
            .description("Lists the groups with which one may share a project.")
            .path(bigInteger("project_id", "Numeric id; get_project shows it."))
            .query(SEARCH)
            .paginated()
            .returns(GroupShapes.GROUP_NAME)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "shares",
            "Groups invited to projects and groups",
            SHARE_PROJECT,
            UNSHARE_PROJECT,
            SHARE_GROUP,
            UNSHARE_GROUP,
            LIST_INVITED_GROUPS,
            LIST_PROJECT_GROUPS,
            LIST_SHARED_GROUPS,
            LIST_SHARE_LOCATIONS);

    private SharingTools() {}
}
