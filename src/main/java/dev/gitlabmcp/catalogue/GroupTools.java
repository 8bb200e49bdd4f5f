package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.date;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.groupId;
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

/** Groups: https://docs.gitlab.com/api/groups/ */
final class GroupTools {
    static final ToolDefinition LIST_GROUPS = get("list_groups", "/groups/{group_id}/subgroups")
            .orAt("/groups")
            .title("List groups")
            .description("Lists or searches groups one can see, or the direct subgroups of group_id. All levels:"
                    + " list_descendant_groups.")
            .aliases("list_subgroups")
            .path(GROUP_ID.describedAs("Its subgroups."))
            .query(filters())
            .paginated()
            .returns(GroupShapes.GROUP_SUMMARY)
            .define();

    static final ToolDefinition LIST_DESCENDANT_GROUPS = get(
                    "list_descendant_groups", "/groups/{group_id}/descendant_groups")
            .title("List descendant groups")
            .description("Lists the subgroups of a group on all levels.")
            .path(GROUP_ID)
            .query(filters())
            .paginated()
            .returns(GroupShapes.GROUP_SUMMARY)
            .define();

    static final ToolDefinition GET_GROUP = get("get_group", "/groups/{group_id}")
            .title("Get group")
            .description("Shows a group: settings and who it is shared with. Its projects: list_group_projects.")
            .path(GROUP_ID)
            .query(
                    flag("with_projects", "Add up to 100 projects.")
                            .orElse(false)
                            .unlisted(),
                    ProjectFilters.CUSTOM_ATTRIBUTES)
            .returns(GroupShapes.GROUP)
            .define();

    static final ToolDefinition CREATE_GROUP = post("create_group", "/groups")
            .title("Create group")
            .description("Creates a group, or with parent_id a subgroup.")
            .body(
                    Params.text("name", "Name.").required(),
                    Params.text("path", "Last part of the path.").required())
            .body(GroupSettings.forCreation())
            .returns(GroupShapes.CHANGED_GROUP)
            .define();

    static final ToolDefinition UPDATE_GROUP = put("update_group", "/groups/{group_id}")
            .title("Update group")
            .description("Changes settings of a group. Further ones GitLab documents are taken, too.")
            .path(GROUP_ID)
            .body(Params.text("name", "Name."), Params.text("path", "Last part of the path."))
            .body(GroupSettings.forUpdate())
            .returns(GroupShapes.CHANGED_GROUP)
            .define();

    static final ToolDefinition DELETE_GROUP = delete("delete_group", "/groups/{group_id}")
            .title("Delete group")
            .description("Schedules a group with all its projects for deletion; until then restore_group brings it"
                    + " back. One that is scheduled: permanently_remove with full_path deletes it at once.")
            .path(GROUP_ID)
            .query(Deletion.PERMANENTLY_REMOVE, Deletion.FULL_PATH)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition RESTORE_GROUP = post("restore_group", "/groups/{group_id}/restore")
            .title("Restore group")
            .description("Takes back the scheduled deletion of a group.")
            .path(GROUP_ID)
            .returns(GroupShapes.CHANGED_GROUP)
            .define();

    static final ToolDefinition ARCHIVE_GROUP = post("archive_group", "/groups/{group_id}/archive")
            .title("Archive group")
            .description("Makes a group and its projects read-only; unarchive_group takes it back. GitLab 18.0.")
            .path(GROUP_ID)
            .returns(GroupShapes.CHANGED_GROUP)
            .idempotent(true, "it is archived or not")
            .define();

    static final ToolDefinition UNARCHIVE_GROUP = post("unarchive_group", "/groups/{group_id}/unarchive")
            .title("Unarchive group")
            .description("Makes an archived group writable again.")
            .path(GROUP_ID)
            .returns(GroupShapes.CHANGED_GROUP)
            .idempotent(true, "it is archived or not")
            .define();

    static final ToolDefinition TRANSFER_GROUP = post("transfer_group", "/groups/{group_id}/transfer")
            .title("Transfer group")
            .description("Moves a group below another, or to the top level, which changes all its paths and URLs."
                    + " Where to: list_transfer_locations.")
            .path(GROUP_ID)
            .body(groupId("new_parent_id", "Id, path or URL; without it, to the top level.")
                    .numeric()
                    .wire("group_id"))
            .returns(GroupShapes.CHANGED_GROUP)
            .destructive("the old paths of the group and its projects stop being theirs")
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "groups",
            "Groups",
            LIST_GROUPS,
            LIST_DESCENDANT_GROUPS,
            GET_GROUP,
            CREATE_GROUP,
            UPDATE_GROUP,
            DELETE_GROUP,
            RESTORE_GROUP,
            ARCHIVE_GROUP,
            UNARCHIVE_GROUP,
            TRANSFER_GROUP);

    private GroupTools() {}

    private static Param<?>[] filters() {
        return new Param<?>[] {
            Params.text("search", "Words in name or path."),
            flag("owned", "Only one's own."),
            flag("top_level_only", "No subgroups."),
            flag("all_available", "false: only one's own and above.").unlisted(),
            AccessLevels.MIN_ACCESS_LEVEL.unlisted(),
            ProjectFilters.VISIBILITY.unlisted(),
            ProjectFilters.ARCHIVED.unlisted(),
            ProjectFilters.ACTIVE.unlisted(),
            date("marked_for_deletion_on", "To be deleted since this day.").unlisted(),
            integerList("skip_groups", "Ids to leave out.").commaSeparated().unlisted(),
            Params.text("repository_storage", "On this storage (admin).").unlisted(),
            choice("order_by", "Order; similarity: with search.", "name", "path", "id", "similarity")
                    .unlisted(),
            ProjectFilters.SORT.unlisted(),
            ProjectFilters.STATISTICS.unlisted(),
            ProjectFilters.CUSTOM_ATTRIBUTES
        };
    }
}
