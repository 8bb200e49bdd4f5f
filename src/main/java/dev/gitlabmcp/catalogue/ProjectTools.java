package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;
import static dev.gitlabmcp.tool.ToolBuilder.put;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;
import java.util.ArrayList;
import java.util.List;

/** Projects: https://docs.gitlab.com/api/projects/ */
final class ProjectTools {
    private static final Param<String> USER =
            Params.text("user_id", "Id or user name.").required();

    static final ToolDefinition LIST_PROJECTS = get("list_projects", "/projects")
            .title("List projects")
            .description("Lists or searches visible projects, newest first; membership=true: one's own.")
            .aliases("search_repositories")
            .query(ProjectFilters.ofAll())
            .paginated()
            .returns(ProjectShapes.PROJECT_SUMMARY)
            .define();

    static final ToolDefinition GET_PROJECT = get("get_project", "/projects/{project_id}")
            .title("Get project")
            .description("Shows a project: default branch, merge rules, one's role, counts.")
            .path(PROJECT_ID)
            .query(
                    ProjectFilters.STATISTICS.unlisted(),
                    flag("license", "Add the licence.").unlisted(),
                    ProjectFilters.CUSTOM_ATTRIBUTES)
            .returns(ProjectShapes.PROJECT)
            .define();

    static final ToolDefinition LIST_GROUP_PROJECTS = get("list_group_projects", "/groups/{group_id}/projects")
            .title("List group projects")
            .description("Lists the projects of a group; include_subgroups=true: of its subgroups, too.")
            .path(GROUP_ID)
            .query(
                    flag("include_subgroups", "Those of subgroups, too."),
                    ProjectFilters.SEARCH,
                    ProjectFilters.ARCHIVED,
                    ProjectFilters.VISIBILITY,
                    ProjectFilters.TOPIC,
                    groupOrder("similarity"),
                    ProjectFilters.SORT,
                    ProjectFilters.ACTIVE.unlisted(),
                    flag("include_ancestor_groups", "Those of parent groups, too.")
                            .unlisted(),
                    flag("with_shared", "Those shared with it; default true.").unlisted(),
                    flag("with_security_reports", "With security reports (Ultimate).")
                            .unlisted(),
                    ProjectFilters.OWNED.unlisted(),
                    ProjectFilters.STARRED.unlisted(),
                    ProjectFilters.WITH_ISSUES.unlisted(),
                    ProjectFilters.WITH_MERGE_REQUESTS.unlisted(),
                    AccessLevels.MIN_ACCESS_LEVEL.unlisted(),
                    ProjectFilters.SIMPLE.unlisted(),
                    ProjectFilters.CUSTOM_ATTRIBUTES)
            .paginated()
            .returns(ProjectShapes.PROJECT_SUMMARY)
            .define();

    static final ToolDefinition LIST_GROUP_SHARED_PROJECTS = get(
                    "list_group_shared_projects", "/groups/{group_id}/projects/shared")
            .title("List projects shared with group")
            .description("Lists projects of others that were shared with a group.")
            .path(GROUP_ID)
            .query(
                    ProjectFilters.SEARCH,
                    ProjectFilters.ARCHIVED.unlisted(),
                    ProjectFilters.VISIBILITY.unlisted(),
                    groupOrder().unlisted(),
                    ProjectFilters.SORT.unlisted(),
                    ProjectFilters.STARRED.unlisted(),
                    ProjectFilters.WITH_ISSUES.unlisted(),
                    ProjectFilters.WITH_MERGE_REQUESTS.unlisted(),
                    AccessLevels.MIN_ACCESS_LEVEL.unlisted(),
                    ProjectFilters.SIMPLE.unlisted(),
                    ProjectFilters.CUSTOM_ATTRIBUTES)
            .paginated()
            .returns(ProjectShapes.PROJECT_SUMMARY)
            .define();

    static final ToolDefinition LIST_USER_PROJECTS = get("list_user_projects", "/users/{user_id}/projects")
            .title("List user's projects")
            .description("Lists the projects in a user's own namespace.")
            .path(USER)
            .query(ProjectFilters.ofSome())
            .paginated()
            .returns(ProjectShapes.PROJECT_SUMMARY)
            .define();

