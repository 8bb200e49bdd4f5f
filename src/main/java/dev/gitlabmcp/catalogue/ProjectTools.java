package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.dateTime;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.textList;
import static dev.gitlabmcp.tool.ToolBuilder.get;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/** Projects: https://docs.gitlab.com/api/projects/ */
final class ProjectTools {
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
                    field("custom_attributes"))
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
            field("custom_attributes"),
            time("created_at"),
            time("last_activity_at"));

    private static final Param<Boolean> STATISTICS = flag("statistics", "Add sizes and commit count.");
    private static final Param<Boolean> CUSTOM_ATTRIBUTES =
            flag("with_custom_attributes", "Add custom attributes (admin).");

    static final ToolDefinition LIST_PROJECTS = get("list_projects", "/projects")
            .title("List projects")
            .description("Lists or searches visible projects, newest first; membership=true: one's own.")
            .aliases("search_repositories")
            .query(
                    Params.text("search", "Words in name, path or description."),
                    flag("search_namespaces", "Also match the groups' names."),
                    flag("membership", "Only where one is a member."),
                    flag("owned", "Only one's own."),
                    flag("starred", "Only starred ones."),
                    flag("imported", "Only ones one imported."),
                    flag("archived", "Only archived ones, or only others."),
                    flag("active", "Neither archived nor to be deleted."),
                    choice("visibility", "Visibility.", "private", "internal", "public"),
                    choice(
                            "min_access_level",
                            "One's role: 10 guest, 20 reporter, 30 developer, 40 maintainer, 50 owner.",
                            "10",
                            "15",
                            "20",
                            "25",
                            "30",
                            "40",
                            "50"),
                    textList("topic", "Having all these topics.").commaSeparated(),
                    bigInteger("topic_id", "Having this topic."),
                    Params.text("with_programming_language", "Using this language."),
                    flag("with_issues_enabled", "With issues."),
                    flag("with_merge_requests_enabled", "With merge requests."),
                    dateTime("last_activity_after", "ISO 8601."),
                    dateTime("last_activity_before", "ISO 8601."),
                    dateTime("updated_after", "ISO 8601."),
                    dateTime("updated_before", "ISO 8601."),
                    bigInteger("id_after", "Ids above."),
                    bigInteger("id_before", "Ids below."),
                    Params.date("marked_for_deletion_on", "To be deleted since this day."),
                    flag("include_pending_delete", "Add those being deleted (admin)."),
                    flag("include_hidden", "Add hidden ones (admin)."),
                    Params.text("repository_storage", "On this storage (admin)."),
                    flag("repository_checksum_failed", "With a failed check (admin)."),
                    flag("wiki_checksum_failed", "With a failed wiki check (admin)."),
                    choice(
                            "order_by",
                            "Sizes: admin; similarity: with search.",
                            "id",
                            "name",
                            "path",
                            "created_at",
                            "updated_at",
                            "last_activity_at",
                            "similarity",
                            "star_count",
                            "storage_size",
                            "repository_size",
                            "wiki_size",
                            "packages_size"),
                    choice("sort", "Direction.", "asc", "desc"),
                    flag("simple", "Only id, path and URLs; faster."),
                    STATISTICS,
                    CUSTOM_ATTRIBUTES)
            .paginated()
            .returns(PROJECT_SUMMARY)
            .define();

    static final ToolDefinition GET_PROJECT = get("get_project", "/projects/{project_id}")
            .title("Get project")
            .description("Shows a project: default branch, merge rules, one's role, counts.")
            .path(PROJECT_ID)
            .query(STATISTICS, flag("license", "Add the licence."), CUSTOM_ATTRIBUTES)
            .returns(PROJECT)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of("projects", "Projects", LIST_PROJECTS, GET_PROJECT);

    private ProjectTools() {}
}
