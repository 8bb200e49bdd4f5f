package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;

import dev.gitlabmcp.shaping.Field;
import dev.gitlabmcp.shaping.Shape;

/** How projects are shown, in lists and by themselves. */
final class ProjectShapes {
    /** What administrators noted of a project, group or user; {@code value} is no secret here. */
    static final Field CUSTOM_ATTRIBUTES = field("custom_attributes").of(field("key"), text("value"));

    static final Shape PROJECT_SUMMARY = Shape.of(
                    field("id"),
                    field("path_with_namespace").as("path"),
                    text("description").max(200),
                    field("default_branch"),
                    field("visibility"),
                    field("topics"),
                    field("archived").ifSet(),
                    field("star_count").ifSet(),
                    field("open_issues_count").ifSet(),
                    field("marked_for_deletion_on"),
                    time("last_activity_at"),
                    field("statistics"),
                    CUSTOM_ATTRIBUTES)
            .wholeFrom("get_project");

    static final Shape PROJECT = Shape.of(
            field("id"),
            field("path_with_namespace").as("path"),
            text("description"),
            field("default_branch"),
            field("visibility"),
            field("topics"),
            field("web_url"),
            field("http_url_to_repo"),
            field("forks_count").ifSet(),
            field("star_count").ifSet(),
            field("open_issues_count").ifSet(),
            field("archived").ifSet(),
            field("empty_repo").ifSet(),
            field("marked_for_deletion_on"),
            field("forked_from_project.path_with_namespace").as("forked_from"),
            field("merge_method"),
            field("squash_option"),
            field("only_allow_merge_if_pipeline_succeeds").ifSet(),
            field("only_allow_merge_if_all_discussions_are_resolved").ifSet(),
            field("remove_source_branch_after_merge").ifSet(),
            field("ci_config_path"),
            field("permissions.project_access.access_level").as("project_access_level"),
            field("permissions.group_access.access_level").as("group_access_level"),
            field("license.name"),
            field("statistics"),
            CUSTOM_ATTRIBUTES,
            time("created_at"),
            time("last_activity_at"));

    /** A project as a tool that changes it shows it. */
    static final Shape CHANGED_PROJECT = PROJECT.wholeFrom("get_project");

    private ProjectShapes() {}
}
