package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;

import dev.gitlabmcp.shaping.Shape;

/** How groups are shown, in lists and by themselves. */
final class GroupShapes {
    static final Shape GROUP_SUMMARY = Shape.of(
                    field("id"),
                    field("full_path").as("path"),
                    text("description").max(200),
                    field("visibility"),
                    field("parent_id"),
                    field("archived").ifSet(),
                    field("marked_for_deletion_on"),
                    field("statistics"),
                    ProjectShapes.CUSTOM_ATTRIBUTES)
            .wholeFrom("get_group");

    static final Shape GROUP = Shape.of(
            field("id"),
            field("full_path").as("path"),
            text("name"),
            text("description"),
            field("visibility"),
            field("web_url"),
            field("parent_id"),
            field("default_branch"),
            field("project_creation_level"),
            field("subgroup_creation_level"),
            field("shared_with_groups")
                    .of(
                            field("group_id"),
                            field("group_full_path").as("path"),
                            field("group_access_level"),
                            field("expires_at")),
            field("require_two_factor_authentication").ifSet(),
            field("share_with_group_lock").ifSet(),
            field("request_access_enabled").ifSet(),
            field("archived").ifSet(),
            field("marked_for_deletion_on"),
            field("projects").of(field("id"), field("path_with_namespace").as("path")),
            field("statistics"),
            ProjectShapes.CUSTOM_ATTRIBUTES,
            time("created_at"));

    /** A group as a tool that changes it shows it. */
    static final Shape CHANGED_GROUP = GROUP.wholeFrom("get_group");

    /** As much of a group as those may see who are no members of it. */
    static final Shape GROUP_NAME = Shape.of(
            field("id"), field("full_path").as("path"), text("full_name").as("name"));

    private GroupShapes() {}
}