    static final ToolDefinition LIST_CONTRIBUTED_PROJECTS = get(
                    "list_user_contributed_projects", "/users/{user_id}/contributed_projects")
            .title("List contributed projects")
            .description("Lists the visible projects to which a user contributed in the past year.")
            .path(USER)
            .query(ProjectFilters.ORDER_BY, ProjectFilters.SORT, ProjectFilters.SIMPLE.unlisted())
            .paginated()
            .returns(ProjectShapes.PROJECT_SUMMARY)
            .define();

    static final ToolDefinition LIST_STARRED_PROJECTS = get(
                    "list_user_starred_projects", "/users/{user_id}/starred_projects")
            .title("List starred projects")
            .description("Lists the visible projects a user has starred.")
            .path(USER)
            .query(ProjectFilters.ofSome())
            .paginated()
            .returns(ProjectShapes.PROJECT_SUMMARY)
            .define();

    static final ToolDefinition CREATE_PROJECT = post("create_project", "/projects")
            .title("Create project")
            .description("Creates a project, in one's own namespace or in that of namespace_id. To copy one use"
                    + " fork_repository.")
            .aliases("create_repository")
            .body(Params.text("name", "Name.").required(), ProjectSettings.PATH)
            .body(ProjectSettings.forCreation())
            .returns(ProjectShapes.CHANGED_PROJECT)
            .define();

    static final ToolDefinition UPDATE_PROJECT = put("update_project", "/projects/{project_id}")
            .title("Update project")
            .description("Changes settings of a project. Further ones GitLab documents are taken, too.")
            .path(PROJECT_ID)
            .body(Params.text("name", "Name."), ProjectSettings.PATH)
            .body(ProjectSettings.forUpdate())
            .returns(ProjectShapes.CHANGED_PROJECT)
            .define();

    static final ToolDefinition DELETE_PROJECT = delete("delete_project", "/projects/{project_id}")
            .title("Delete project")
            .description("Schedules a project for deletion; until then restore_project brings it back. One that is"
                    + " scheduled: permanently_remove with full_path deletes it at once.")
            .path(PROJECT_ID)
            .query(Deletion.PERMANENTLY_REMOVE, Deletion.FULL_PATH)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition RESTORE_PROJECT = post("restore_project", "/projects/{project_id}/restore")
            .title("Restore project")
            .description("Takes back the scheduled deletion of a project.")
            .path(PROJECT_ID)
            .returns(ProjectShapes.CHANGED_PROJECT)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "projects",
            "Projects",
            LIST_PROJECTS,
            GET_PROJECT,
            LIST_GROUP_PROJECTS,
            LIST_GROUP_SHARED_PROJECTS,
            LIST_USER_PROJECTS,
            LIST_CONTRIBUTED_PROJECTS,
            LIST_STARRED_PROJECTS,
            CREATE_PROJECT,
            UPDATE_PROJECT,
            DELETE_PROJECT,
            RESTORE_PROJECT,
            ProjectActionTools.ARCHIVE_PROJECT,
            ProjectActionTools.UNARCHIVE_PROJECT,
            ProjectActionTools.TRANSFER_PROJECT,
            ProjectActionTools.LIST_TRANSFER_LOCATIONS,
            ProjectActionTools.STAR_PROJECT,
            ProjectActionTools.UNSTAR_PROJECT,
            ProjectActionTools.LIST_STARRERS,
            ProjectActionTools.LIST_USERS,
            ProjectActionTools.LIST_LANGUAGES,
            ProjectActionTools.GET_STATISTICS,
            ProjectActionTools.START_HOUSEKEEPING);

    private ProjectTools() {}

    private static Param<String> groupOrder(String... more) {
        List<String> words = new ArrayList<>(
                List.of("id", "name", "path", "created_at", "updated_at", "last_activity_at", "star_count"));
        words.addAll(List.of(more));
        return choice("order_by", "Order.", words.toArray(String[]::new));
    }
}
